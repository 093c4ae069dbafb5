/// Which device the worker computes on: what the NVIDIA driver says, where PyTorch's libraries are, and what follows from both.
///
/// May use: model, job, the JDK. Loads neither PyTorch nor CUDA into this JVM; the driver is asked by a short-lived child.
@NullMarked
package concord.student.device;

import org.jspecify.annotations.NullMarked;
