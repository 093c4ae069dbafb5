package concord.app;

import concord.model.Annotator;
import concord.model.LabelSet;
import concord.model.Variable;
import concord.model.VariableKind;
import concord.model.request.TrainRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// Where a request takes its labels from: one annotator, several joined by "+", or the final labels.
final class VoteSource {
    private final boolean several;
    private final boolean soft;
    private final List<IntFunction<@Nullable String>> columns;
    private final Map<Integer, Map<String, Double>> probabilities;

    /// @param several       whether a unit may carry several labels
    /// @param probabilities by position, where one annotator gave them and they are wanted
    private VoteSource(boolean several, boolean soft, List<IntFunction<@Nullable String>> columns,
            Map<Integer, Map<String, Double>> probabilities) {
        this.several = several;
        this.soft = soft;
        this.columns = columns;
        this.probabilities = probabilities;
    }

    /// @throws AppException for unknown annotators, or shares or confidences that are not there
    static VoteSource of(TrainRequest request, Variable variable, UnitIndex index, Repositories store) {
        String from = request.labelsFrom();
        List<String> names = names(from, index);
        List<IntFunction<@Nullable String>> columns = new ArrayList<>();
        for (String name : names) {
            Figures.checkAnnotator(name, index);
            columns.add(sure(name, request.consistencyAtLeast(), variable, index));
        }
        boolean soft = request.recipe().softLabels();
        Map<Integer, Map<String, Double>> probabilities = soft && names.size() == 1
                ? probabilities(from, variable, index, store)
                : Map.of();
        if (soft && names.size() == 1 && probabilities.isEmpty())
            throw new AppException("\"" + from + "\" gave one answer a unit and no probabilities, so there are no shares to learn: name"
                    + " several annotators joined by +, or leave soft labels out.");
        return new VoteSource(variable.kind() == VariableKind.MULTI, soft, columns, probabilities);
    }

    /// The annotators that labels are taken from.
    static List<String> names(String from, UnitIndex index) {
        List<Annotator> annotators = index.annotators();
        return Names.find(from, annotators) != null || Figures.isFinal(from, index) || !from.contains("+")
                ? List.of(from)
                : Arrays.stream(from.split("\\+")).map(String::strip).toList();
    }

    private static IntFunction<@Nullable String> sure(String name, @Nullable Double least, Variable variable, UnitIndex index) {
        IntFunction<@Nullable String> all = new Figures(index, variable, null).labels(name);
        if (least == null)
            return all;
        LabelCodes column = Figures.isFinal(name, index) ? null : index.labels(variable.name(), name);
        if (column == null || !column.hasConfidence())
            throw new AppException("\"" + name + "\" gave no confidence with the labels of \"" + variable.name()
                    + "\": leave the threshold out, or choose another annotator.");
        return p -> column.confidence(p) >= least ? all.apply(p) : null;
    }

    private static Map<Integer, Map<String, Double>> probabilities(String name, Variable variable, UnitIndex index, Repositories store) {
        Map<Integer, Map<String, Double>> out = new HashMap<>();
        if (!Figures.isFinal(name, index)) {
            store.annotations().forEach(variable.name(), name, a -> {
                int position = index.position(a.unit());
                boolean ofLabels = a.probabilities().containsKey(a.label()) || variable.kind() == VariableKind.MULTI;
                if (position >= 0 && !a.seenLlm() && !a.probabilities().isEmpty() && ofLabels)
                    out.put(position, a.probabilities());
            });
        }
        return out;
    }

    /// @return null where there is no label, or the votes are tied and shares are not wanted
    @Nullable
    Votes at(int position) {
        List<String> answers = new ArrayList<>();
        for (IntFunction<@Nullable String> column : columns) {
            String answer = column.apply(position);
            if (answer != null)
                answers.add(answer);
        }
        if (answers.isEmpty())
            return null;
        Map<String, Double> given = probabilities.get(position);
        Map<String, Double> shares = given == null ? shares(answers) : several ? given : normal(given);
        boolean tied = tied(shares);
        if (!soft && tied)
            return null;
        return new Votes(soft ? shares : decided(shares), tied, soft);
    }

    private Map<String, Double> shares(List<String> answers) {
        Map<String, Double> out = new LinkedHashMap<>();
        for (String answer : answers) {
            for (String label : several ? new HashSet<>(LabelSet.parse(answer).names()) : List.of(answer)) {
                out.merge(label, 1.0 / answers.size(), Double::sum);
            }
        }
        return out;
    }

    private static Map<String, Double> normal(Map<String, Double> probabilities) {
        double sum = probabilities.values().stream().mapToDouble(Double::doubleValue).sum();
        Map<String, Double> out = new HashMap<>();
        probabilities.forEach((label, p) -> out.put(label, p / sum));
        return out;
    }

    private boolean tied(Map<String, Double> shares) {
        if (several)
            return shares.values().stream().anyMatch(s -> Math.abs(s - 0.5) < 1e-9);
        double most = shares.values().stream().mapToDouble(Double::doubleValue).max().orElse(0);
        return shares.values().stream().filter(s -> s > most - 1e-9).count() > 1;
    }

    private Map<String, Double> decided(Map<String, Double> shares) {
        Map<String, Double> out = new HashMap<>();
        double most = shares.values().stream().mapToDouble(Double::doubleValue).max().orElse(0);
        shares.forEach((label, share) -> {
            if (several ? share > 0.5 : share == most)
                out.put(label, 1.0);
        });
        return out;
    }
}
