package concord.student.format;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.function.Supplier;

/// Writes 32-bit float tensors as a safetensors file that transformers loads (metadata format "pt").
public final class SafetensorsWriter {
    private SafetensorsWriter() {
    }

    /// @param bytes gives the little-endian bytes when they are written, so that only one tensor is held at a time
    public record Source(long[] shape, Supplier<ByteBuffer> bytes) {
        public static Source of(FloatTensor tensor) {
            return new Source(tensor.shape(), () -> {
                ByteBuffer bytes = ByteBuffer.allocate(tensor.values().length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
                bytes.asFloatBuffer().put(tensor.values());
                return bytes;
            });
        }
    }

    /// Writes beside the file, forces it to the disk and moves it into place: a reader sees the old file or the new one, never a part.
    public static void write(Path file, Map<String, Source> tensors) throws IOException {
        ObjectNode header = new ObjectMapper().createObjectNode();
        header.putObject("__metadata__").put("format", "pt");
        long offset = 0;
        for (Map.Entry<String, Source> tensor : tensors.entrySet()) {
            ObjectNode entry = header.putObject(tensor.getKey()).put("dtype", "F32");
            ArrayNode shape = entry.putArray("shape");
            for (long s : tensor.getValue().shape()) {
                shape.add(s);
            }
            long end = offset + FloatTensor.size(tensor.getValue().shape()) * Float.BYTES;
            entry.putArray("data_offsets").add(offset).add(end);
            offset = end;
        }
        byte[] json = header.toString().getBytes(StandardCharsets.UTF_8);
        int padded = (json.length + 7) / 8 * 8;
        ByteBuffer start = ByteBuffer.allocate(8 + padded).order(ByteOrder.LITTLE_ENDIAN);
        start.putLong(padded).put(json);
        while (start.hasRemaining()) {
            start.put((byte) ' ');
        }
        Path part = file.resolveSibling(file.getFileName() + ".tmp");
        try (FileChannel channel = FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING)) {
            writeFully(channel, start.flip());
            for (Map.Entry<String, Source> tensor : tensors.entrySet()) {
                ByteBuffer bytes = tensor.getValue().bytes().get();
                if (bytes.remaining() != FloatTensor.size(tensor.getValue().shape()) * Float.BYTES)
                    throw new IOException("the bytes of " + tensor.getKey() + " do not fit its shape");
                writeFully(channel, bytes);
            }
            channel.force(true);
        }
        moveIntoPlace(part, file);
    }

    /// Replaces `to` by `from`, in one step where the file system can.
    public static void moveIntoPlace(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static void writeFully(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }
}
