/// The window: JavaFX views built in code and view models that need no toolkit.
///
/// May use: app, job, model, stats, report, JavaFX, ControlsFX.
@NullMarked
package concord.ui;

import org.jspecify.annotations.NullMarked;
