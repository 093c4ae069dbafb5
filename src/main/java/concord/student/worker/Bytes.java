package concord.student.worker;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

final class Bytes {
    private Bytes() {
    }

    /// A direct copy, little-endian.
    static ByteBuffer of(float[] values) {
        ByteBuffer out = ByteBuffer.allocateDirect(Math.multiplyExact(values.length, Float.BYTES)).order(ByteOrder.LITTLE_ENDIAN);
        out.asFloatBuffer().put(values);
        return out;
    }
}
