package concord.student.worker;

import concord.student.format.FloatTensor;
import java.nio.ByteBuffer;
import java.util.function.Supplier;

/// Where the numbers of a weight come from.
///
/// @param type   F32, F16, BF16 or F64, as safetensors spells it
/// @param raw    the bytes as stored, little-endian and direct; mapped where they come from a file
/// @param floats the same as 32-bit floats in Java memory
record Values(long[] shape, String type, Supplier<ByteBuffer> raw, Supplier<FloatTensor> floats) {
    /// Of a tensor that is in Java memory already.
    static Values of(FloatTensor tensor) {
        return new Values(tensor.shape(), "F32", () -> Bytes.of(tensor.values()), () -> tensor);
    }

    long size() {
        return FloatTensor.size(shape);
    }
}
