package concord.student.format;

/// A weight held in Java memory, row-major.
public record FloatTensor(long[] shape, float[] values) {
    public FloatTensor {
        if (size(shape) != values.length)
            throw new IllegalArgumentException("shape of " + size(shape) + " values with " + values.length);
    }

    public static FloatTensor of(float[] values, long... shape) {
        return new FloatTensor(shape, values);
    }

    /// Number of values a shape holds.
    public static long size(long... shape) {
        long n = 1;
        for (long s : shape) {
            n = Math.multiplyExact(n, s);
        }
        return n;
    }

    /// The other way round; only for matrices.
    public FloatTensor transposed() {
        int rows = Math.toIntExact(shape[0]);
        int columns = Math.toIntExact(shape[1]);
        float[] out = new float[values.length];
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) {
                out[c * rows + r] = values[r * columns + c];
            }
        }
        return of(out, columns, rows);
    }
}
