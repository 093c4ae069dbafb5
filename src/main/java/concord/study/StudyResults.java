package concord.study;

import concord.model.request.StudyRequest;
import concord.stats.BootstrapOptions;
import concord.study.StudyOutcome.Ablation;
import concord.study.StudyOutcome.AcrossVariables;
import concord.study.StudyOutcome.CellResult;
import concord.study.StudyOutcome.Comparison;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Reckons what has come of a distillation study from the answers of its cells, finished or not. Remembers what answers come to, so that a
/// study reckoned again as its results come in costs only what is new. Thread-safe.
///
/// Compared are the cells of the same student with each other, and every teacher by itself with the students; a baseline of the most frequent
/// label is no student and not compared.
public final class StudyResults {
    private final Map<Asked, Marking> markings = new ConcurrentHashMap<>();

    /// What the marks of answers hang on.
    private record Asked(TestUnits test, @Nullable String positive, int draws) {
        Marking marking() {
            return new Marking(test, positive,
                    new BootstrapOptions(draws, BootstrapOptions.DEFAULT.seed(), BootstrapOptions.DEFAULT.level()));
        }
    }

    /// For once; see [#reckon].
    public static StudyOutcome of(String study, StudyRequest request, List<Cell> plan, Map<String, TestUnits> tests, List<Trial> trials,
            List<Answers> answers, List<String> notes) {
        return new StudyResults().reckon(study, request, plan, tests, trials, answers, notes);
    }

    /// @param plan    every cell, also those still to come
    /// @param tests   by variable
    /// @param answers of the cells and seeds that have ended, in any order
    /// @param notes   taken over, before those on test units without an answer
    public StudyOutcome reckon(String study, StudyRequest request, List<Cell> plan, Map<String, TestUnits> tests, List<Trial> trials,
            List<Answers> answers, List<String> notes) {
        Map<Cell, CellResult> results = new HashMap<>();
        List<Comparison> comparisons = new ArrayList<>();
        List<Ablation> ablations = new ArrayList<>();
        List<String> allNotes = new ArrayList<>(notes);
        for (String variable : request.variables()) {
            List<Cell> own = plan.stream().filter(cell -> cell.variable().equals(variable)).toList();
            TestUnits test = tests.get(variable);
            if (test == null)
                throw new IllegalArgumentException("no test units of " + variable);
            Marking marking = markings.computeIfAbsent(new Asked(test, request.positive(), request.draws()), Asked::marking);
            VariableResults one = new VariableResults(request.seeds(), test, marking, own, trials, answers);
            results.putAll(one.cells());
            comparisons.addAll(one.comparisons());
            ablations.addAll(one.ablations());
            allNotes.addAll(one.notes());
            String positive = request.positive();
            if (positive != null && !test.labels().contains(positive))
                allNotes.add("“" + positive + "” is no label of " + variable + ": its F1, precision and recall are macro averages.");
        }
        List<CellResult> cells = plan.stream().map(results::get).toList();
        return new StudyOutcome(study, request, trials, cells, comparisons, ablations,
                request.variables().size() > 1 ? medians(cells) : List.of(), allNotes);
    }

    private static List<AcrossVariables> medians(List<CellResult> cells) {
        Map<List<String>, List<CellResult>> alike = cells.stream().filter(result -> !result.seeds().isEmpty()).collect(Collectors
                .groupingBy(result -> Arrays.asList(result.cell().title(), result.cell().student()), LinkedHashMap::new,
                        Collectors.toList()));
        List<AcrossVariables> medians = new ArrayList<>();
        alike.forEach((name, group) -> {
            Map<String, Double> byKey = new LinkedHashMap<>();
            for (String key : StudyOutcome.KEYS) {
                double[] means = group.stream().map(result -> result.spreads().get(key))
                        .mapToDouble(spread -> spread == null ? Double.NaN : spread.mean().orNaN()).filter(mean -> !Double.isNaN(mean))
                        .sorted().toArray();
                if (means.length > 0)
                    byKey.put(key, (means[(means.length - 1) / 2] + means[means.length / 2]) / 2);
            }
            medians.add(new AcrossVariables(name.getFirst(), name.get(1), group.size(), byKey));
        });
        return medians;
    }
}
