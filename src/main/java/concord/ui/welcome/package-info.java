/// What the window shows without a project.
///
/// May use: app, job, model, JavaFX.
@NullMarked
package concord.ui.welcome;

import org.jspecify.annotations.NullMarked;
