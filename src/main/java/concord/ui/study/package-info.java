/// The Study screen.
///
/// May use: app, job, model, stats, study, report, JavaFX, ControlsFX.
@NullMarked
package concord.ui.study;

import org.jspecify.annotations.NullMarked;
