package concord.ui.students;

import concord.model.Run;
import concord.model.result.TrainOutcome;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/// One student with its figures against the chosen reference.
///
/// @param figures null where they could not be computed
/// @param teacher macro F1 of the teacher on the same units
/// @param why     the reason where there are no figures; empty otherwise
record StudentRow(Run run, TrainOutcome outcome, @Nullable StudentFigures figures, OptionalDouble teacher, String why) {}
