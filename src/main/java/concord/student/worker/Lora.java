package concord.student.worker;

import concord.model.request.Recipe;
import concord.student.StudentException;
import concord.student.format.ModelConfig;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Low-rank adaptation (Hu et al. 2021): the body stays as it is, and chosen linear maps W get an addition (alpha / r) B A that is learnt.
///
/// @param targets last parts of the names of the maps
record Lora(int r, double alpha, double dropout, Set<String> targets) {
    static final String A = ".lora_A.weight";
    static final String B = ".lora_B.weight";
    private static final double USUAL_DROPOUT = 0.05;

    Lora {
        targets = Set.copyOf(targets);
    }

    /// The recipe with the architecture's own adapters where it leaves them open.
    ///
    /// @throws StudentException when it says how adapters are to be where neither it nor the architecture asks for any
    static Recipe filled(Recipe recipe, Architecture architecture) {
        boolean open = recipe.loraRank() < 0;
        int rank = open ? architecture.loraRank() : recipe.loraRank();
        if (open && rank == 0 && (recipe.loraAlpha() > 0 || recipe.loraDropout() > 0 || !recipe.loraTargets().equals(Recipe.AUTO)))
            throw new StudentException("The alpha, dropout and targets of adapters need a rank: this student has none of its own.");
        if (rank == 0)
            return recipe.withLora(0, 0, 0, Recipe.AUTO);
        double dropout = open && recipe.loraDropout() == 0 ? USUAL_DROPOUT : recipe.loraDropout();
        String targets = recipe.loraTargets().equals(Recipe.AUTO)
                ? String.join(",", new TreeSet<>(architecture.adapted()))
                : recipe.loraTargets();
        return recipe.withLora(rank, recipe.loraAlpha() > 0 ? recipe.loraAlpha() : 2.0 * rank, dropout, targets);
    }

    /// The adapters a filled-in recipe asks for; null for full fine-tuning.
    ///
    /// @throws StudentException when a map it names is not in the layers of the model
    static @Nullable Lora of(Recipe recipe, Architecture architecture, ModelConfig config) {
        if (recipe.loraRank() <= 0)
            return null;
        if (!(recipe.loraDropout() >= 0) || recipe.loraDropout() >= 1)
            throw new StudentException("The dropout of the adapters, " + recipe.loraDropout() + ", is not between 0 and 1.");
        Set<String> targets = Arrays.stream(recipe.loraTargets().split(",")).map(String::strip).filter(t -> !t.isEmpty())
                .collect(Collectors.toSet());
        Set<String> there = new TreeSet<>();
        for (Stage stage : architecture.stages(config, 2)) {
            if (stage.kind() == Stage.Kind.LAYER)
                stage.weights().stream().filter(Lora::adaptable).forEach(w -> there.add(last(w)));
        }
        List<String> missing = targets.stream().filter(t -> !there.contains(t)).sorted().toList();
        if (!missing.isEmpty() || targets.isEmpty())
            throw new StudentException("The layers of this model have no map named " + String.join(" or ", missing)
                    + " to put an adapter on; choose among " + String.join(", ", there) + ".");
        return new Lora(recipe.loraRank(), recipe.loraAlpha(), recipe.loraDropout(), targets);
    }

    double scale() {
        return alpha / r;
    }

    /// The stage with the additions behind its own weights.
    Stage adapt(Stage stage) {
        if (stage.kind() != Stage.Kind.LAYER)
            return stage;
        List<Weight> weights = new ArrayList<>(stage.weights());
        for (Weight weight : stage.weights()) {
            if (adaptable(weight) && targets.contains(last(weight))) {
                String map = map(weight);
                weights.add(new Weight(map + A, new long[]{r, weight.shape()[1]}, Weight.Part.ADAPTER, Weight.Fresh.UNIFORM));
                weights.add(new Weight(map + B, new long[]{weight.shape()[0], r}, Weight.Part.ADAPTER, Weight.Fresh.ZERO));
            }
        }
        return new Stage(stage.kind(), stage.method(), stage.prefix(), weights);
    }

    private static boolean adaptable(Weight weight) {
        return weight.name().endsWith(".weight") && weight.shape().length == 2;
    }

    /// Name of the map a weight belongs to.
    static String map(Weight weight) {
        return weight.name().replaceAll("\\.(weight|bias)$", "");
    }

    /// Last part of the name of its map.
    static String last(Weight weight) {
        String map = map(weight);
        return map.substring(map.lastIndexOf('.') + 1);
    }
}
