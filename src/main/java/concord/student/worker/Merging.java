package concord.student.worker;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import concord.student.StudentException;
import concord.student.format.FloatTensor;
import concord.student.format.Safetensors;
import concord.student.format.SafetensorsWriter;
import concord.student.format.StudentCard;
import concord.student.format.Tensors;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// An adapter and its base made into one model: each adapted map becomes W + (alpha / r) B A, computed in 32-bit floats.
///
/// Plain Java, a few rows at a time, whatever the model's size. What takes less than 2 GB in 32-bit floats is written so; larger models in brain
/// floats, in files of up to 5 GB with the index transformers reads.
public final class Merging {
    private static final long LARGE = 2_000_000_000;
    private static final long SHARD = 5_000_000_000L;
    private static final int PIECE = 1 << 22;

    private final StartingPoint student;
    private final Lora lora;
    private final long large;
    private final long shard;

    private Merging(StartingPoint student, Lora lora, long large, long shard) {
        this.student = student;
        this.lora = lora;
        this.large = large;
        this.shard = shard;
    }

    /// Whether a student's folder is an adapter.
    public static boolean needed(Path student) {
        return AdapterFolder.is(student);
    }

    /// What a student's folder stores: a whole model, or of an adapter only its own.
    ///
    /// @throws StudentException when there is nothing, or it is damaged
    public static Tensors weights(Path student) {
        return needed(student) ? Safetensors.open(student.resolve(AdapterFolder.WEIGHTS)) : Tensors.of(student);
    }

    /// @param run    folder of a student that is an adapter
    /// @param folder an empty one, where the model goes
    /// @throws StudentException when the base is gone, or the folder cannot be written
    public static void write(Path run, Path folder) {
        write(run, folder, LARGE, SHARD);
    }

    /// @param large bytes in 32-bit floats from which brain floats are written
    /// @param shard most bytes of tensors in a file
    static void write(Path run, Path folder, long large, long shard) {
        try (StartingPoint student = StartingPoint.student(run)) {
            Lora lora = student.adapter().orElseThrow().lora();
            new Merging(student, lora, large, shard).write(folder, StudentCard.read(run).orElse(null));
        } catch (IOException e) {
            throw new StudentException("The folder " + folder + " cannot be written: " + e.getMessage() + ".", e);
        }
    }

    private void write(Path folder, @org.jspecify.annotations.Nullable StudentCard card) throws IOException {
        List<String> labels = student.config().labels();
        List<Weight> weights = student.architecture().stages(student.config(), labels.size()).stream().flatMap(s -> s.weights().stream())
                .toList();
        long bytes = weights.stream().mapToLong(w -> w.size() * Float.BYTES).sum();
        String type = bytes < large ? "F32" : "BF16";
        List<Map<String, SafetensorsWriter.Source>> shards = new ArrayList<>();
        long room = 0;
        for (Weight weight : weights) {
            SafetensorsWriter.Source source = new SafetensorsWriter.Source(type, weight.shape(), sink -> rows(weight, type, sink));
            if (shards.isEmpty() || source.bytes() > room) {
                shards.add(new LinkedHashMap<>());
                room = shard;
            }
            shards.getLast().put(weight.name(), source);
            room -= source.bytes();
        }
        Files.createDirectories(folder);
        write(folder, shards);
        StudentFolder.typed(student.config(), type.equals("F32") ? "float32" : "bfloat16", student.tokenizer()).write(folder);
        student.writeTokenizer(folder);
        if (card != null)
            card.write(folder);
    }

    private static void write(Path folder, List<Map<String, SafetensorsWriter.Source>> shards) throws IOException {
        if (shards.size() == 1) {
            SafetensorsWriter.write(folder.resolve("model.safetensors"), shards.getFirst());
            return;
        }
        ObjectNode index = new ObjectMapper().createObjectNode();
        index.putObject("metadata").put("total_size",
                shards.stream().flatMap(s -> s.values().stream()).mapToLong(SafetensorsWriter.Source::bytes).sum());
        ObjectNode places = index.putObject("weight_map");
        for (int i = 0; i < shards.size(); i++) {
            String file = "model-%05d-of-%05d.safetensors".formatted(i + 1, shards.size());
            SafetensorsWriter.write(folder.resolve(file), shards.get(i));
            shards.get(i).keySet().forEach(name -> places.put(name, file));
        }
        new ObjectMapper().writerWithDefaultPrettyPrinter().writeValue(folder.resolve("model.safetensors.index.json").toFile(), index);
    }

    private void rows(Weight weight, String type, SafetensorsWriter.Sink sink) throws IOException {
        Values given = student.values(weight.name());
        ByteBuffer raw = given.raw().get().order(ByteOrder.LITTLE_ENDIAN);
        int columns = Math.toIntExact(weight.shape()[weight.shape().length - 1]);
        long rows = weight.size() / columns;
        String map = Lora.map(weight);
        boolean adapted = weight.name().endsWith(".weight") && student.has(map + Lora.A);
        FloatTensor a = adapted ? student.values(map + Lora.A).floats().get() : null;
        FloatTensor b = adapted ? student.values(map + Lora.B).floats().get() : null;
        float[] row = new float[columns];
        ByteBuffer piece = ByteBuffer.allocateDirect(Math.max(PIECE, columns * Float.BYTES)).order(ByteOrder.LITTLE_ENDIAN);
        for (int r = 0; r < rows; r++) {
            read(raw, given.type(), (long) r * columns, row);
            if (a != null && b != null)
                add(row, r, a.values(), b.values());
            if (piece.remaining() < columns * Float.BYTES) {
                sink.write(piece.flip());
                piece.clear();
            }
            put(piece, type, row);
        }
        sink.write(piece.flip());
    }

    private void add(float[] row, int at, float[] a, float[] b) {
        for (int k = 0; k < lora.r(); k++) {
            float factor = (float) lora.scale() * b[at * lora.r() + k];
            int from = k * row.length;
            for (int c = 0; c < row.length; c++) {
                row[c] += factor * a[from + c];
            }
        }
    }

    private static void read(ByteBuffer raw, String type, long from, float[] row) {
        int width = switch (type) {
            case "F64" -> 8;
            case "F32" -> 4;
            default -> 2;
        };
        int at = Math.toIntExact(from * width);
        switch (type) {
            case "F32" -> raw.slice(at, row.length * width).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(row);
            case "F64" -> {
                for (int c = 0; c < row.length; c++) {
                    row[c] = (float) raw.getDouble(at + c * width);
                }
            }
            case "F16" -> {
                for (int c = 0; c < row.length; c++) {
                    row[c] = Float.float16ToFloat(raw.getShort(at + c * width));
                }
            }
            case "BF16" -> {
                for (int c = 0; c < row.length; c++) {
                    row[c] = Float.intBitsToFloat(raw.getShort(at + c * width) << 16);
                }
            }
            default -> throw new StudentException("Weights of the type " + type + " cannot be merged; use a model in 16 or 32 bit.");
        }
    }

    private static void put(ByteBuffer piece, String type, float[] row) {
        for (float value : row) {
            if (type.equals("F32"))
                piece.putFloat(value);
            else
                piece.putShort(brain(value));
        }
    }

    /// The nearest brain float; the even one of two as near.
    static short brain(float value) {
        int bits = Float.floatToRawIntBits(value);
        if (Float.isNaN(value))
            return (short) (bits >>> 16 | 0x40);
        return (short) (bits + 0x7fff + (bits >>> 16 & 1) >>> 16);
    }
}
