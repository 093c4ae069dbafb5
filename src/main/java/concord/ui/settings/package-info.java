/// Settings dialog.
///
/// May use: app, job, model, stats, report, JavaFX, ControlsFX.
@NullMarked
package concord.ui.settings;

import org.jspecify.annotations.NullMarked;
