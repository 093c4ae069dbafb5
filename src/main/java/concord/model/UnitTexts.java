package concord.model;

import org.jspecify.annotations.Nullable;

/// What is read of a unit before it is labelled.
///
/// @param textB second text of a pair, null when the unit has none
/// @param query of a ranking unit, null when the unit has none
public record UnitTexts(String text, @Nullable String textB, @Nullable String query) {}
