package concord.student;

import java.util.Locale;

/// About how much memory a training takes, told before it starts. Pure arithmetic; all figures are bytes.
///
/// Counts what the backward pass keeps of a transformer layer (the inputs of its linear layers and norms, the dropout masks, the attention
/// matrices), as read from the operations of the kernels. Measured with MiniLM in fp32 on two cores, the
/// peak of the whole worker: 16 units of 256 tokens 3292 MiB (estimate 3268), 32 units of 256 tokens 4859 MiB (estimate 5056).
///
/// @param weights     of the model
/// @param gradients   of the trainable weights
/// @param optimizer   two moments and the running average of the trainable weights
/// @param activations of one step
/// @param program     what the worker takes before there is a model: Java, PyTorch's code
public record MemoryEstimate(long weights, long gradients, long optimizer, long activations, long program) {
    private static final int FLOAT = 4;
    private static final long PROCESSOR_PROGRAM = 1000L << 20;
    /// The CUDA context, its libraries' kernels and workspaces.
    private static final long GPU_PROGRAM = 900L << 20;
    /// Kept per token and layer, in hidden vectors: scaled query, key and value; attention output; two dropout masks; in- and output of two norms.
    private static final int HIDDEN_VECTORS = 10;
    /// Kept of the feed-forward layer: the activation function's in- and output.
    private static final int INNER_VECTORS = 2;
    /// Attention matrices kept where attention is not fused: the softmax, its dropout mask, their product.
    private static final int ATTENTION_MATRICES = 3;
    private static final int EMBEDDING_VECTORS = 4;
    private static final double GIGA = 1e9;

    /// @param parameters   weights in all
    /// @param trainable    those that are trained; with LoRA the adapters and the head only
    /// @param intermediate width of the feed-forward layer
    public record Model(long parameters, long trainable, int hidden, int layers, int heads, int intermediate, int vocabulary) {}

    /// @param batch         units computed at once
    /// @param length        tokens of the longest unit
    /// @param bytesPerValue 4 for fp32, 2 for bf16 with fp32 master weights for what is trained
    /// @param checkpointing whether only the layers' inputs are kept and the rest is computed again
    /// @param attention     how attention is computed
    /// @param gpu           whether on a GPU
    public record Step(int batch, int length, int bytesPerValue, boolean checkpointing, Attention attention, boolean gpu) {
        Step of(int units) {
            return new Step(units, length, bytesPerValue, checkpointing, attention, gpu);
        }
    }

    public enum Attention {
        /// Keeps matrices of length x length for every head: on the processor whenever there is dropout.
        MATRICES,
        /// Keeps its result only.
        FUSED
    }

    /// The units to compute at once so that the memory suffices, and what to say about it.
    ///
    /// @param units   gathered over several steps where fewer than the batch
    /// @param enough  false when even one unit at a time may not fit
    /// @param sentence in the form "needs about 5.2 GB, 3.9 GB are free: steps of 4 units, gathered to 16"
    public record Fit(int units, boolean enough, String sentence) {}

    public long total() {
        return weights + gradients + optimizer + activations + program;
    }

    public static MemoryEstimate of(Model model, Step step) {
        long frozen = model.parameters() - model.trainable();
        // in bf16, a copy of every trained weight is kept for the backward pass
        long trained = FLOAT + (step.bytesPerValue() < FLOAT ? step.bytesPerValue() : 0);
        boolean whole = frozen == 0;
        // the word embeddings' gradient is made whole before it is added
        long embedding = whole ? (long) FLOAT * model.vocabulary() * model.hidden() : 0;
        return new MemoryEstimate(frozen * step.bytesPerValue() + model.trainable() * trained, FLOAT * model.trainable(),
                3L * FLOAT * model.trainable(), activations(model, step) + embedding, step.gpu() ? GPU_PROGRAM : PROCESSOR_PROGRAM);
    }

    private static long activations(Model model, Step step) {
        long tokens = (long) step.batch() * step.length();
        long hidden = model.hidden();
        long attention = step.attention() == Attention.FUSED
                ? hidden
                : (long) ATTENTION_MATRICES * model.heads() * step.length();
        long layer = tokens * (HIDDEN_VECTORS * hidden + (long) INNER_VECTORS * model.intermediate() + attention);
        long kept = step.checkpointing() ? tokens * hidden * model.layers() + layer : layer * model.layers();
        // the backward pass of a layer works on the gradients of all it kept
        return step.bytesPerValue() * (kept + layer + EMBEDDING_VECTORS * tokens * hidden);
    }

    /// The largest number of units that fits: the whole batch, else the largest power of two that divides it.
    ///
    /// @param step with the whole batch
    /// @param free bytes
    public static Fit fit(Model model, Step step, long free) {
        long whole = of(model, step).total();
        String need = "needs about " + gigabytes(whole) + ", " + gigabytes(free) + " are free";
        if (whole <= free)
            return new Fit(step.batch(), true, need + ": steps of " + units(step.batch()));
        int units = Integer.lowestOneBit(step.batch());
        if (units == step.batch())
            units /= 2;
        while (units > 1 && of(model, step.of(units)).total() > free) {
            units /= 2;
        }
        units = Math.max(1, units);
        long least = of(model, step.of(units)).total();
        String gathered = units == step.batch() ? "" : ", gathered to " + step.batch();
        if (least <= free)
            return new Fit(units, true, need + ": steps of " + units(units) + gathered);
        return new Fit(units, false, need + ": steps of " + units(units) + gathered + ", which still need about " + gigabytes(least)
                + " and may run out of memory");
    }

    private static String units(int count) {
        return count + (count == 1 ? " unit" : " units");
    }

    private static String gigabytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f GB", bytes / GIGA);
    }
}
