package concord.student.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import concord.student.StudentException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// A safetensors file, mapped into memory: an 8-byte little-endian header length, a JSON header, then the raw tensors.
///
/// Source: the format page of the safetensors project. Not safe to use after [#close()].
public final class Safetensors implements Tensors {
    private static final long LARGEST_HEADER = 100_000_000;

    private final MappedFile file;
    private final MemorySegment data;
    private final Map<String, Entry> entries;

    /// @param type as the header spells it: F32, F16, BF16, I64, ...
    public record Entry(String type, long[] shape, long from, long to) {}

    private Safetensors(MappedFile file, MemorySegment data, Map<String, Entry> entries) {
        this.file = file;
        this.data = data;
        this.entries = entries;
    }

    /// @throws StudentException when the file is no safetensors file or is cut short
    public static Safetensors open(Path path) {
        MappedFile file = MappedFile.open(path);
        try {
            MemorySegment all = file.bytes();
            long size = all.byteSize();
            if (size < 10)
                throw notReadable(path, "it is only " + size + " bytes long");
            long length = all.get(ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN), 0);
            if (length <= 1 || length > LARGEST_HEADER || length > size - 8)
                throw notReadable(path, "its first bytes are not a header length");
            Map<String, Entry> entries = entries(path, all.asSlice(8, length).toArray(ValueLayout.JAVA_BYTE), size - 8 - length);
            return new Safetensors(file, all.asSlice(8 + length), entries);
        } catch (StudentException e) {
            file.close();
            throw e;
        }
    }

    private static Map<String, Entry> entries(Path file, byte[] header, long dataSize) {
        JsonNode json;
        try {
            json = new ObjectMapper().readTree(header);
        } catch (IOException e) {
            throw notReadable(file, "its header is not JSON");
        }
        if (!json.isObject())
            throw notReadable(file, "its header is not a JSON object");
        Map<String, Entry> entries = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> property : json.properties()) {
            if (!property.getKey().equals("__metadata__"))
                entries.put(property.getKey(), entry(file, property.getKey(), property.getValue(), dataSize));
        }
        return entries;
    }

    private static Entry entry(Path file, String name, JsonNode value, long dataSize) {
        long[] shape = new long[value.path("shape").size()];
        for (int i = 0; i < shape.length; i++) {
            shape[i] = value.path("shape").get(i).asLong(-1);
            if (shape[i] < 0)
                throw notReadable(file, "the shape of " + name + " is not one");
        }
        JsonNode offsets = value.path("data_offsets");
        long from = offsets.path(0).asLong(-1);
        long to = offsets.path(1).asLong(-1);
        if (from < 0 || to < from)
            throw notReadable(file, "the place of " + name + " is missing");
        if (to > dataSize)
            throw notReadable(file, "it is cut short: " + name + " ends beyond the end of the file");
        String type = value.path("dtype").asText();
        try {
            // types not known here may be packed: two 4-bit numbers in a byte
            long values = FloatTensor.size(shape);
            if (NumberType.of(type).isPresent() && to - from != Math.multiplyExact(values, NumberType.valueOf(type).width))
                throw notReadable(file, name + " does not have the size its shape says");
        } catch (ArithmeticException e) {
            throw notReadable(file, "the shape of " + name + " is not one");
        }
        return new Entry(type, shape, from, to);
    }

    private static StudentException notReadable(Path file, String why) {
        return new StudentException("The file " + file + " is not a whole safetensors file: " + why + ".");
    }

    /// What is in the file, in header order.
    public Map<String, Entry> entries() {
        return Collections.unmodifiableMap(entries);
    }

    /// Values stored.
    public long parameters() {
        return entries.values().stream().mapToLong(e -> FloatTensor.size(e.shape())).sum();
    }

    @Override
    public Set<String> names() {
        return entries().keySet();
    }

    @Override
    public long[] shape(String name) {
        return entry(name).shape();
    }

    @Override
    public String type(String name) {
        return entry(name).type();
    }

    @Override
    public FloatTensor floats(String name) {
        return tensor(name).floats();
    }

    /// A tensor of 64-bit integers.
    public long[] longs(String name) {
        long[] out = new long[Math.toIntExact(FloatTensor.size(shape(name)))];
        raw(name).asLongBuffer().get(out);
        return out;
    }

    @Override
    public ByteBuffer raw(String name) {
        return tensor(name).raw();
    }

    private StoredTensor tensor(String name) {
        Entry entry = entry(name);
        return new StoredTensor(file.path(), name, entry.type(), entry.shape(), data.asSlice(entry.from(), entry.to() - entry.from()));
    }

    private Entry entry(String name) {
        Entry entry = entries.get(name);
        if (entry == null)
            throw new StudentException("The file " + file.path() + " has no weights named " + name + ".");
        return entry;
    }

    @Override
    public String identity() {
        return file.identity();
    }

    @Override
    public void close() {
        file.close();
    }
}
