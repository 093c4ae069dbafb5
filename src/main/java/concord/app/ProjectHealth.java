package concord.app;

import java.util.List;

/// What a check of the project file found.
///
/// @param repaired projection rows that differed from the event log and were put right
/// @param findings one sentence each; empty when all is well
public record ProjectHealth(int schemaVersion, long units, long annotations, long events, long repaired, List<String> findings) {}
