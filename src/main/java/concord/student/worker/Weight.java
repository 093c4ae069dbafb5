package concord.student.worker;

import concord.student.format.FloatTensor;
import java.util.Random;

/// A tensor a network learns or keeps.
///
/// @param name  in a Hugging Face classifier
/// @param fresh makes the values when the start has none
record Weight(String name, long[] shape, Part part, Fresh fresh) {
    enum Part {
        /// Pretrained.
        BODY,
        /// The classification head, which a base model lacks; it may learn faster.
        HEAD,
        /// A low-rank addition to a frozen map.
        ADAPTER,
        /// Pretrained, of no use to a classifier, and kept because its files have it.
        UNUSED
    }

    /// Biases and norms, all vectors or named so, are not decayed.
    boolean decays() {
        return shape.length > 1 && !name.endsWith("bias");
    }

    long size() {
        return FloatTensor.size(shape);
    }

    /// How weights begin that the start does not have.
    enum Fresh {
        /// They must be there.
        NONE, ZERO, ONE,
        /// Gaussian with a standard deviation of 0.02.
        NORMAL,
        /// Uniform within one over the square root of the inputs, as torch.nn.Linear and peft begin.
        UNIFORM,
        /// A square matrix that passes its input on: the head starts from what the encoder already says of a text.
        IDENTITY;

        float[] values(long[] shape, Random random) {
            float[] out = new float[Math.toIntExact(FloatTensor.size(shape))];
            switch (this) {
                case NONE -> throw new IllegalStateException("a weight without a start");
                case ZERO -> {
                }
                case ONE -> java.util.Arrays.fill(out, 1);
                case NORMAL -> fill(out, () -> random.nextGaussian() * 0.02);
                case UNIFORM -> {
                    double bound = 1 / Math.sqrt(shape[shape.length - 1]);
                    fill(out, () -> (2 * random.nextDouble() - 1) * bound);
                }
                case IDENTITY -> {
                    int n = Math.toIntExact(shape[1]);
                    for (int i = 0; i < out.length; i += n + 1) {
                        out[i] = 1;
                    }
                }
            }
            return out;
        }

        private static void fill(float[] out, java.util.function.DoubleSupplier next) {
            for (int i = 0; i < out.length; i++) {
                out[i] = (float) next.getAsDouble();
            }
        }
    }
}
