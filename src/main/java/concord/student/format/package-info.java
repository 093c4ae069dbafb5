/// The files students are made of: safetensors, config.json, ONNX initializers. Plain Java, no native library.
@NullMarked
package concord.student.format;

import org.jspecify.annotations.NullMarked;
