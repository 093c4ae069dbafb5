package concord.student.format;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
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

    private final Protobuf message;
    private final Map<String, FloatTensor> initializers = new LinkedHashMap<>();
    private final Map<String, String> matMulByMatrix = new HashMap<>();

    private OnnxWeights(byte[] model) {
        message = new Protobuf(model);
    }

    /// @throws IllegalArgumentException when the bytes are no ONNX model
    public static Map<String, FloatTensor> read(byte[] model) {
        OnnxWeights reader = new OnnxWeights(model);
        reader.message.fields((field, at, length) -> {
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

    private void graph(int start, long size) {
        message.fields(start, size, (field, at, length) -> {
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
        message.fields(start, size, (field, at, length) -> {
            switch (field) {
                case 1 -> inputs.add(message.text(at, length));
                case 3 -> nameAndType[0] = message.text(at, length);
                case 4 -> nameAndType[1] = message.text(at, length);
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
        message.fields(start, size, (field, at, length) -> {
            switch (field) {
                case 1 -> dimensions(shape, at, length);
                case 2 -> typeAtLength[0] = (int) length;
                case 8 -> name[0] = message.text(at, length);
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
        ByteBuffer.wrap(message.content(typeAtLength[1], typeAtLength[2])).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
        initializers.put(name[0], new FloatTensor(shape.stream().mapToLong(Long::longValue).toArray(), values));
    }

    private void dimensions(List<Long> shape, int at, long length) {
        if (at < 0) {
            shape.add(length);
            return;
        }
        int[] position = {at};
        while (position[0] < at + length) {
            shape.add(message.number(position));
        }
    }
}
