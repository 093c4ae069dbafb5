package concord.model.result;

import concord.model.ColumnRole;

/// A column of a previewed file.
///
/// @param guess what the column is taken for
/// @param note  why, for people: "median 71 words", "3 different values"
public record Column(String name, ColumnRole guess, String note) {}
