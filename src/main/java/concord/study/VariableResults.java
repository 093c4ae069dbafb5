package concord.study;

import concord.model.VariableKind;
import concord.model.request.StudyRequest;
import concord.stats.Holm;
import concord.stats.Interval;
import concord.stats.McNemar;
import concord.stats.PairedBootstrap;
import concord.stats.Value;
import concord.study.Marking.Marked;
import concord.study.StudyOutcome.Ablation;
import concord.study.StudyOutcome.CellResult;
import concord.study.StudyOutcome.Comparison;
import concord.study.StudyOutcome.SeedResult;
import concord.study.StudyOutcome.Spread;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// What has come of one variable of a study. All cells are resampled on the same test units at once, so that every difference is paired.
final class VariableResults {
    private static final int F1 = StudyOutcome.KEYS.indexOf("f1");

    private final TestUnits test;
    private final List<Trial> trials;
    private final List<CellMarks> cells;

    VariableResults(List<Long> seeds, TestUnits test, Marking marking, List<Cell> plan, List<Trial> trials, List<Answers> answers) {
        this.test = test;
        this.trials = trials;
        List<List<Answers>> own = plan.stream().map(cell -> CellMarks.ordered(cell, answers, seeds)).toList();
        Iterator<Marked> marks = marking.mark(own.stream().flatMap(List::stream).map(Answers::labels).toList()).iterator();
        List<CellMarks> all = new ArrayList<>();
        for (int i = 0; i < plan.size(); i++) {
            all.add(new CellMarks(plan.get(i), own.get(i), own.get(i).stream().map(_ -> marks.next()).toList()));
        }
        this.cells = List.copyOf(all);
    }

    Map<Cell, CellResult> cells() {
        Map<Cell, CellResult> results = new LinkedHashMap<>();
        cells.forEach(cell -> results.put(cell.cell(), result(cell)));
        return results;
    }

    private CellResult result(CellMarks cell) {
        List<SeedResult> seeds = new ArrayList<>();
        for (int i = 0; i < cell.seeds().size(); i++) {
            Answers answers = cell.seeds().get(i);
            Marked marked = cell.marks().get(i);
            seeds.add(new SeedResult(answers.seed(), answers.run(), marked.figures(), marked.values()));
        }
        Map<String, Spread> spreads = new LinkedHashMap<>();
        for (int i = 0; i < StudyOutcome.KEYS.size() && !seeds.isEmpty(); i++) {
            spreads.put(StudyOutcome.KEYS.get(i), spread(cell, i));
        }
        Map<String, String> settings = cell.seeds().isEmpty() ? Map.of() : cell.seeds().getFirst().settings();
        return new CellResult(cell.cell(), trainUnits(cell.cell()), settings, seeds, spreads, cell.stability(test.kind()));
    }

    private static @Nullable String reason(CellMarks cell, int figure) {
        String key = StudyOutcome.KEYS.get(figure);
        return cell.marks().stream().map(mark -> mark.undefined().get(key)).filter(Objects::nonNull).findFirst().orElse(null);
    }

    private static Value f1(CellMarks cell) {
        return Spreads.mean(cell.marks().stream().map(Marked::f1).toList());
    }

    private static List<Value> values(CellMarks cell, String key) {
        return cell.marks().stream().map(mark -> Objects.requireNonNull(mark.values().get(key))).toList();
    }

    private Spread spread(CellMarks cell, int figure) {
        List<Value> values = values(cell, StudyOutcome.KEYS.get(figure));
        Interval interval = reason(cell, figure) == null ? PairedBootstrap.mean(cell.drawn(), figure) : null;
        return new Spread(Spreads.mean(values), Spreads.sd(values), interval);
    }

    /// That of the training with the chosen settings.
    private int trainUnits(Cell cell) {
        return trials.stream().filter(trial -> trial.cell().equals(cell) && trial.run() != null).mapToInt(Trial::trainUnits).findFirst()
                .orElse(0);
    }

