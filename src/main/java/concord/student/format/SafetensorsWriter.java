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

/// Writes float tensors as a safetensors file that transformers loads (metadata format "pt").
public final class SafetensorsWriter {
    private SafetensorsWriter() {
    }

    /// @param type  F32 or BF16
    /// @param parts asked when the tensor is written, so that only one is held at a time
    public record Source(String type, long[] shape, Parts parts) {
        /// @param bytes all little-endian bytes of 32-bit floats
        public Source(long[] shape, Supplier<ByteBuffer> bytes) {
            this("F32", shape, sink -> sink.write(bytes.get()));
        }

        public static Source of(FloatTensor tensor) {
            return of(tensor.shape(), () -> tensor);
        }

        public static Source of(long[] shape, Supplier<FloatTensor> tensor) {
            return new Source(shape, () -> {
                float[] values = tensor.get().values();
                ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
                bytes.asFloatBuffer().put(values);
                return bytes;
            });
        }

        /// Bytes it takes.
        public long bytes() {
            return FloatTensor.size(shape) * (type.equals("BF16") ? Short.BYTES : Float.BYTES);
        }
    }

    /// Hands over a tensor's little-endian bytes, in one or several pieces.
    public interface Parts {
        void to(Sink sink) throws IOException;
    }

    public interface Sink {
        void write(ByteBuffer bytes) throws IOException;
    }

    /// Writes beside the file, forces it to the disk and moves it into place: a reader sees the old file or the new one, never a part.
    public static void write(Path file, Map<String, Source> tensors) throws IOException {
        ObjectNode header = new ObjectMapper().createObjectNode();
        header.putObject("__metadata__").put("format", "pt");
        long offset = 0;
        for (Map.Entry<String, Source> tensor : tensors.entrySet()) {
            ObjectNode entry = header.putObject(tensor.getKey()).put("dtype", tensor.getValue().type());
            ArrayNode shape = entry.putArray("shape");
            for (long s : tensor.getValue().shape()) {
                shape.add(s);
            }
            long end = offset + tensor.getValue().bytes();
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
                long end = channel.position() + tensor.getValue().bytes();
                tensor.getValue().parts().to(bytes -> writeFully(channel, bytes));
                if (channel.position() != end)
                    throw new IOException("the bytes of " + tensor.getKey() + " do not fit its shape");
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
