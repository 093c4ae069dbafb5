/// Drawing named samples and splits with their inclusion probabilities, choosing what a student should learn next, and finding near-equal texts.
///
/// May use: model, stats.
@NullMarked
package concord.sampling;

import org.jspecify.annotations.NullMarked;
