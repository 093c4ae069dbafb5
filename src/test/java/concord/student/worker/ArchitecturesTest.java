package concord.student.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import concord.student.StudentException;
import concord.student.format.ModelConfig;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What configs are refused, and what is read from them in more than one spelling.
class ArchitecturesTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            bert       | position_embedding_type    | "relative_key"            | relative_key positions
            bert       | is_decoder                 | true                      | is a decoder
            roberta    | hidden_act                 | "xielu"                   | activation xielu
            roberta    | num_attention_heads        | 5                         | cannot be shared evenly by 5 heads
            distilbert | n_heads                    | 7                         | cannot be shared evenly by 7 heads
            distilbert | dim                        | null                      | lacks dim
            xlnet      | attn_type                  | "uni"                     | attn_type bi
            xlnet      | bi_data                    | true                      | bi_data
            xlnet      | d_head                     | 16                        | d_head
            xlnet      | summary_type               | "attn"                    | summary_type attn
            xlnet      | summary_proj_to_labels     | true                      | summary_proj_to_labels
            xlnet      | summary_activation         | "prelu"                   | activation prelu
            deberta    | attention_head_size        | 16                        | attention_head_size
            deberta    | pooler_hidden_size         | 8                         | pooler_hidden_size
            deberta    | conv_kernel_size           | 4                         | even conv_kernel_size
            deberta    | pooler_hidden_act          | "laplace"                 | activation laplace
            modernbert | classifier_pooling         | "max"                     | classifier_pooling max
            modernbert | rope_scaling               | {"rope_type": "yarn"}     | rope_scaling
            modernbert | rope_parameters            | {"full_attention": {"rope_type": "linear"}} | rope_scaling
            modernbert | global_attn_every_n_layers | 0                         | global_attn_every_n_layers
            modernbert | layer_types                | ["full_attention"]        | layer_types
            modernbert | model_type                 | "gpt2"                    | Models of the type gpt2 are not supported
            """)
    void whatIsNotComputedIsRefusedInASentence(String name, String key, String value, String part) throws IOException {
        ModelConfig config = config(name);
        config.json().set(key, JSON.readTree(value));
        assertThatThrownBy(() -> Architectures.of(config)).isInstanceOf(StudentException.class).hasMessageContaining(part)
                .hasMessageEndingWith(".");
    }

    @ParameterizedTest
    @CsvSource({"bert,64", "roberta,40", "distilbert,40", "xlnet,4096", "deberta,40", "modernbert,24"})
    void saysHowManyTokensATextCanHave(String name, int tokens) {
        assertThat(Architectures.of(config(name)).longest(config(name))).isEqualTo(tokens);
    }

    @ParameterizedTest
    @CsvSource({"roberta,RobertaForSequenceClassification", "xlm-roberta,XLMRobertaForSequenceClassification",
            "camembert,CamembertForSequenceClassification"})
    void theFamilyOfRobertaKeepsTheirOwnClasses(String type, String className) {
        ModelConfig config = config("roberta");
        config.json().put("model_type", type);
        assertThat(Architectures.of(config).className(config)).isEqualTo(className);
    }

    @Test
    void modernBertIsReadInTheSpellingOfTransformers5() throws IOException {
        ModelConfig newer = config("modernbert");
        newer.json().remove(List.of("global_attn_every_n_layers", "global_rope_theta", "local_rope_theta"));
        newer.json().set("layer_types",
                JSON.readTree("[\"full_attention\", \"sliding_attention\", \"sliding_attention\", \"full_attention\"]"));
        newer.json().set("rope_parameters", JSON.readTree("""
                {"full_attention": {"rope_type": "default", "rope_theta": 160000.0},
                 "sliding_attention": {"rope_type": "default", "rope_theta": 10000.0}}"""));
        assertThat(kernels(newer)).isEqualTo(kernels(config("modernbert")));
        newer.json().set("layer_types",
                JSON.readTree("[\"full_attention\", \"sliding_attention\", \"full_attention\", \"full_attention\"]"));
        assertThat(kernels(newer)).isNotEqualTo(kernels(config("modernbert")));
    }

    @Test
    void debertaReadsTheKindsOfScoresFromAListOrFromWords() {
        ModelConfig words = config("deberta");
        words.json().put("pos_att_type", "p2c|c2p");
        assertThat(kernels(words)).isEqualTo(kernels(config("deberta")));
        words.json().put("pos_att_type", "c2p");
        assertThat(kernels(words)).isNotEqualTo(kernels(config("deberta")));
    }

    private static ModelConfig config(String name) {
        return ModelConfig.read(Tiny.resource(name + "-tiny"));
    }

    private static String kernels(ModelConfig config) {
        return Plan.of(Architectures.of(config), config, 2, Objective.CHOICE, 0, Precision.FLOAT32, null, 0).kernels();
    }
}
