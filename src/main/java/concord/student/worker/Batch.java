package concord.student.worker;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;

/// Tokens of some texts, padded at the right to the longest of them.
///
/// @param ids   int64 [rows, tokens]; types and mask alike
record Batch(NDArray ids, NDArray types, NDArray mask) {
    /// @param padding id of the padding token
    static Batch of(NDManager manager, List<Tokens> texts, int padding) {
        int rows = texts.size();
        int length = texts.stream().mapToInt(Tokens::length).max().orElseThrow();
        long[] ids = new long[rows * length];
        long[] types = new long[rows * length];
        long[] mask = new long[rows * length];
        for (int r = 0; r < rows; r++) {
            Tokens tokens = texts.get(r);
            for (int i = 0; i < length; i++) {
                int at = r * length + i;
                if (i < tokens.length()) {
                    ids[at] = tokens.ids()[i];
                    types[at] = tokens.type(i);
                    mask[at] = 1;
                } else {
                    ids[at] = padding;
                }
            }
        }
        Shape shape = new Shape(rows, length);
        return new Batch(manager.create(ids, shape), manager.create(types, shape), manager.create(mask, shape));
    }
}
