/// The Label screen.
///
/// May use: app, job, model, stats, report, JavaFX, ControlsFX.
@NullMarked
package concord.ui.label;

import org.jspecify.annotations.NullMarked;
