package concord.student.worker;

import concord.student.MemoryEstimate;
import concord.student.MemoryEstimate.Attention;
import concord.student.MemoryEstimate.Fit;
import concord.student.MemoryEstimate.Model;
import concord.student.MemoryEstimate.Step;
import concord.student.format.ModelConfig;
import java.util.List;

/// What a training will need of the memory, told from its plan before a weight is loaded.
final class Room {
    private static final List<String> HEADS = List.of("num_attention_heads", "n_heads", "n_head");
    private static final int USUAL_HEAD = 64;

    private Room() {
    }

    /// @param length tokens of the longest text
    static Fit of(Plan plan, int batch, int length, Torch torch) {
        return of(plan, batch, length, torch.free(), torch.manager().getDevice().isGpu());
    }

    /// @param free bytes
    static Fit of(Plan plan, int batch, int length, long free, boolean gpu) {
        int bytes = plan.precision() == Precision.BFLOAT16 ? 2 : 4;
        // on the processor attention with dropout keeps its matrices
        Attention attention = gpu ? Attention.FUSED : Attention.MATRICES;
        return MemoryEstimate.fit(model(plan), new Step(batch, length, bytes, plan.checkpointing(), attention, gpu), free);
    }

    private static Model model(Plan plan) {
        List<Weight> weights = plan.weights();
        List<Boolean> learnt = plan.learnt();
        long all = 0;
        long trainable = 0;
        for (int i = 0; i < weights.size(); i++) {
            all += weights.get(i).size();
            trainable += learnt.get(i) ? weights.get(i).size() : 0;
        }
        ModelConfig config = plan.config();
        int hidden = plan.architecture().hidden(config);
        List<Stage> layers = plan.stages().stream().filter(s -> s.kind() == Stage.Kind.LAYER).toList();
        int widest = layers.stream().flatMap(s -> s.weights().stream()).filter(w -> w.shape().length == 2)
                .mapToInt(w -> Math.toIntExact(w.shape()[0])).max().orElse(hidden);
        int heads = HEADS.stream().mapToInt(key -> config.number(key, 0)).filter(n -> n > 0).findFirst()
                .orElse(Math.max(1, hidden / USUAL_HEAD));
        return new Model(all, trainable, hidden, layers.size(), heads, widest, config.number("vocab_size", 0));
    }
}
