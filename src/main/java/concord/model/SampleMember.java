package concord.model;

/// A unit of a sample.
///
/// @param probability with which the unit came into the sample, in (0, 1]
public record SampleMember(long unit, double probability) {}
