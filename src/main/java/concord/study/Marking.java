package concord.study;

import concord.model.LabelSet;
import concord.model.VariableKind;
import concord.stats.BootstrapOptions;
import concord.stats.ClassificationSeries;
import concord.stats.MultiLabel;
import concord.stats.MultiLabelFigures;
import concord.stats.PairedBootstrap;
import concord.stats.PairedBootstrap.Drawn;
import concord.stats.PairedLabels;
import concord.stats.PairedSets;
import concord.stats.Pairwise;
import concord.stats.PairwiseFigures;
import concord.stats.UnitSeries;
import concord.stats.Value;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Holds answers on the test units against the truth. Units without an answer do not count. Thread-safe.
final class Marking {
    private static final String NO_ANSWER = "no test unit has an answer";

    private final TestUnits test;
    private final @Nullable String positive;
    private final BootstrapOptions bootstrap;
    private final Map<List<@Nullable String>, Marked> known = new HashMap<>();

    /// @param positive label whose F1, precision and recall are read; null for the macro average, which is also taken where it is no label
    Marking(TestUnits test, @Nullable String positive, BootstrapOptions bootstrap) {
        this.test = test;
        this.positive = positive != null && test.labels().contains(positive) ? positive : null;
        this.bootstrap = bootstrap;
    }

    /// What answers come to.
    ///
    /// @param answers   as given
    /// @param values    by key of [ClassificationSeries#KEYS]
    /// @param undefined key to the reason why it has no value, or counts as 0 by convention
    /// @param drawn     its figures are those of the keys
    record Marked(List<@Nullable String> answers, TestFigures figures, Map<String, Value> values, Map<String, String> undefined,
            Drawn drawn) {
        Value f1() {
            return Objects.requireNonNull(values.get("f1"));
        }

        int missing() {
            return (int) answers.stream().filter(answer -> answer == null).count();
        }
    }

    /// Remembers what it has marked, so that results that come in one after another cost only what is new.
    ///
    /// @param answers of several annotators, one a test unit each
    synchronized List<Marked> mark(List<List<@Nullable String>> answers) {
        List<Unmarked> fresh = answers.stream().distinct().filter(one -> !known.containsKey(one)).map(this::read).toList();
        List<Drawn> drawn = PairedBootstrap.draw(test.units().size(), fresh.stream().map(Unmarked::series).toList(), bootstrap);
        for (int i = 0; i < drawn.size(); i++) {
            Unmarked one = fresh.get(i);
            known.put(one.answers, new Marked(one.answers, one.figures, values(one), one.undefined, drawn.get(i)));
        }
        return answers.stream().map(one -> Objects.requireNonNull(known.get(one))).toList();
    }

    private record Unmarked(List<@Nullable String> answers, TestFigures figures, UnitSeries series, Map<String, String> undefined) {}

    private static Map<String, Value> values(Unmarked one) {
        int[] once = new int[one.answers.size()];
        Arrays.fill(once, 1);
        double[] numbers = one.series.of(once);
        Map<String, Value> values = new LinkedHashMap<>();
        for (int i = 0; i < numbers.length; i++) {
            String key = ClassificationSeries.KEYS.get(i);
            values.put(key, Double.isNaN(numbers[i])
                    ? Value.undefined(one.undefined.getOrDefault(key, NO_ANSWER))
                    : Value.of(numbers[i]));
        }
        return values;
    }

    private Unmarked read(List<@Nullable String> answers) {
        if (answers.size() != test.units().size())
            throw new IllegalArgumentException(answers.size() + " answers on " + test.units().size() + " test units");
        int[] units = IntStream.range(0, answers.size()).filter(i -> answers.get(i) != null).toArray();
        return test.kind() == VariableKind.MULTI ? sets(answers, units) : single(answers, units);
    }

    private Unmarked single(List<@Nullable String> answers, int[] units) {
        Map<String, Integer> places = places();
        int[] truth = new int[units.length];
        int[] given = new int[units.length];
        for (int i = 0; i < units.length; i++) {
            truth[i] = place(places, test.truth().get(units[i]));
            given[i] = place(places, String.valueOf(answers.get(units[i])));
        }
        PairedLabels pairs = new PairedLabels(List.copyOf(places.keySet()), truth, given, test.units().size(), units.length);
        PairwiseFigures figures = Pairwise.of(pairs, bootstrap);
        return new Unmarked(answers, new TestFigures.Single(figures), ClassificationSeries.of(pairs, units, positive(places)),
                undefined(figures.undefined(), figures.labels(), units.length, "accuracy", "mcc"));
    }

    private Unmarked sets(List<@Nullable String> answers, int[] units) {
        Map<String, Integer> places = places();
        int[][] truth = new int[units.length][];
        int[][] given = new int[units.length][];
        for (int i = 0; i < units.length; i++) {
            truth[i] = set(places, test.truth().get(units[i]));
            given[i] = set(places, String.valueOf(answers.get(units[i])));
        }
        PairedSets pairs = new PairedSets(List.copyOf(places.keySet()), truth, given, test.units().size(), units.length);
        MultiLabelFigures figures = MultiLabel.of(pairs, bootstrap);
        Map<String, String> undefined = undefined(figures.undefined(), figures.labels(), units.length, "exact_match", "");
        undefined.putIfAbsent("mcc", "not defined where a unit may have several labels");
        return new Unmarked(answers, new TestFigures.Several(figures), ClassificationSeries.of(pairs, units, positive(places)), undefined);
    }

    private Map<String, String> undefined(Map<String, String> reasons, List<String> seen, int answered, String accuracy,
            String correlation) {
        Map<String, String> undefined = new LinkedHashMap<>();
        if (answered == 0) {
            ClassificationSeries.KEYS.forEach(key -> undefined.put(key, NO_ANSWER));
            return undefined;
        }
        String start = positive == null ? "macro." : "per_label." + positive + ".";
        Map<String, String> names = Map.of("f1", start + "f1", "precision", start + "precision", "recall", start + "recall", "accuracy",
                accuracy, "mcc", correlation);
        for (String key : ClassificationSeries.KEYS) {
            String reason = reasons.get(names.get(key));
            if (reason != null)
                undefined.put(key, reason);
            else if (positive != null && !seen.contains(positive) && names.get(key).startsWith(start))
                undefined.put(key, "neither the test nor the answers have the label “" + positive + "”");
        }
        return undefined;
    }

    /// Labels in codebook order; others follow as they come up.
    private Map<String, Integer> places() {
        Map<String, Integer> places = new LinkedHashMap<>();
        test.labels().forEach(label -> place(places, label));
        return places;
    }

    private static int place(Map<String, Integer> places, String label) {
        return places.computeIfAbsent(label, _ -> places.size());
    }

    private static int[] set(Map<String, Integer> places, String joined) {
        return LabelSet.parse(joined).names().stream().mapToInt(label -> place(places, label)).distinct().toArray();
    }

    private int positive(Map<String, Integer> places) {
        return positive == null ? ClassificationSeries.MACRO : place(places, positive);
    }
}
