/// The files students are made of: weights (safetensors, PyTorch's own, ONNX initializers), config.json, and tokenizers in all their files. Plain
/// Java, no native library, and nothing in a file is ever run.
@NullMarked
package concord.student.format;

import org.jspecify.annotations.NullMarked;
