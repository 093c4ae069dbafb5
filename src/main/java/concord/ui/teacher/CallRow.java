package concord.ui.teacher;

import concord.model.TeacherCall;

/// A call with the key of its unit.
///
/// @param repeats answers asked for each unit of the run
record CallRow(TeacherCall call, String key, int repeats) {
    String name() {
        return repeats > 1 ? concord.ui.Texts.get("teacher.call.of", key, call.repeat(), repeats) : key;
    }

    double seconds() {
        return Math.max(0, call.end().toEpochMilli() - call.start().toEpochMilli()) / 1000.0;
    }
}
