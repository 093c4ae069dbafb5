package concord.report;

import concord.model.request.StudyRequest;
import concord.report.ArmMark.Entry;
import concord.stats.Interval;
import concord.stats.Value;
import concord.study.Cell;
import concord.study.SamplingOutcome;
import concord.study.StudyOutcome;
import concord.study.StudyOutcome.CellResult;
import concord.study.StudyOutcome.Comparison;
import concord.study.StudyOutcome.Spread;
import concord.study.TestFigures;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The figures of a study.
public final class StudyFigures {
    private static final Value WAITING = Value.undefined("still to come");

    private StudyFigures() {
    }

    /// Students of the study that learn, in its order.
    public static List<String> students(StudyOutcome outcome) {
        return outcome.cells().stream().map(result -> result.cell().student()).filter(Objects::nonNull)
                .filter(student -> !student.equals(StudyRequest.MAJORITY)).distinct().toList();
    }

    /// What the study is read by, such as macro F1.
    public static String merit(StudyOutcome outcome) {
        return outcome.request().positive() == null ? "Macro F1" : "F1 of “" + outcome.request().positive() + "”";
    }

    /// A cell's title, short enough for a figure.
    static String name(Cell cell) {
        return part(cell) + (cell.sized() ? (cell.consistencyAtLeast() == null ? " " : ", ") + Numbers.count(cell.size()) : "");
    }

    /// The name without the size.
    private static String part(Cell cell) {
        return cell.arm() + (cell.consistencyAtLeast() == null ? "" : " ≥ " + Numbers.share(cell.consistencyAtLeast(), 2));
    }

    /// F1 of every arm, the students one below the other, then the teachers by themselves, which also are the dashed lines.
    public static DotPlot byArm(StudyOutcome outcome, String variable) {
        return byArm(outcome, variable, students(outcome));
    }

    /// F1 of every arm of one student.
    public static DotPlot byArm(StudyOutcome outcome, String variable, String student) {
        return byArm(outcome, variable, List.of(student));
    }

    private static DotPlot byArm(StudyOutcome outcome, String variable, List<String> students) {
        ArmMarks marks = new ArmMarks(outcome.request());
        List<DotPlot.Group> groups = new ArrayList<>();
        for (String student : students) {
            groups.add(new DotPlot.Group(student, rows(of(outcome, variable, student), marks)));
        }
        List<CellResult> teachers = of(outcome, variable, null);
        List<DotPlot.Row> others = rows(teachers, marks);
        if (students.size() > 1 && !others.isEmpty())
            groups.add(new DotPlot.Group(others.size() > 1 ? "Teachers" : "Teacher", others));
        else if (!groups.isEmpty())
            groups.set(0, joined(groups.getFirst(), others));
        List<DotPlot.Reference> references = teachers.stream().filter(result -> !result.seeds().isEmpty())
                .filter(result -> f1(result).mean().defined())
                .map(result -> new DotPlot.Reference(name(result.cell()), f1(result).mean().orNaN())).toList();
        return new DotPlot(merit(outcome) + " by arm", subtitle(outcome, variable, students), merit(outcome), DotPlot.Scale.BOUNDED, groups,
                references);
    }

    private static DotPlot.Group joined(DotPlot.Group group, List<DotPlot.Row> more) {
        List<DotPlot.Row> rows = new ArrayList<>(group.rows());
        rows.addAll(more);
        return new DotPlot.Group(group.name(), rows);
    }

    private static List<DotPlot.Row> rows(List<CellResult> cells, ArmMarks marks) {
        return cells.stream().map(result -> result.seeds().isEmpty()
                ? new DotPlot.Row(name(result.cell()), marks.of(result.cell()), WAITING, null)
                : new DotPlot.Row(name(result.cell()), marks.of(result.cell()), f1(result).mean(), f1(result).interval())).toList();
    }

