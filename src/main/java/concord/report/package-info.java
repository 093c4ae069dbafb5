/// Figures and tables as data, and their SVG, PNG, CSV and JSON forms.
///
/// A figure's data record (such as [ConfusionHeatMap]) is built from `stats` records and lays itself out once, as a [Figure] of a few kinds
/// of marks. The window draws the same marks, so screen and paper cannot disagree. A mark names the role of its colour, an [Ink], never the
/// colour.
///
/// May use: model, stats, Jackson, java.desktop for raster images.
@NullMarked
package concord.report;

import org.jspecify.annotations.NullMarked;
