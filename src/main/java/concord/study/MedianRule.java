package concord.study;

import java.util.ArrayList;
import java.util.List;

/// Which trials are hopeless: after an epoch the best validation F1 so far lies below the median of what the finished trials had reached at their
/// best by that epoch (the median stopping rule without averaging; Golovin et al. 2017). Not thread-safe.
public final class MedianRule {
    /// With fewer a median says little.
    private static final int FEWEST = 3;
    private final List<List<Double>> finished = new ArrayList<>();

    /// @param curve validation F1 of each epoch of a trial that went to its end
    public void finished(List<Double> curve) {
        finished.add(List.copyOf(curve));
    }

    /// @param curve validation F1 of each epoch so far
    public boolean hopeless(List<Double> curve) {
        int epoch = curve.size();
        if (epoch == 0)
            return false;
        List<Double> others = finished.stream().filter(other -> other.size() >= epoch).map(other -> best(other.subList(0, epoch))).sorted()
                .toList();
        if (others.size() < FEWEST)
            return false;
        int middle = others.size() / 2;
        double median = others.size() % 2 == 1 ? others.get(middle) : (others.get(middle - 1) + others.get(middle)) / 2;
        return best(curve) < median;
    }

    private static double best(List<Double> curve) {
        return curve.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
    }
}
