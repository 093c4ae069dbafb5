package concord.model;

/// A unit of a sample.
///
/// @param probability with which the unit came into the sample, in (0, 1]; 0 where it was chosen and not drawn by chance, see
///                    [SampleStrategy#active]
public record SampleMember(long unit, double probability) {}
