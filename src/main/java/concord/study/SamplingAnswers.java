package concord.study;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a student answered on the test units of a domain after a round of a sampling study.
///
/// @param strategy [SamplingOutcome#START] in round 0
/// @param labels   of the target taken so far
/// @param domain   source or target
/// @param answers  one a test unit, in the order of the test units; null where there is no answer; several labels joined as
///                 [concord.model.LabelSet] does; of a ranking all null
/// @param scores   of a ranking, aligned with the test units, higher is better, NaN where there is none; null for other kinds
public record SamplingAnswers(String student, String strategy, int round, int labels, String domain, long seed,
        List<@Nullable String> answers, double @Nullable [] scores) {
    public SamplingAnswers {
        answers = Collections.unmodifiableList(new ArrayList<>(answers));
        scores = scores == null ? null : scores.clone();
    }

    @Override
    public double @Nullable [] scores() {
        return scores == null ? null : scores.clone();
    }
}
