package concord.student.worker;

import concord.student.format.ModelConfig;
import java.util.List;
import java.util.Set;

/// One kind of language model as a text classifier: which weights it has under their Hugging Face names, and what it computes.
interface Architecture {
    /// The values of model_type in config.json that this computes.
    List<String> modelTypes();

    /// The class transformers loads the finished student with.
    String className(ModelConfig config);

    /// What the names of the body's weights begin with in a classifier, such as "bert.".
    String prefix();

    /// @throws concord.student.StudentException when the config asks for something this does not compute
    void check(ModelConfig config);

    int hidden(ModelConfig config);

    /// Most tokens a text can have.
    int longest(ModelConfig config);

    /// Whether the model expects shorter texts of a batch to be filled up at the left.
    default boolean padsLeft() {
        return false;
    }

    /// The last parts of the names of the linear maps that LoRA adapts unless told otherwise.
    Set<String> adapted();

    /// Rank of the low-rank adapters this is fine-tuned with unless told otherwise; 0 for full fine-tuning.
    default int loraRank() {
        return 0;
    }

    /// One [Stage.Kind#ENTER], the layers from the first to the last, one [Stage.Kind#FINISH], one [Stage.Kind#HEAD].
    ///
    /// @param outputs numbers the head gives for a text
    List<Stage> stages(ModelConfig config, int outputs);

    /// Writes the body of a stage's method, see [Stage.Kind]. Called once for stages that share a method.
    void write(KernelText text, ModelConfig config, Stage stage);

    /// The tokens `ids` that the head of a classifier may choose among, int64 [B, S] like `mask`: 1 where it may.
    default String heard(ModelConfig config) {
        return "mask";
    }

    /// The name in a classifier of a tensor in a weights file.
    default String canonical(String name) {
        String modern = name.replaceAll("\\.gamma$", ".weight").replaceAll("\\.beta$", ".bias");
        boolean full = modern.startsWith(prefix()) || heads().stream().anyMatch(modern::startsWith);
        return full ? modern : prefix() + modern;
    }

    /// What the names of the head's weights begin with, those of the output layer last.
    List<String> heads();
}
