package concord.teacher.prompt;

import concord.model.UnitTexts;

/// A labelled unit shown in a prompt.
///
/// @param key   key of the unit, for the record
/// @param label as in [concord.model.TeacherCall#label()]: several joined for a multi-label variable
public record Example(String key, UnitTexts texts, String label) {}
