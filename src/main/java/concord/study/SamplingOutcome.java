package concord.study;

import concord.model.request.SamplingStudyRequest;
import concord.stats.Interval;
import concord.stats.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What has come of a sampling study so far.
///
/// The merit of a point is the F1 of the request's positive label where it names one, else the macro F1; of a ranking nDCG@10.
///
/// @param means       over the seeds, in the order student, strategy, round, domain
/// @param comparisons of each strategy with the random one after the last round
public record SamplingOutcome(String study, SamplingStudyRequest request, List<Point> curve, List<Mean> means,
        List<Comparison> comparisons, List<String> notes) {
    public static final String SOURCE = "source";
    public static final String TARGET = "target";
    /// The strategy of points from before any target label was taken.
    public static final String START = "none";

    public SamplingOutcome {
        curve = List.copyOf(curve);
        means = List.copyOf(means);
        comparisons = List.copyOf(comparisons);
        notes = List.copyOf(notes);
    }

    /// One student after a round.
    ///
    /// @param round  0 before any target label was taken; such points belong to every strategy
    /// @param labels of the target taken so far
    /// @param domain source or target
    public record Point(String student, String strategy, int round, int labels, String domain, long seed, Value merit,
            TestFigures figures) {}

    /// @param interval of the mean merit, test units (queries of a ranking) resampled with all seeds' answers
    public record Mean(String student, String strategy, int round, int labels, String domain, Value merit, Value sd,
            @Nullable Interval interval) {}

    /// @param delta the strategy's mean merit less that of random sampling
    public record Comparison(String student, String strategy, String domain, Value delta, @Nullable Interval interval) {}
}
