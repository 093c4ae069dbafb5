package concord.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import concord.model.request.Recipe;
import concord.model.request.StudyRequest;
import concord.stats.Interval;
import concord.stats.McNemar;
import concord.stats.Value;
import concord.study.Cell;
import concord.study.SamplingOutcome;
import concord.study.StudyOutcome;
import concord.study.StudyOutcome.CellResult;
import concord.study.StudyOutcome.Comparison;
import concord.study.StudyOutcome.SeedResult;
import concord.study.StudyOutcome.Spread;
import concord.study.TestFigures;
import concord.study.Trial;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What has come of a study, as the JSON document of the command line: full double precision, null for what has no value, its
/// reason under `undefined` beside it.
public final class StudyJson {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private StudyJson() {
    }

    public static ObjectNode of(StudyOutcome outcome) {
        StudyRequest request = outcome.request();
        ObjectNode json = JSON.objectNode().put("study", outcome.study());
        boolean several = request.variables().size() > 1;
        if (several)
            request.variables().forEach(json.putArray("variables")::add);
        else
            json.put("variable", request.variables().getFirst());
        json.put("positive", request.positive());
        test(json.putObject("test"), outcome, several);
        ArrayNode trials = json.putArray("trials");
        outcome.trials().forEach(trial -> trial(trials.addObject(), trial, request, several));
        ArrayNode arms = json.putArray("arms");
        for (CellResult cell : outcome.cells()) {
            for (SeedResult seed : cell.seeds()) {
                arm(arms.addObject(), cell, seed, request, several);
            }
        }
        ArrayNode comparisons = json.putArray("comparisons");
        outcome.comparisons().forEach(comparison -> comparison(comparisons.addObject(), comparison, several));
        ArrayNode ablations = json.putArray("ablations");
        for (StudyOutcome.Ablation ablation : outcome.ablations()) {
            ObjectNode one = ablations.addObject();
            Cell cell = ablation.filtered();
            condition(one, cell, several).put("train_units", ablation.left());
            Nodes.value(one, "delta_f1", ablation.deltaF1());
            Nodes.interval(one, "interval", ablation.interval());
        }
        ArrayNode medians = json.putArray("medians");
        for (StudyOutcome.AcrossVariables median : outcome.medians()) {
            ObjectNode one = medians.addObject().put("arm", median.arm()).put("student", median.student()).put("variables",
                    median.variables());
            median.medians().forEach((key, value) -> one.put("median_" + key, value));
        }
        outcome.notes().forEach(json.putArray("notes")::add);
        return json;
    }

    public static ObjectNode of(SamplingOutcome outcome) {
        return SamplingJson.of(outcome);
    }

    private static void test(ObjectNode json, StudyOutcome outcome, boolean several) {
        StudyRequest.Test test = outcome.request().test();
        json.put("sample", test.sample()).put("annotator", test.annotator());
        Map<String, Integer> units = new LinkedHashMap<>();
        for (CellResult cell : outcome.cells()) {
            cell.seeds().forEach(seed -> units.put(cell.cell().variable(), units(seed.figures())));
        }
        if (several)
            units.forEach(json.putObject("units_by_variable")::put);
        else if (units.isEmpty())
            json.putNull("units");
        else
            json.put("units", units.values().iterator().next());
    }

    private static int units(TestFigures figures) {
        return switch (figures) {
            case TestFigures.Single(var single) -> single.nReference();
            case TestFigures.Several(var sets) -> sets.nReference();
            case TestFigures.Ranked(var ranking) -> ranking.documents();
        };
    }

    private static void trial(ObjectNode json, Trial trial, StudyRequest request, boolean several) {
        Cell cell = trial.cell();
        condition(json, cell, several);
        json.put("size", cell.size() == 0 ? trial.trainUnits() : cell.size()).put("train_units", trial.trainUnits()).put("seed",
                trial.seed());
        settings(json, trial.settings(), StudyRequest.MAJORITY.equals(cell.student()) ? null : request.recipe());
        json.put("validation_f1", trial.validationF1()).put("seconds", trial.seconds()).put("run", trial.run());
        if (trial.error() != null) {
            json.put("error", trial.error());
            json.putObject("undefined").put("validation_f1", trial.error());
        } else if (trial.validationF1() == null)
            json.putObject("undefined").put("validation_f1", "nothing is held out for this student");
    }

