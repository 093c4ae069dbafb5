/// The frame of the window: rail, top bar, results pane, status bar, and the workspace the screens share.
///
/// May use: app, job, model, stats, report, JavaFX, ControlsFX.
@NullMarked
package concord.ui.shell;

import org.jspecify.annotations.NullMarked;
