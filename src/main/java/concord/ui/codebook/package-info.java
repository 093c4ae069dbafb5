/// The Codebook screen.
///
/// May use: app, job, model, stats, report, JavaFX, ControlsFX.
@NullMarked
package concord.ui.codebook;

import org.jspecify.annotations.NullMarked;
