/// Drawing named samples and splits with their inclusion probabilities.
///
/// May use: model, stats.
@NullMarked
package concord.sampling;

import org.jspecify.annotations.NullMarked;
