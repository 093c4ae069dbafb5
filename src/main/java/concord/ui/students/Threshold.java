package concord.ui.students;

import concord.app.StudentService.PrPoint;
import java.util.List;
import java.util.Optional;

/// What a threshold on the student's probability gives.
record Threshold(double threshold, double precision, double recall) {

    /// @param points highest threshold first
    /// @return empty when no unit reaches the threshold
    static Optional<Threshold> at(double threshold, List<PrPoint> points) {
        PrPoint found = null;
        for (PrPoint point : points) {
            if (point.threshold() < threshold)
                break;
            found = point;
        }
        return found == null ? Optional.empty() : Optional.of(new Threshold(threshold, found.precision(), found.recall()));
    }

    double f1() {
        return precision + recall == 0 ? 0 : 2 * precision * recall / (precision + recall);
    }
}