    /// Those of the grid, else those of the recipe; what the recipe leaves to the student is null.
    private static void settings(ObjectNode json, Map<String, String> settings, @Nullable Recipe recipe) {
        Map<String, Double> given = new LinkedHashMap<>();
        given.put("learning_rate", recipe == null ? 0 : recipe.learningRate());
        given.put("batch", recipe == null ? 0 : (double) recipe.batch());
        given.put("epochs", recipe == null ? 0 : (double) recipe.epochs());
        given.forEach((key, value) -> {
            if (settings.containsKey(key))
                return;
            if (value == 0)
                json.putNull(key);
            else
                Nodes.number(json, key, value.toString());
        });
        settings.entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(e -> Nodes.number(json, e.getKey(), e.getValue()));
    }

    private static void arm(ObjectNode json, CellResult cell, SeedResult seed, StudyRequest request, boolean several) {
        condition(json, cell.cell(), several);
        if (seed.seed() != null && !StudyRequest.MAJORITY.equals(cell.cell().student()))
            json.put("seed", seed.seed());
        json.put("size", cell.cell().size() == 0 ? cell.trainUnits() : cell.cell().size()).put("train_units", cell.trainUnits());
        if (!cell.settings().isEmpty())
            settings(json.putObject("settings"), cell.settings(), request.recipe());
        json.put("run", seed.run());
        json.set("figures", figures(cell.cell().variable(), request.test().annotator(), seed.run(), seed.figures()));
        seed.values().forEach((key, value) -> Nodes.value(json, key, value));
        cell.spreads().forEach((key, spread) -> spread(json, key, spread));
        Nodes.interval(json, "mean_f1_interval", cell.spreads().get("f1") == null ? null : cell.spreads().get("f1").interval());
        if (cell.stability() != null) {
            ObjectNode stability = json.putObject("stability");
            Nodes.value(stability, "alpha", cell.stability().alpha());
            stability.put("unchanged", cell.stability().unchanged());
        }
    }

    private static void spread(ObjectNode json, String key, Spread spread) {
        Nodes.value(json, "mean_" + key, spread.mean());
        Nodes.value(json, "sd_" + key, spread.sd());
    }

    static ObjectNode figures(String variable, String annotator, String other, TestFigures figures) {
        return switch (figures) {
            case TestFigures.Single(var single) -> FiguresJson.pairwise(variable, annotator, other, single);
            case TestFigures.Several(var sets) -> FiguresJson.multiLabel(variable, annotator, other, sets);
            case TestFigures.Ranked(var ranking) -> FiguresJson.ranking(variable, annotator, other, ranking);
        };
    }

    private static ObjectNode condition(ObjectNode json, Cell cell, boolean several) {
        if (several)
            json.put("variable", cell.variable());
        json.put("arm", cell.arm()).put("title", cell.title()).put("student", cell.student());
        return cell.consistencyAtLeast() == null
                ? json.putNull("consistency_at_least")
                : json.put("consistency_at_least", cell.consistencyAtLeast());
    }

    private static void comparison(ObjectNode json, Comparison comparison, boolean several) {
        if (several)
            json.put("variable", comparison.a().variable());
        json.put("a", comparison.a().title()).put("student_a", comparison.a().student()).put("b", comparison.b().title()).put("student_b",
                comparison.b().student());
        Nodes.value(json, "delta_f1", comparison.deltaF1());
        Nodes.interval(json, "interval", comparison.interval());
        McNemar test = comparison.mcnemar();
        if (test == null) {
            json.putNull("mcnemar_p").putNull("mcnemar");
            Nodes.undefined(json, "mcnemar_p", "there is no McNemar test where a unit may have several labels");
        } else {
            json.put("mcnemar_p", test.exactP());
            ObjectNode all = json.putObject("mcnemar").put("only_a", test.onlyFirst()).put("only_b", test.onlySecond()).put("exact_p",
                    test.exactP());
            Nodes.value(all, "chi2", test.chi2());
            Nodes.value(all, "chi2_p", test.chi2P());
        }
        Nodes.value(json, "holm_p", comparison.holmP());
    }
}
