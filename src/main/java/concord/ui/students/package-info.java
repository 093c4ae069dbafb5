/// The Students screen.
///
/// May use: app, job, model, stats, report, JavaFX, ControlsFX.
@NullMarked
package concord.ui.students;

import org.jspecify.annotations.NullMarked;
