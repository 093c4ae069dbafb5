package concord.student.worker;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Low-rank adaptation (Hu et al. 2021): the body stays as it is, and chosen linear maps W get an addition (alpha / r) B A that is learnt.
///
/// @param targets last parts of the names of the maps
record Lora(int r, double alpha, double dropout, Set<String> targets) {
    static final String A = ".lora_A.weight";
    static final String B = ".lora_B.weight";

    double scale() {
        return alpha / r;
    }

    /// The stage with the additions behind its own weights.
    Stage adapt(Stage stage) {
        if (stage.kind() != Stage.Kind.LAYER)
            return stage;
        List<Weight> weights = new ArrayList<>(stage.weights());
        for (Weight weight : stage.weights()) {
            String map = weight.name().replaceAll("\\.weight$", "");
            boolean target = !map.equals(weight.name()) && weight.shape().length == 2
                    && targets.contains(map.substring(map.lastIndexOf('.') + 1));
            if (target) {
                weights.add(new Weight(map + A, new long[]{r, weight.shape()[1]}, Weight.Part.ADAPTER, Weight.Fresh.UNIFORM));
                weights.add(new Weight(map + B, new long[]{weight.shape()[0], r}, Weight.Part.ADAPTER, Weight.Fresh.ZERO));
            }
        }
        return new Stage(stage.kind(), stage.method(), stage.prefix(), weights);
    }
}
