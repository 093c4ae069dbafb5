package concord.model.request;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RecipeTest {
    @Test
    void eachChangeChangesItsOwnFieldsOnly() {
        Recipe all = new Recipe(1, 2, 0.3, 4, true, 5, "cosine", 0.6, 0.7, 0.8, true, 9, "bf16", "on", 10, 11, 0.12, "query", "coral",
                "bi-encoder");
        Recipe usual = Recipe.DEFAULT;
        Recipe changed = usual.withEpochs(1).withBatch(2).withLearningRate(0.3).withMaxLength(4).withClassWeights(true).withPatience(5)
                .withFrozenLayers(9).withPrecision("bf16").withCheckpointing("on").withLora(10, 11, 0.12, "query")
                .withRanking("bi-encoder");
        assertThat(changed).isEqualTo(new Recipe(1, 2, 0.3, 4, true, 5, usual.schedule(), usual.warmUp(), usual.weightDecay(),
                usual.labelSmoothing(), usual.softLabels(), 9, "bf16", "on", 10, 11, 0.12, "query", usual.ordinal(), "bi-encoder"));
        assertThat(all.withEpochs(0).withBatch(0).withLearningRate(0).withMaxLength(0).withClassWeights(false).withPatience(3)
                .withFrozenLayers(0).withPrecision("auto").withCheckpointing("auto").withLora(-1, 0, 0, "auto").withRanking("auto"))
                .isEqualTo(new Recipe(0, 0, 0, 0, false, 3, "cosine", 0.6, 0.7, 0.8, true, 0, "auto", "auto", -1, 0, 0, "auto", "coral",
                        "auto"));
    }
}