    /// F1 over the number of labels learnt from, a line for each source of labels.
    public static LineCurve learningCurve(StudyOutcome outcome, String variable, String student) {
        ArmMarks marks = new ArmMarks(outcome.request());
        Map<List<Object>, List<CellResult>> lines = new LinkedHashMap<>();
        for (CellResult result : of(outcome, variable, student)) {
            Double threshold = result.cell().consistencyAtLeast();
            if (!result.seeds().isEmpty() && f1(result).mean().defined())
                lines.computeIfAbsent(List.of(marks.source(result.cell()), threshold == null ? "" : threshold), _ -> new ArrayList<>())
                        .add(result);
        }
        List<LineCurve.Series> series = new ArrayList<>();
        lines.forEach((key, cells) -> {
            Cell cell = cells.getFirst().cell();
            int slot = marks.of(cell) instanceof ArmMark.Source(int own) ? own : 0;
            String threshold = cell.consistencyAtLeast() == null ? "" : " ≥ " + Numbers.share(cell.consistencyAtLeast(), 2);
            series.add(new LineCurve.Series(key.getFirst() + threshold, threshold.isEmpty() ? slot : slot + 8,
                    cells.stream().map(StudyFigures::point).sorted(Comparator.comparingDouble(LineCurve.CurvePoint::x)).toList()));
        });
        return new LineCurve("Learning curve", subtitle(outcome, variable, List.of(student)), "Labels to learn from",
                LineCurve.Scale.BOUNDED, series);
    }

    private static LineCurve.CurvePoint point(CellResult result) {
        double x = result.cell().size() > 0 && result.cell().consistencyAtLeast() == null ? result.cell().size() : result.trainUnits();
        double y = f1(result).mean().orNaN();
        Interval i = f1(result).interval();
        return i == null ? LineCurve.CurvePoint.of(x, y) : new LineCurve.CurvePoint(x, y, i.low(), i.high());
    }

    /// Precision against recall of a student's arms and the teachers by themselves.
    public static PrecisionRecallPlane plane(StudyOutcome outcome, String variable, String student) {
        ArmMarks marks = new ArmMarks(outcome.request());
        List<PrecisionRecallPlane.Spot> spots = new ArrayList<>();
        Set<Entry> legend = new LinkedHashSet<>();
        List<CellResult> cells = new ArrayList<>(of(outcome, variable, student));
        cells.addAll(of(outcome, variable, null));
        for (CellResult result : cells) {
            Spread recall = result.spreads().get("recall");
            Spread precision = result.spreads().get("precision");
            if (recall == null || precision == null || !recall.mean().defined() || !precision.mean().defined())
                continue;
            Cell cell = result.cell();
            boolean itself = cell.student() == null;
            spots.add(new PrecisionRecallPlane.Spot(cell.title(), itself ? cell.title() : label(cell), marks.of(cell),
                    recall.mean().orNaN(), precision.mean().orNaN(), recall.interval(), precision.interval()));
            legend.add(new Entry(marks.of(cell), itself ? cell.arm() : marks.source(cell)));
        }
        return new PrecisionRecallPlane("Precision and recall", subtitle(outcome, variable, List.of(student)), spots,
                List.copyOf(legend));
    }

    /// What the mark does not say: the size and the threshold.
    private static String label(Cell cell) {
        String size = cell.size() > 0 ? Numbers.count(cell.size()) : "";
        if (cell.consistencyAtLeast() == null)
            return size;
        return (size.isEmpty() ? "" : size + " ") + "≥ " + Numbers.share(cell.consistencyAtLeast(), 2);
    }

    /// Differences in F1: of each arm from the human arm of the same size, of filtered from unfiltered labels, of the students from the teacher.
    public static DotPlot differences(StudyOutcome outcome, String variable) {
        ArmMarks marks = new ArmMarks(outcome.request());
        List<DotPlot.Group> groups = new ArrayList<>();
        for (String student : students(outcome)) {
            List<DotPlot.Row> rows = new ArrayList<>();
            for (Comparison c : outcome.comparisons()) {
                Cell a = c.a();
                Cell b = c.b();
                boolean own = a.variable().equals(variable) && student.equals(a.student()) && student.equals(b.student());
                if (!own || a.size() != b.size() || marks.human(a) == marks.human(b))
                    continue;
                // the human arm is what is taken away
                boolean turned = marks.human(a);
                rows.add(turned
                        ? difference(b, a, marks, negative(c.deltaF1()), negative(c.interval()))
                        : difference(a, b, marks, c.deltaF1(), c.interval()));
            }
            for (StudyOutcome.Ablation ablation : outcome.ablations()) {
                if (ablation.filtered().variable().equals(variable) && student.equals(ablation.filtered().student()))
                    rows.add(difference(ablation.filtered(), ablation.all(), marks, ablation.deltaF1(), ablation.interval()));
            }
            if (!rows.isEmpty())
                groups.add(new DotPlot.Group(student, rows));
        }
        return new DotPlot("Difference in F1",
                subtitle(outcome, variable, groups.size() == 1 ? List.of(groups.getFirst().name()) : List.of()),
                "Difference in " + (outcome.request().positive() == null ? "macro F1" : merit(outcome)), DotPlot.Scale.DIFFERENCE, groups,
                List.of());
    }

