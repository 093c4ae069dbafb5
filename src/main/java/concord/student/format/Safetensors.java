package concord.student.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import concord.student.StudentException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// A safetensors file, mapped into memory: an 8-byte little-endian header length, a JSON header, then the raw tensors.
///
/// Source: the format page of the safetensors project. Not safe to use after [#close()].
public final class Safetensors implements AutoCloseable {
    private static final long LARGEST_HEADER = 100_000_000;

    private final Path file;
    private final Arena arena;
    private final MemorySegment data;
    private final Map<String, Entry> entries;

    /// @param type as the header spells it: F32, F16, BF16, I64, ...
    public record Entry(String type, long[] shape, long from, long to) {}

    private Safetensors(Path file, Arena arena, MemorySegment data, Map<String, Entry> entries) {
        this.file = file;
        this.arena = arena;
        this.data = data;
        this.entries = entries;
    }

    /// @throws StudentException when the file is no safetensors file or is cut short
    public static Safetensors open(Path file) {
        if (!Files.isRegularFile(file))
            throw new StudentException("There is no file " + file + ".");
        Arena arena = Arena.ofShared();
        try (FileChannel channel = FileChannel.open(file)) {
            long size = channel.size();
            if (size < 10)
                throw notReadable(file, "it is only " + size + " bytes long");
            MemorySegment all = channel.map(FileChannel.MapMode.READ_ONLY, 0, size, arena);
            long length = all.get(ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN), 0);
            if (length <= 1 || length > LARGEST_HEADER || length > size - 8)
                throw notReadable(file, "its first bytes are not a header length");
            Map<String, Entry> entries = entries(file, all.asSlice(8, length).toArray(ValueLayout.JAVA_BYTE), size - 8 - length);
            return new Safetensors(file, arena, all.asSlice(8 + length), entries);
        } catch (IOException e) {
            arena.close();
            throw new StudentException("The file " + file + " could not be read: " + e.getMessage() + ".", e);
        } catch (StudentException e) {
            arena.close();
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
        Map<String, Entry> entries = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> property : json.properties()) {
            if (property.getKey().equals("__metadata__"))
                continue;
            JsonNode value = property.getValue();
            JsonNode offsets = value.path("data_offsets");
            long[] shape = new long[value.path("shape").size()];
            for (int i = 0; i < shape.length; i++) {
                shape[i] = value.path("shape").get(i).asLong();
            }
            long from = offsets.path(0).asLong(-1);
            long to = offsets.path(1).asLong(-1);
            if (from < 0 || to < from)
                throw notReadable(file, "the place of " + property.getKey() + " is missing");
            if (to > dataSize)
                throw notReadable(file, "it is cut short: " + property.getKey() + " ends beyond the end of the file");
            entries.put(property.getKey(), new Entry(value.path("dtype").asText(), shape, from, to));
        }
        return entries;
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

    /// A floating-point tensor of any stored precision as 32-bit floats.
    ///
    /// @throws StudentException when there is none of that name or its type is not a floating-point one
    public FloatTensor floats(String name) {
        Entry entry = entry(name);
        int n = Math.toIntExact(FloatTensor.size(entry.shape()));
        ByteBuffer bytes = bytes(name);
        float[] out = new float[n];
        switch (entry.type()) {
            case "F32" -> bytes.asFloatBuffer().get(out);
            case "F16" -> {
                for (int i = 0; i < n; i++) {
                    out[i] = Float.float16ToFloat(bytes.getShort(2 * i));
                }
            }
            case "BF16" -> {
                for (int i = 0; i < n; i++) {
                    out[i] = Float.intBitsToFloat(bytes.getShort(2 * i) << 16);
                }
            }
            case "F64" -> {
                for (int i = 0; i < n; i++) {
                    out[i] = (float) bytes.getDouble(8 * i);
                }
            }
            default -> throw new StudentException("The weights " + name + " in " + file + " have the type " + entry.type()
                    + ", which cannot be trained; use a model in 16 or 32 bit.");
        }
        return new FloatTensor(entry.shape(), out);
    }

    /// A tensor of 64-bit integers.
    public long[] longs(String name) {
        Entry entry = entry(name);
        long[] out = new long[Math.toIntExact(FloatTensor.size(entry.shape()))];
        bytes(name).asLongBuffer().get(out);
        return out;
    }

    /// The raw little-endian bytes; valid until this is closed.
    public ByteBuffer bytes(String name) {
        Entry entry = entry(name);
        long size = entry.to() - entry.from();
        int width = switch (entry.type()) {
            case "F64", "I64", "U64" -> 8;
            case "F32", "I32", "U32" -> 4;
            case "F16", "BF16", "I16", "U16" -> 2;
            default -> 1;
        };
        if (size != FloatTensor.size(entry.shape()) * width)
            throw notReadable(file, name + " does not have the size its shape says");
        return data.asSlice(entry.from(), size).asByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    }

    private Entry entry(String name) {
        Entry entry = entries.get(name);
        if (entry == null)
            throw new StudentException("The file " + file + " has no weights named " + name + ".");
        return entry;
    }

    @Override
    public void close() {
        arena.close();
    }
}
