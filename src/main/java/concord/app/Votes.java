package concord.app;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What a unit is learnt as.
///
/// @param shares label to its share of the votes: summing to 1 where one label is asked for, each by itself where several are
/// @param tied   no label has the most votes (for several labels: for one of them as many votes as against it)
/// @param soft   whether the shares are learnt rather than the label with the most votes
record Votes(Map<String, Double> shares, boolean tied, boolean soft) {
    double of(String label) {
        return shares.getOrDefault(label, 0.0);
    }

    Set<String> labels() {
        return shares.keySet();
    }

    /// The label with the most votes, the first of equal ones.
    String label(List<String> order) {
        return shares.keySet().stream()
                .max(Comparator.comparingDouble(this::of).thenComparing(l -> -order.indexOf(l)).thenComparing(Comparator.reverseOrder()))
                .orElseThrow();
    }
}
