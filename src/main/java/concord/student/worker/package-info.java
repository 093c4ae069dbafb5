/// The worker JVM: everything that touches PyTorch. Talks to the program by JSON lines over the standard streams.
///
/// May use: student.format, model, stats, job, DJL, Jackson. Nothing in the program's own JVM calls into this package except for the messages.
@NullMarked
package concord.student.worker;

import org.jspecify.annotations.NullMarked;
