/// Figures and tables as data, and their SVG, CSV and HTML forms.
///
/// May use: model, stats, Jackson.
@NullMarked
package concord.report;

import org.jspecify.annotations.NullMarked;
