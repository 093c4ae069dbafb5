package concord.student.worker;

import concord.student.StudentException;
import concord.student.format.ModelConfig;
import java.util.List;

/// The language models that can be students.
final class Architectures {
    private static final List<Architecture> ALL = List.of(new BertArchitecture(), new RobertaArchitecture(), new DistilBertArchitecture(),
            new XlNetArchitecture(), new DebertaArchitecture(), new ModernBertArchitecture(), new MistralArchitecture());

    private Architectures() {
    }

    /// @throws StudentException when there is none for the config, or it asks for something that is not computed
    static Architecture of(ModelConfig config) {
        for (Architecture architecture : ALL) {
            if (architecture.modelTypes().contains(config.modelType())) {
                architecture.check(config);
                return architecture;
            }
        }
        throw new StudentException("Models of the type " + config.modelType() + " are not supported; use one of the type "
                + String.join(", ", ALL.stream().flatMap(a -> a.modelTypes().stream()).toList()) + ".");
    }
}