    private static DotPlot.Row difference(Cell more, Cell less, ArmMarks marks, Value delta, @Nullable Interval interval) {
        boolean sameSize = more.sized() && less.sized() && more.size() == less.size();
        String name = sameSize ? part(more) + " − " + part(less) + ", " + Numbers.count(more.size()) : name(more) + " − " + name(less);
        return new DotPlot.Row(name, marks.of(more), delta, interval);
    }

    private static Value negative(Value value) {
        return switch (value) {
            case Value.Defined(double number) -> Value.of(-number);
            case Value.Undefined undefined -> undefined;
        };
    }

    private static @Nullable Interval negative(@Nullable Interval i) {
        return i == null ? null : new Interval(-i.high(), -i.low(), i.level(), i.method(), i.draws(), i.seed());
    }

    /// Merit by the target labels taken, a line for each strategy.
    ///
    /// @param domain source or target
    public static LineCurve budget(SamplingOutcome outcome, String student, String domain) {
        List<LineCurve.Series> series = new ArrayList<>();
        List<String> strategies = outcome.means().stream().map(SamplingOutcome.Mean::strategy)
                .filter(strategy -> !strategy.equals(SamplingOutcome.START)).distinct().toList();
        for (int i = 0; i < strategies.size(); i++) {
            String strategy = strategies.get(i);
            List<LineCurve.CurvePoint> points = outcome.means().stream()
                    .filter(mean -> mean.student().equals(student) && mean.domain().equals(domain) && mean.merit().defined())
                    .filter(mean -> mean.strategy().equals(strategy) || mean.strategy().equals(SamplingOutcome.START))
                    .sorted(Comparator.comparingInt(SamplingOutcome.Mean::labels)).map(StudyFigures::point).toList();
            series.add(new LineCurve.Series(strategy, i, points));
        }
        Interval like = outcome.means().stream().map(SamplingOutcome.Mean::interval).filter(Objects::nonNull).findFirst().orElse(null);
        String level = like == null ? "" : ", " + Numbers.percent(like.level()) + " interval";
        return new LineCurve(merit(outcome) + " on the " + domain, student + level, "Target labels", LineCurve.Scale.BOUNDED, series);
    }

    static String merit(SamplingOutcome outcome) {
        boolean ranking = outcome.curve().stream().anyMatch(p -> p.figures() instanceof TestFigures.Ranked);
        String positive = outcome.request().positive();
        return ranking ? "nDCG@10" : positive == null ? "Macro F1" : "F1 of “" + positive + "”";
    }

    private static LineCurve.CurvePoint point(SamplingOutcome.Mean mean) {
        double y = mean.merit().orNaN();
        Interval i = mean.interval();
        return i == null ? LineCurve.CurvePoint.of(mean.labels(), y) : new LineCurve.CurvePoint(mean.labels(), y, i.low(), i.high());
    }

    private static Spread f1(CellResult result) {
        return Objects.requireNonNull(result.spreads().get("f1"));
    }

    private static List<CellResult> of(StudyOutcome outcome, String variable, @Nullable String student) {
        return outcome.cells().stream().filter(result -> result.cell().variable().equals(variable))
                .filter(result -> Objects.equals(result.cell().student(), student)).toList();
    }

    private static String subtitle(StudyOutcome outcome, String variable, List<String> students) {
        List<String> parts = new ArrayList<>();
        if (outcome.request().variables().size() > 1)
            parts.add(variable);
        if (students.size() == 1)
            parts.add(students.getFirst());
        parts.add(outcome.request().seeds().size() == 1 ? "one seed" : "mean of " + outcome.request().seeds().size() + " seeds");
        outcome.cells().stream().flatMap(result -> result.spreads().values().stream()).map(Spread::interval).filter(Objects::nonNull)
                .findFirst().ifPresent(interval -> parts.add(Numbers.percent(interval.level()) + " interval"));
        return String.join(", ", parts);
    }
}
