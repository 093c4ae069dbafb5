/// Local models: architectures, tokenizers, training, scoring, Hugging Face folders. Native work runs in a worker JVM.
///
/// May use: model, stats, job, DJL, Jackson.
@NullMarked
package concord.student;

import org.jspecify.annotations.NullMarked;
