/// Long work in the background: submitting, progress, metrics, cooperative cancellation. The only room besides the store that owns threads.
///
/// May use: model, SLF4J.
@NullMarked
package concord.job;

import org.jspecify.annotations.NullMarked;
