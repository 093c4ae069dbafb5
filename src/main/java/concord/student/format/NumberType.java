package concord.student.format;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Optional;

/// How the numbers of a tensor are stored, named as safetensors spells it; always little-endian.
enum NumberType {
    F64(8), F32(4), F16(2), BF16(2), I64(8), I32(4), I16(2), I8(1), U64(8), U32(4), U16(2), U8(1), BOOL(1);

    private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfDouble DOUBLE = ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    /// Bytes a number takes.
    final int width;

    NumberType(int width) {
        this.width = width;
    }

    /// Empty for a type not known here, such as an 8-bit float.
    static Optional<NumberType> of(String name) {
        for (NumberType type : values()) {
            if (type.name().equals(name))
                return Optional.of(type);
        }
        return Optional.empty();
    }

    boolean floating() {
        return switch (this) {
            case F64, F32, F16, BF16 -> true;
            case I64, I32, I16, I8, U64, U32, U16, U8, BOOL -> false;
        };
    }

    /// @throws IllegalStateException when it is no floating-point type
    float[] floats(MemorySegment bytes) {
        float[] out = new float[Math.toIntExact(bytes.byteSize() / width)];
        switch (this) {
            case F32 -> MemorySegment.copy(bytes, FLOAT, 0, out, 0, out.length);
            case F16 -> {
                for (int i = 0; i < out.length; i++) {
                    out[i] = Float.float16ToFloat(bytes.get(SHORT, 2L * i));
                }
            }
            case BF16 -> {
                for (int i = 0; i < out.length; i++) {
                    out[i] = Float.intBitsToFloat(bytes.get(SHORT, 2L * i) << 16);
                }
            }
            case F64 -> {
                for (int i = 0; i < out.length; i++) {
                    out[i] = (float) bytes.get(DOUBLE, 8L * i);
                }
            }
            case I64, I32, I16, I8, U64, U32, U16, U8, BOOL -> throw new IllegalStateException(this + " is no floating-point type");
        }
        return out;
    }
}
