package concord.model;

import java.time.Instant;

/// A named, fixed set of units and the rule that chose it. Members and their inclusion probabilities are stored beside it.
///
/// @param frame number of units the sample was drawn from
/// @param size  number of units in the sample
/// @param rule  the request that drew it, as JSON
public record Sample(String name, SampleStrategy strategy, long seed, int frame, int size, String rule, Instant at) {}
