package concord.ui.students;

import concord.stats.Calibration;
import org.jspecify.annotations.Nullable;

/// How well a student's probabilities say how often it is right.
///
/// @param calibration null where there is none
/// @param why         the reason then; empty while it is not known yet
record Reliability(@Nullable Calibration calibration, String why) {
    static final Reliability NONE = new Reliability(null, "");
}
