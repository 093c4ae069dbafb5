package concord.store;

import java.util.List;

/// What `check` found.
///
/// @param units       number of units
/// @param annotations rows of the projection
/// @param events      rows of the event log
/// @param repaired    projection rows that differed from the events and were put right
/// @param findings    one sentence each; empty when all is well
public record CheckReport(int schemaVersion, long units, long annotations, long events, long repaired, List<String> findings) {}
