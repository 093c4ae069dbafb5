/// The Teacher screen.
///
/// May use: app, job, model, stats, report, JavaFX, ControlsFX.
@NullMarked
package concord.ui.teacher;

import org.jspecify.annotations.NullMarked;
