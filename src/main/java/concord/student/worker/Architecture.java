package concord.student.worker;

import concord.student.format.ModelConfig;
import java.util.List;
import java.util.Random;

/// One kind of encoder as a text classifier: which weights it has under their Hugging Face names, and what it computes.
interface Architecture {
    /// The model_type of config.json.
    String modelType();

    /// The class transformers loads the finished student with.
    String className();

    /// What the names of the encoder's weights begin with in a classifier, such as "bert.".
    String prefix();

    /// @throws concord.student.StudentException when the config asks for something this does not compute
    void check(ModelConfig config);

    /// All weights in the order the kernels take them.
    List<Weight> weights(ModelConfig config, int labels);

    /// TorchScript methods of the class `__torch__.M`:
    ///
    /// - `logits(ids, types, mask, w) -> [batch, labels]`
    /// - `loss(ids, types, mask, y, cw, w) -> []`, cross-entropy weighted by label
    /// - `embed(ids, types, mask, w) -> [batch, hidden]`, mean of the last layer, of length 1
    ///
    /// with ids, types, mask int64 [batch, tokens] and w the weights in order. Dropout applies while the module is in training mode.
    String kernels(ModelConfig config, List<String> names);

    int hidden(ModelConfig config);

    /// Most tokens a text can have.
    int longest(ModelConfig config);

    /// @param fresh makes the values when the start has none
    record Weight(String name, long[] shape, Fresh fresh) {
        /// Whether it belongs to the classification head, which a bare encoder lacks.
        boolean head() {
            return fresh != Fresh.NONE;
        }

        /// Biases and norms are not decayed, as everywhere in the BERT family.
        boolean decays() {
            return !name.endsWith("bias") && !name.contains("LayerNorm") && !name.contains("layer_norm");
        }
    }

    /// How weights begin that the start does not have.
    enum Fresh {
        /// They must be there.
        NONE, ZERO, NORMAL,
        /// A square matrix that passes its input on: the head starts from what the encoder already says of a text.
        IDENTITY;

        float[] values(long[] shape, Random random) {
            float[] out = new float[Math.toIntExact(concord.student.format.FloatTensor.size(shape))];
            switch (this) {
                case NONE -> throw new IllegalStateException("a weight without a start");
                case ZERO -> {
                }
                case NORMAL -> {
                    for (int i = 0; i < out.length; i++) {
                        out[i] = (float) (random.nextGaussian() * 0.02);
                    }
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
    }
}
