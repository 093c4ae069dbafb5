package concord.teacher.provider;

import concord.teacher.prompt.AnswerParser;
import concord.teacher.prompt.TokenProbabilities;
import org.jspecify.annotations.Nullable;

/// What a model answered, the same for all providers.
///
/// @param text          the answer; empty when there was none
/// @param refusal       why it declined, in the provider's words; null when it did not
/// @param tokensCached  of the tokens in, those charged at the cached price
/// @param probabilities null where not given
public record Answer(String text, @Nullable String refusal, AnswerParser.End end, @Nullable String model, @Nullable String fingerprint,
        long tokensIn, long tokensCached, long tokensOut, @Nullable TokenProbabilities probabilities) {}
