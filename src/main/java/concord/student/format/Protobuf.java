package concord.student.format;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// Walks over the fields of a protobuf message without knowing its description.
///
/// Source: the encoding page of the Protocol Buffers documentation. Groups are not read; they were never used in the files read here.
final class Protobuf {
    private final ByteBuffer bytes;

    interface Field {
        /// @param at     where the value's bytes begin, or -1 for a plain number
        /// @param length the bytes, or the number itself
        void found(int field, int at, long length);
    }

    Protobuf(byte[] message) {
        bytes = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
    }

    /// @throws IllegalArgumentException when the bytes are no message, or are cut short
    void fields(Field visitor) {
        fields(0, bytes.limit(), visitor);
    }

    void fields(int start, long size, Field visitor) {
        int[] position = {start};
        long end = start + size;
        while (position[0] < end) {
            long key = number(position);
            int field = (int) (key >>> 3);
            switch ((int) key & 7) {
                case 0 -> visitor.found(field, -1, number(position));
                case 1 -> skip(visitor, field, position, 8, end);
                case 2 -> skip(visitor, field, position, number(position), end);
                case 5 -> skip(visitor, field, position, 4, end);
                default -> throw new IllegalArgumentException("wire type " + (key & 7));
            }
        }
        if (position[0] != end)
            throw new IllegalArgumentException("cut short");
    }

    private static void skip(Field visitor, int field, int[] position, long length, long end) {
        if (length < 0 || length > end - position[0])
            throw new IllegalArgumentException("cut short");
        visitor.found(field, position[0], length);
        position[0] += (int) length;
    }

    /// The number that begins at the position, which moves on behind it.
    long number(int[] position) {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            if (position[0] >= bytes.limit())
                throw new IllegalArgumentException("cut short");
            byte b = bytes.get(position[0]++);
            value |= (long) (b & 127) << shift;
            if (b >= 0)
                return value;
        }
        throw new IllegalArgumentException("a number of more than 64 bits");
    }

    float real(int at) {
        return bytes.getFloat(at);
    }

    byte[] content(int at, long length) {
        byte[] out = new byte[Math.toIntExact(length)];
        bytes.get(at, out);
        return out;
    }

    String text(int at, long length) {
        return new String(content(at, length), StandardCharsets.UTF_8);
    }
}
