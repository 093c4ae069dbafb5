package concord.student.format;

import concord.student.StudentException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;

/// One tensor of a weights file.
///
/// @param bytes little-endian, row-major, without gaps
record StoredTensor(Path file, String name, String type, long[] shape, MemorySegment bytes) {
    private static final long MOST_FLOATS = Integer.MAX_VALUE - 8;

    /// @throws StudentException when the type is not a floating-point one, or there are more than Java can hold in one array
    FloatTensor floats() {
        NumberType number = NumberType.of(type).filter(NumberType::floating).orElseThrow(() -> new StudentException(
                "The weights " + name + " in " + file + " have the type " + type
                        + ", which cannot be trained; use a model in 16 or 32 bit."));
        if (bytes.byteSize() / number.width > MOST_FLOATS)
            throw tooLarge();
        return new FloatTensor(shape, number.floats(bytes));
    }

    /// @throws StudentException when it takes more than 2 GiB
    ByteBuffer raw() {
        if (bytes.byteSize() > Integer.MAX_VALUE)
            throw tooLarge();
        return bytes.asByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    }

    private StudentException tooLarge() {
        return new StudentException("The weights " + name + " in " + file + " are too large for Concord: they take " + bytes.byteSize()
                + " bytes.");
    }
}
