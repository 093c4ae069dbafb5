/// Small controls of our own that several screens use.
///
/// May use: app, job, model, stats, report, JavaFX, ControlsFX.
@NullMarked
package concord.ui.control;

import org.jspecify.annotations.NullMarked;
