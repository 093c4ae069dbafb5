/// The job panel and the status bar's job display.
///
/// May use: app, job, model, stats, report, JavaFX, ControlsFX.
@NullMarked
package concord.ui.jobs;

import org.jspecify.annotations.NullMarked;
