package concord.student.worker;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;

/// Tokens of some texts, filled up to the longest of them.
///
/// @param ids   int64 [rows, tokens]; types and mask alike
record Batch(NDArray ids, NDArray types, NDArray mask) {
    static Batch of(NDManager manager, List<Tokens> texts, Padding padding) {
        int rows = texts.size();
        int length = texts.stream().mapToInt(Tokens::length).max().orElseThrow();
        long[] ids = new long[rows * length];
        long[] types = new long[rows * length];
        long[] mask = new long[rows * length];
        for (int r = 0; r < rows; r++) {
            Tokens tokens = texts.get(r);
            java.util.Arrays.fill(ids, r * length, (r + 1) * length, padding.id());
            int from = r * length + (padding.left() ? length - tokens.length() : 0);
            for (int i = 0; i < tokens.length(); i++) {
                ids[from + i] = tokens.ids()[i];
                types[from + i] = tokens.type(i);
                mask[from + i] = 1;
            }
        }
        Shape shape = new Shape(rows, length);
        return new Batch(manager.create(ids, shape), manager.create(types, shape), manager.create(mask, shape));
    }
}
