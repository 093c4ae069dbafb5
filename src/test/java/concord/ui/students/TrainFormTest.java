package concord.ui.students;

import static org.assertj.core.api.Assertions.assertThat;

import concord.app.StudentService.Plan;
import concord.model.request.Recipe;
import concord.model.request.TrainRequest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrainFormTest {
    private final TrainForm form = new TrainForm();

    @Test
    void oneClickIsTheFormAsItStands() {
        form.labelsFrom.set("anna");
        assertThat(form.request("stance")).isEqualTo(TrainRequest.oneClick("stance", "minilm", "anna", null, null));
        assertThat(form.searches()).isFalse();
        form.excluded.set("test");
        form.number(Setting.EPOCHS).set("5");
        assertThat(form.request("stance").excluded()).isEqualTo("test");
        assertThat(form.request("stance").recipe().epochs()).isEqualTo(5);
    }

    @Test
    void everyFieldReachesTheRecipe() {
        List.of(Setting.EPOCHS, Setting.BATCH, Setting.MAX_LENGTH, Setting.PATIENCE, Setting.FROZEN_LAYERS, Setting.LORA_RANK)
                .forEach(s -> form.number(s).set(String.valueOf(10 + s.ordinal())));
        List.of(Setting.LEARNING_RATE, Setting.WARM_UP, Setting.WEIGHT_DECAY, Setting.LABEL_SMOOTHING, Setting.LORA_ALPHA,
                Setting.LORA_DROPOUT, Setting.CONSISTENCY).forEach(s -> form.number(s).set("." + (10 + s.ordinal())));
        form.classWeights.set(TrainForm.YES);
        form.softLabels.set(TrainForm.YES);
        form.schedule.set("cosine");
        form.precision.set("bf16");
        form.checkpointing.set("on");
        form.loraTargets.set("query, value");
        form.ordinal.set("coral");
        form.ranking.set("bi-encoder");
        form.number(Setting.SEEDS).set("7");
        TrainRequest request = form.request("stance");
        assertThat(request.recipe()).isEqualTo(new Recipe(10, 11, 0.12, 13, true, 14, "cosine", 0.15, 0.16, 0.17, true, 18, "bf16", "on",
                19, 0.20, 0.21, "query,value", "coral", "bi-encoder"));
        assertThat(request.seed()).isEqualTo(7);
        assertThat(request.consistencyAtLeast()).isEqualTo(0.23);
    }

    @Test
    void severalValuesAreASearch() {
        form.number(Setting.LEARNING_RATE).set("1e-5, 3e-5;5e-5");
        form.number(Setting.BATCH).set("8,16");
        form.number(Setting.SEEDS).set("1, 2, 3");
        form.classWeights.set(TrainForm.BOTH);
        assertThat(form.grid()).isEqualTo(Map.of("learning_rate", List.of("1e-5", "3e-5", "5e-5"), "batch", List.of("8", "16"),
                "class_weights", List.of("false", "true")));
        assertThat(form.trials()).isEqualTo(12);
        assertThat(form.search("stance").seeds()).containsExactly(1L, 2L, 3L);
        assertThat(form.search("stance").base().seed()).isEqualTo(1);
        assertThat(form.searches()).isTrue();
    }

    @Test
    void severalSeedsAloneTrainAsOftenWithoutASearch() {
        form.number(Setting.SEEDS).set("4;5");
        assertThat(form.searches()).isTrue();
        assertThat(form.search("stance").grid()).isEmpty();
        assertThat(form.search("stance").seeds()).containsExactly(4L, 5L);
    }

    @Test
    void whatCannotBeReadIsRefusedWithOneSentence() {
        refused(Setting.EPOCHS, "3.5", "Epochs: “3.5” is no whole number from 1 to 1,000.");
        refused(Setting.EPOCHS, "0", "Epochs: “0” is no whole number from 1 to 1,000.");
        refused(Setting.EPOCHS, "3,", "Epochs: “” is no whole number from 1 to 1,000.");
        refused(Setting.LEARNING_RATE, "2e-", "Learning rate: “2e-” is no number from 0.00000001 to 1.");
        refused(Setting.LEARNING_RATE, "0x1p-3", "Learning rate: “0x1p-3” is no number from 0.00000001 to 1.");
        refused(Setting.LEARNING_RATE, "3", "Learning rate: “3” is no number from 0.00000001 to 1.");
        refused(Setting.LORA_DROPOUT, "1", "Dropout: “1” is no number from 0 to .99.");
        refused(Setting.BATCH, "8, 8", "Batch: 8 is there twice.");
        refused(Setting.CONSISTENCY, "0.5, 0.9", "Sure at least: give one value only.");
        assertThat(form.wrong()).isEmpty();
    }

    private void refused(Setting setting, String typed, String sentence) {
        String before = form.number(setting).get();
        form.number(setting).set(typed);
        assertThat(form.wrong()).contains(sentence);
        form.number(setting).set(before);
    }

    @Test
    void theUsualValuesAreFilledIn() {
        form.fill(Map.of("learning_rate", List.of("1e-4", "2e-4"), "epochs", List.of("4", "8"), "class_weights", List.of("false", "true")));
        assertThat(form.number(Setting.LEARNING_RATE).get()).isEqualTo("1e-4, 2e-4");
        assertThat(form.trials()).isEqualTo(8);
        assertThat(form.wrong()).isEmpty();
    }

    @Test
    void saysWhatItWillDo() {
        Plan plan = new Plan("minilm-1", 80, 20, List.of("yes", "no"), List.of(50, 50), 2400);
        assertThat(TrainButton.how(plan, form)).isEqualTo("About 40 min on this computer. Nothing leaves it.");
        form.number(Setting.SEEDS).set("1,2,3");
        assertThat(TrainButton.how(plan, form)).startsWith("3 trainings, one for each seed. About 40 min");
        form.number(Setting.EPOCHS).set("4,8");
        assertThat(TrainButton.how(plan, form)).startsWith("2 trials, then the best with 3 seeds. About 40 min");
        form.number(Setting.SEEDS).set("1");
        form.student.set(TrainForm.hub(" google-bert/bert-base-uncased "));
        assertThat(form.student.get()).isEqualTo("hub:google-bert/bert-base-uncased");
        assertThat(TrainButton.how(plan, form)).isEqualTo(
                "2 trials, then the best once. About 40 min on this computer. The model is downloaded once; your texts stay here.");
    }
}
