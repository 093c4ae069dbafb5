package concord.ui.students;

import concord.model.Run;
import concord.model.result.TrainOutcome;
import concord.stats.PairwiseFigures;
import org.jspecify.annotations.Nullable;

/// One student with its figures against the chosen reference.
///
/// @param figures null where they could not be computed
/// @param why     the reason then; empty otherwise
record StudentRow(Run run, TrainOutcome outcome, @Nullable PairwiseFigures figures, String why) {}
