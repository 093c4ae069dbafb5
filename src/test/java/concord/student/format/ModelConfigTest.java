package concord.student.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import concord.student.StudentException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a config.json may leave out, and what it may not say.
class ModelConfigTest {
    @TempDir
    Path folder;

    private ModelConfig config(String fields) throws IOException {
        Files.writeString(folder.resolve("config.json"), "{\"model_type\": \"bert\"" + fields + "}");
        return ModelConfig.read(folder);
    }

    private static void refused(ThrowingCallable reading, String... words) {
        assertThatThrownBy(reading).isInstanceOf(StudentException.class).hasMessageContaining("config.json").hasMessageContainingAll(words);
    }

    @Test
    void whatIsLeftOutOrNullTakesTheOtherValue() throws IOException {
        ModelConfig config = config(", \"head_dim\": null, \"classifier_dropout\": null, \"problem_type\": null, \"is_decoder\": null");
        assertThat(config.number("head_dim", 64)).isEqualTo(64);
        assertThat(config.number("pooler_hidden_size", 32)).isEqualTo(32);
        assertThat(config.real("classifier_dropout", 0.1)).isEqualTo(0.1);
        assertThat(config.text("problem_type", "none")).isEqualTo("none");
        assertThat(config.says("is_decoder")).isFalse();
        assertThat(config.denies("is_decoder")).isFalse();
        assertThat(config.labels()).isEmpty();
        refused(() -> config.number("hidden_size"), "lacks hidden_size");
    }

    @Test
    void whatIsThereIsRead() throws IOException {
        ModelConfig config = config(", \"hidden_size\": 12, \"n_layer\": 3.0, \"eos_token_id\": [7, 8], \"rope_theta\": 1000000,"
                + " \"bi_data\": false, \"is_decoder\": true, \"id2label\": {\"0\": \"no\", \"1\": \"yes\"}");
        assertThat(config.number("hidden_size")).isEqualTo(12);
        assertThat(config.number("n_layer", 1)).isEqualTo(3);
        assertThat(config.first("eos_token_id", 0)).isEqualTo(7);
        assertThat(config.first("hidden_size", 0)).isEqualTo(12);
        assertThat(config.real("rope_theta", 1)).isEqualTo(1e6);
        assertThat(config.denies("bi_data")).isTrue();
        assertThat(config.says("is_decoder")).isTrue();
        assertThat(config.labels()).isEqualTo(List.of("no", "yes"));
    }

    @Test
    void aValueOfTheWrongTypeIsNamedWithItsField() throws IOException {
        ModelConfig config = config(", \"num_hidden_layers\": \"twelve\", \"vocab_size\": 100.5, \"hidden_size\": 5000000000,"
                + " \"layer_norm_eps\": \"1e-12\", \"hidden_act\": [\"gelu\"], \"is_decoder\": \"true\", \"id2label\": [\"no\", \"yes\"]");
        refused(() -> config.number("num_hidden_layers"), "\"twelve\"", "num_hidden_layers", "whole number");
        refused(() -> config.number("vocab_size", 10), "100.5", "vocab_size", "whole number");
        refused(() -> config.number("hidden_size"), "5000000000", "hidden_size");
        refused(() -> config.real("layer_norm_eps", 1), "\"1e-12\"", "layer_norm_eps", "a number");
        refused(() -> config.text("hidden_act", "gelu"), "a list", "hidden_act", "a text");
        refused(() -> config.says("is_decoder"), "\"true\"", "is_decoder", "true or false");
        refused(config::labels, "id2label");
    }
}
