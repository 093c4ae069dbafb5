package concord.model.request;

import org.jspecify.annotations.Nullable;

/// Let a trained student label units; the predictions become annotations of the student of that name.
///
/// @param sample only the units of this sample; null scores every unit
public record ScoreRequest(String run, @Nullable String sample, String device) {}
