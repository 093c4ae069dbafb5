/// The Audit screen.
///
/// May use: app, job, model, stats, report, JavaFX, ControlsFX.
@NullMarked
package concord.ui.audit;

import org.jspecify.annotations.NullMarked;
