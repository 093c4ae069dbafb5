package concord.ui.study;

import concord.report.Numbers;
import concord.stats.Interval;
import concord.stats.Value;
import concord.study.Cell;
import concord.study.StudyOutcome;
import concord.study.StudyOutcome.CellResult;
import concord.study.StudyOutcome.Comparison;
import concord.study.StudyOutcome.Spread;
import concord.ui.Texts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a study says about one variable and student: arms held against people's labels.
///
/// @param differences less the arm of people
record Findings(List<Difference> differences) {
    Findings {
        differences = List.copyOf(differences);
    }

    /// An arm less that of people with as many labels; where there is none, and for a teacher itself, less the largest arm of people.
    ///
    /// @param units     labels of the arm
    /// @param ofPeople  labels of the arm of people
    /// @param precision the arm's less that of people
    /// @param holmP     undefined where there is no test
    record Difference(Cell cell, Cell people, int units, int ofPeople, ArmDraft.Kind kind, int slot, Value f1, Value precision,
            Value recall,
            @Nullable Interval interval,
            Value holmP) {}

    static Findings of(StudyOutcome outcome, String variable, String student, Marks marks) {
        List<Difference> differences = new ArrayList<>();
        List<CellResult> people = outcome.cells().stream().filter(r -> r.cell().variable().equals(variable)
                && student.equals(r.cell().student()) && marks.kind(outcome.request(), r.cell()) == ArmDraft.Kind.HUMAN
                && !r.spreads().isEmpty()).toList();
        for (CellResult result : outcome.cells()) {
            Cell cell = result.cell();
            ArmDraft.Kind kind = marks.kind(outcome.request(), cell);
            boolean itself = cell.student() == null;
            if (!cell.variable().equals(variable) || kind == ArmDraft.Kind.HUMAN || result.spreads().isEmpty()
                    || !itself && !student.equals(cell.student()))
                continue;
            Comparator<CellResult> largest = Comparator.comparingInt(Findings::units);
            Optional<CellResult> base = people.stream().filter(p -> !itself && units(p) == units(result)).findFirst()
                    .or(() -> people.stream().max(largest));
            base.flatMap(b -> difference(outcome, result, b, kind)).ifPresent(differences::add);
        }
        return new Findings(differences);
    }

    /// Labels that were asked for, or those learnt from where all were.
    static int units(CellResult result) {
        return result.cell().size() > 0 ? result.cell().size() : result.trainUnits();
    }

    private static Optional<Difference> difference(StudyOutcome outcome, CellResult one, CellResult people, ArmDraft.Kind kind) {
        for (Comparison comparison : outcome.comparisons()) {
            boolean forward = comparison.a().equals(one.cell()) && comparison.b().equals(people.cell());
            boolean backward = comparison.b().equals(one.cell()) && comparison.a().equals(people.cell());
            if (!forward && !backward)
                continue;
            Interval interval = comparison.interval();
            return Optional.of(
                    new Difference(one.cell(), people.cell(), units(one), units(people), kind, Marks.slot(outcome.request(), one.cell()),
                            forward ? comparison.deltaF1() : minus(comparison.deltaF1()), less(one, people, "precision"),
                            less(one, people, "recall"), interval == null || forward ? interval : minus(interval), comparison.holmP()));
        }
        return Optional.empty();
    }

    private static Value less(CellResult a, CellResult b, String key) {
        Spread left = a.spreads().get(key);
        Spread right = b.spreads().get(key);
        if (left == null || right == null)
            return Value.undefined(Texts.get("study.none.yet"));
        if (left.mean() instanceof Value.Defined(double x) && right.mean() instanceof Value.Defined(double y))
            return Value.of(x - y);
        return left.mean().defined() ? right.mean() : left.mean();
    }

    private static Value minus(Value value) {
        return switch (value) {
            case Value.Defined(double v) -> Value.of(-v);
            case Value.Undefined undefined -> undefined;
        };
    }

    private static Interval minus(Interval i) {
        return new Interval(-i.high(), -i.low(), i.level(), i.method(), i.draws(), i.seed());
    }

    /// What is found about the largest arm of a teacher's labels, as far as the interval allows it to be said; empty while there is nothing.
    ///
    /// @param student as people call it
    Optional<String> sentence(String student) {
        return differences.stream()
                .filter(d -> d.kind == ArmDraft.Kind.TEACHER && d.cell.consistencyAtLeast() == null && d.f1.defined() && d.interval != null)
                .max(Comparator.comparingInt(Difference::units)).map(d -> sentence(student, d));
    }

    private static String sentence(String student, Difference d) {
        double delta = d.f1.orNaN();
        Interval interval = java.util.Objects.requireNonNull(d.interval);
        String numbers = Texts.get("study.found.interval", Numbers.percent(interval.level()), signed(interval.low()),
                signed(interval.high()));
        String what = Texts.get(delta < 0 ? "study.found.below" : "study.found.above", student, Numbers.count(d.units), d.cell.arm(),
                Numbers.bounded(Math.abs(delta)), Numbers.count(d.ofPeople), numbers);
        boolean clear = interval.low() > 0 || interval.high() < 0;
        String hedge = clear
                ? Texts.get(delta < 0 ? "study.found.worse" : "study.found.better")
                : Texts.get("study.found.open", Numbers.bounded(Math.max(Math.abs(interval.low()), Math.abs(interval.high()))));
        return what + " " + hedge;
    }

    /// As in +.04, −.01 and .00.
    static String signed(double value) {
        String text = Numbers.bounded(value);
        return value > 0 && !text.equals(".00") ? "+" + text : text;
    }

    static String signed(Value value) {
        return switch (value) {
            case Value.Defined(double v) -> signed(v);
            case Value.Undefined _ -> Numbers.MISSING;
        };
    }
}
