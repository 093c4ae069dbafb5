/// The Data screen: import, table, facets, one unit.
///
/// May use: app, job, model, stats, report, JavaFX, ControlsFX.
@NullMarked
package concord.ui.data;

import org.jspecify.annotations.NullMarked;
