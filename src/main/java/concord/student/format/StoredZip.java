package concord.student.format;

import concord.student.StudentException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/// The entries of a zip file whose entries are stored without compression, as parts of the mapped file: nothing is copied. Also of more than
/// 4 GiB.
///
/// Source: the application note of the zip format (APPNOTE), sections 4.3 and 4.5.3.
final class StoredZip {
    private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final int END = 0x06054b50;
    private static final int END_64_PLACE = 0x07064b50;
    private static final int END_64 = 0x06064b50;
    private static final int IN_DIRECTORY = 0x02014b50;
    private static final int LOCAL = 0x04034b50;
    private static final int END_SIZE = 22;
    private static final int LONGEST_COMMENT = 65_535;
    private static final long IN_EXTRA = 0xffff_ffffL;

    private final MappedFile file;
    private final MemorySegment bytes;

    private StoredZip(MappedFile file) {
        this.file = file;
        this.bytes = file.bytes();
    }

    /// @throws StudentException when it is cut short, damaged, encrypted or compressed
    static Map<String, MemorySegment> entries(MappedFile file) {
        try {
            return new StoredZip(file).read();
        } catch (IndexOutOfBoundsException | ArithmeticException e) {
            throw TorchFile.notReadable(file.path(), "its list of contents leads outside the file");
        }
    }

    private Map<String, MemorySegment> read() {
        long end = end();
        long count = Short.toUnsignedLong(bytes.get(SHORT, end + 10));
        long size = Integer.toUnsignedLong(bytes.get(INT, end + 12));
        long at = Integer.toUnsignedLong(bytes.get(INT, end + 16));
        if (end >= 20 && bytes.get(INT, end - 20) == END_64_PLACE) {
            long end64 = bytes.get(LONG, end - 12);
            if (bytes.get(INT, end64) != END_64)
                throw damaged("its list of contents is missing");
            count = bytes.get(LONG, end64 + 32);
            size = bytes.get(LONG, end64 + 40);
            at = bytes.get(LONG, end64 + 48);
        }
        MemorySegment directory = bytes.asSlice(at, size);
        if (count < 0 || count > size / 46)
            throw damaged("its list of contents is damaged");
        Map<String, MemorySegment> entries = new LinkedHashMap<>();
        long position = 0;
        for (long i = 0; i < count; i++) {
            position += entry(directory.asSlice(position), entries);
        }
        return entries;
    }

    private long end() {
        long last = bytes.byteSize() - END_SIZE;
        for (long at = last; at >= Math.max(0, last - LONGEST_COMMENT); at--) {
            if (bytes.get(INT, at) == END && Short.toUnsignedLong(bytes.get(SHORT, at + 20)) == last - at)
                return at;
        }
        throw damaged("it is cut short");
    }

    /// @return the bytes it takes in the directory
    private long entry(MemorySegment at, Map<String, MemorySegment> entries) {
        if (at.get(INT, 0) != IN_DIRECTORY)
            throw damaged("its list of contents is damaged");
        int flags = at.get(SHORT, 8);
        int method = at.get(SHORT, 10);
        int name = Short.toUnsignedInt(at.get(SHORT, 28));
        int extra = Short.toUnsignedInt(at.get(SHORT, 30));
        int comment = Short.toUnsignedInt(at.get(SHORT, 32));
        String text = new String(at.asSlice(46, name).toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8);
        if ((flags & 1) != 0)
            throw damaged("it is encrypted");
        if (method != 0)
            throw damaged("it is compressed, which PyTorch does not do");
        long[] sizesAndPlace = {Integer.toUnsignedLong(at.get(INT, 24)), Integer.toUnsignedLong(at.get(INT, 20)),
                Integer.toUnsignedLong(at.get(INT, 42))};
        wide(sizesAndPlace, at.asSlice(46 + name, extra));
        if (sizesAndPlace[0] != sizesAndPlace[1])
            throw damaged("the size of an entry is not the stored one");
        if (entries.put(text, content(sizesAndPlace[2], sizesAndPlace[0])) != null)
            throw damaged("it has an entry twice");
        return 46 + name + extra + comment;
    }

    /// Replaces what did not fit into 32 bits by the values of the zip64 extra field, which has just those, in this order.
    private static void wide(long[] sizesAndPlace, MemorySegment extra) {
        long at = 0;
        while (at + 4 <= extra.byteSize()) {
            int id = Short.toUnsignedInt(extra.get(SHORT, at));
            int size = Short.toUnsignedInt(extra.get(SHORT, at + 2));
            if (id == 1) {
                MemorySegment values = extra.asSlice(at + 4, size);
                long next = 0;
                for (int i = 0; i < sizesAndPlace.length; i++) {
                    if (sizesAndPlace[i] == IN_EXTRA) {
                        sizesAndPlace[i] = values.get(LONG, next);
                        next += 8;
                    }
                }
            }
            at += 4 + size;
        }
    }

    private MemorySegment content(long at, long size) {
        if (bytes.get(INT, at) != LOCAL)
            throw damaged("an entry is not where its list of contents says");
        long from = at + 30 + Short.toUnsignedInt(bytes.get(SHORT, at + 26)) + Short.toUnsignedInt(bytes.get(SHORT, at + 28));
        return bytes.asSlice(from, size);
    }

    private StudentException damaged(String why) {
        return TorchFile.notReadable(file.path(), why);
    }
}
