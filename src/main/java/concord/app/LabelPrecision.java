package concord.app;

import concord.model.LabelSet;
import concord.model.Variable;
import concord.model.VariableKind;
import concord.stats.AveragePrecision;
import concord.stats.BootstrapOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// Gathers a student's probabilities of its labels beside the true labels.
final class LabelPrecision {
    private LabelPrecision() {
    }

    /// @param truth the reference's label by position, null where it does not count
    /// @return empty where the student gave no probabilities of labels
    static Optional<AveragePrecision> of(Variable variable, String run, IntFunction<@Nullable String> truth, UnitIndex index,
            Repositories store, BootstrapOptions bootstrap) {
        boolean several = variable.kind() == VariableKind.MULTI;
        List<Map<String, Double>> probabilities = new ArrayList<>();
        List<Set<String>> given = new ArrayList<>();
        store.annotations().forEach(variable.name(), run, annotation -> {
            int position = index.position(annotation.unit());
            String right = position < 0 || annotation.label() == null ? null : truth.apply(position);
            boolean ofLabels = !annotation.probabilities().isEmpty()
                    && (several || annotation.probabilities().containsKey(annotation.label()));
            if (right != null && ofLabels) {
                probabilities.add(annotation.probabilities());
                given.add(several ? Set.copyOf(LabelSet.parse(right).names()) : Set.of(right));
            }
        });
        if (probabilities.isEmpty())
            return Optional.empty();
        List<String> labels = variable.labelNames().stream().filter(label -> probabilities.stream().anyMatch(p -> p.containsKey(label)))
                .toList();
        double[][] numbers = probabilities.stream().map(p -> labels.stream().mapToDouble(l -> p.getOrDefault(l, 0.0)).toArray())
                .toArray(double[][]::new);
        boolean[][] right = new boolean[given.size()][labels.size()];
        for (int i = 0; i < right.length; i++) {
            for (int k = 0; k < labels.size(); k++) {
                right[i][k] = given.get(i).contains(labels.get(k));
            }
        }
        return Optional.of(AveragePrecision.of(labels, numbers, right, bootstrap));
    }
}
