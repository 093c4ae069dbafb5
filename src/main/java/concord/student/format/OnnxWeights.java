package concord.student.format;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The float weights inside an exported ONNX model, under the names the PyTorch module had.
///
/// Exporters keep those names except for the matrices of linear layers, which become anonymous inputs of MatMul nodes: such a matrix takes
/// the path of its node and is transposed back. Reads just the parts of the protobuf layout it needs (onnx.proto3: ModelProto.graph = 7,
/// GraphProto.node = 1 and initializer = 5).
public final class OnnxWeights {
    private static final int FLOAT = 1;

    private final ByteBuffer bytes;
    private final Map<String, FloatTensor> initializers = new LinkedHashMap<>();
    private final Map<String, String> matMulByMatrix = new HashMap<>();

    private OnnxWeights(byte[] model) {
        bytes = ByteBuffer.wrap(model).order(ByteOrder.LITTLE_ENDIAN);
    }

    /// @throws IllegalArgumentException when the bytes are no ONNX model
    public static Map<String, FloatTensor> read(byte[] model) {
        OnnxWeights reader = new OnnxWeights(model);
        reader.fields(0, model.length, (field, at, length) -> {
            if (field == 7)
                reader.graph(at, length);
        });
        Map<String, FloatTensor> named = new LinkedHashMap<>();
        reader.initializers.forEach((name, tensor) -> {
            String node = reader.matMulByMatrix.get(name);
            if (node == null)
                named.put(name, tensor);
            else
                named.put(node.substring(1).replace("/MatMul", "").replace('/', '.') + ".weight", tensor.transposed());
        });
        return named;
    }

    private interface Field {
        /// @param at     where the value's bytes begin, or -1 for a plain number
        /// @param length the bytes, or the number itself
        void found(int field, int at, long length);
    }

    private void graph(int start, long size) {
        fields(start, size, (field, at, length) -> {
            switch (field) {
                case 1 -> node(at, length);
                case 5 -> initializer(at, length);
                default -> {
                }
            }
        });
    }

    private void node(int start, long size) {
        List<String> inputs = new ArrayList<>();
        String[] nameAndType = {"", ""};
        fields(start, size, (field, at, length) -> {
            switch (field) {
                case 1 -> inputs.add(text(at, length));
                case 3 -> nameAndType[0] = text(at, length);
                case 4 -> nameAndType[1] = text(at, length);
                default -> {
                }
            }
        });
        if (nameAndType[1].equals("MatMul") && inputs.size() == 2 && nameAndType[0].startsWith("/"))
            matMulByMatrix.put(inputs.get(1), nameAndType[0]);
    }

    private void initializer(int start, long size) {
        List<Long> shape = new ArrayList<>();
        String[] name = {""};
        int[] typeAtLength = {0, 0, 0};
        fields(start, size, (field, at, length) -> {
            switch (field) {
                case 1 -> dimensions(shape, at, length);
                case 2 -> typeAtLength[0] = (int) length;
                case 8 -> name[0] = text(at, length);
                case 4, 9 -> {
                    typeAtLength[1] = at;
                    typeAtLength[2] = Math.toIntExact(length);
                }
                default -> {
                }
            }
        });
        if (typeAtLength[0] != FLOAT)
            return;
        float[] values = new float[typeAtLength[2] / Float.BYTES];
        bytes.slice(typeAtLength[1], typeAtLength[2]).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
        initializers.put(name[0], new FloatTensor(shape.stream().mapToLong(Long::longValue).toArray(), values));
    }

    private void dimensions(List<Long> shape, int at, long length) {
        if (at < 0) {
            shape.add(length);
            return;
        }
        int[] position = {at};
        while (position[0] < at + length) {
            shape.add(number(position));
        }
    }

    private void fields(int start, long size, Field visitor) {
        int[] position = {start};
        long end = start + size;
        while (position[0] < end) {
            long key = number(position);
            int field = (int) (key >>> 3);
            switch ((int) key & 7) {
                case 0 -> visitor.found(field, -1, number(position));
                case 1 -> position[0] += skipped(visitor, field, position[0], 8);
                case 2 -> {
                    long length = number(position);
                    position[0] += skipped(visitor, field, position[0], length);
                }
                case 5 -> position[0] += skipped(visitor, field, position[0], 4);
                default -> throw new IllegalArgumentException("not an ONNX model: wire type " + (key & 7));
            }
        }
    }

    private static int skipped(Field visitor, int field, int at, long length) {
        visitor.found(field, at, length);
        return Math.toIntExact(length);
    }

    private long number(int[] position) {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            byte b = bytes.get(position[0]++);
            value |= (long) (b & 127) << shift;
            if (b >= 0)
                return value;
        }
        throw new IllegalArgumentException("not an ONNX model: a number of more than 64 bits");
    }

    private String text(int at, long length) {
        byte[] out = new byte[Math.toIntExact(length)];
        bytes.get(at, out);
        return new String(out, StandardCharsets.UTF_8);
    }
}