    List<Comparison> comparisons() {
        List<Comparison> raw = new ArrayList<>();
        for (int i = 0; i < cells.size(); i++) {
            for (int j = i + 1; j < cells.size(); j++) {
                if (compared(cells.get(i), cells.get(j)))
                    raw.add(comparison(cells.get(i), cells.get(j)));
            }
        }
        int[] tested = IntStream.range(0, raw.size()).filter(i -> raw.get(i).mcnemar() != null).toArray();
        double[] holm = Holm
                .adjust(Arrays.stream(tested).mapToDouble(i -> Objects.requireNonNull(raw.get(i).mcnemar()).exactP()).toArray());
        for (int i = 0; i < tested.length; i++) {
            Comparison c = raw.get(tested[i]);
            raw.set(tested[i], new Comparison(c.a(), c.b(), c.deltaF1(), c.interval(), c.mcnemar(), Value.of(holm[i])));
        }
        return raw;
    }

    private static boolean compared(CellMarks a, CellMarks b) {
        if (a.marks().isEmpty() || b.marks().isEmpty())
            return false;
        String first = a.cell().student();
        String second = b.cell().student();
        if (StudyRequest.MAJORITY.equals(first) || StudyRequest.MAJORITY.equals(second))
            return false;
        return first == null ? second != null : second == null || first.equals(second);
    }

    private Comparison comparison(CellMarks a, CellMarks b) {
        McNemar mcnemar = test.kind() == VariableKind.MULTI ? null : mcnemar(a.marks().getFirst(), b.marks().getFirst());
        Value delta = delta(a, b);
        return new Comparison(a.cell(), b.cell(), delta, delta.defined() ? PairedBootstrap.difference(a.drawn(), b.drawn(), F1) : null,
                mcnemar,
                Value.undefined("there is no McNemar test where a unit may have several labels"));
    }

    /// Over the units both have answered.
    private McNemar mcnemar(Marked a, Marked b) {
        int onlyA = 0;
        int onlyB = 0;
        for (int unit = 0; unit < test.units().size(); unit++) {
            String truth = test.truth().get(unit);
            String first = a.answers().get(unit);
            String second = b.answers().get(unit);
            if (first == null || second == null || truth.equals(first) == truth.equals(second))
                continue;
            onlyA += truth.equals(first) ? 1 : 0;
            onlyB += truth.equals(second) ? 1 : 0;
        }
        return McNemar.of(onlyA, onlyB);
    }

    private Value delta(CellMarks a, CellMarks b) {
        Value first = f1(a);
        Value second = f1(b);
        if (!first.defined())
            return first;
        return second.defined() ? Value.of(first.orNaN() - second.orNaN()) : second;
    }

    List<Ablation> ablations() {
        List<Ablation> ablations = new ArrayList<>();
        for (CellMarks filtered : cells) {
            Cell cell = filtered.cell();
            if (cell.consistencyAtLeast() == null || filtered.marks().isEmpty())
                continue;
            Cell unfiltered = new Cell(cell.variable(), cell.arm(), cell.size(), cell.sized(), null, cell.student());
            for (CellMarks all : cells) {
                if (!all.cell().equals(unfiltered) || all.marks().isEmpty())
                    continue;
                Value delta = delta(filtered, all);
                ablations.add(new Ablation(cell, unfiltered, trainUnits(cell), delta,
                        delta.defined() ? PairedBootstrap.difference(filtered.drawn(), all.drawn(), F1) : null));
            }
        }
        return ablations;
    }

    /// Where test units have no answer.
    List<String> notes() {
        List<String> notes = new ArrayList<>();
        for (CellMarks cell : cells) {
            int most = cell.marks().stream().mapToInt(Marked::missing).max().orElse(0);
            if (most == 0)
                continue;
            String who = cell.cell().title() + (cell.cell().student() == null ? "" : ", " + cell.cell().student());
            notes.add(who + ": " + (cell.marks().size() > 1 ? "up to " : "") + most + " of " + test.units().size() + " test units of "
                    + test.variable() + " have no answer and do not count.");
        }
        return notes;
    }
}
