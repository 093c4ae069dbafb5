package concord.student.worker;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import concord.model.request.TrainRequest;
import concord.student.Task;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A line the program writes to the worker. The first one says what to do.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "say")
@JsonSubTypes({@JsonSubTypes.Type(value = ToWorker.Train.class, name = "train"),
        @JsonSubTypes.Type(value = ToWorker.Again.class, name = "again"),
        @JsonSubTypes.Type(value = ToWorker.Enough.class, name = "enough"),
        @JsonSubTypes.Type(value = ToWorker.Score.class, name = "score"),
        @JsonSubTypes.Type(value = ToWorker.Embed.class, name = "embed"),
        @JsonSubTypes.Type(value = ToWorker.Example.class, name = "example"),
        @JsonSubTypes.Type(value = ToWorker.Text.class, name = "text"),
        @JsonSubTypes.Type(value = ToWorker.Done.class, name = "done"),
        @JsonSubTypes.Type(value = ToWorker.Cancel.class, name = "cancel")})
public sealed interface ToWorker {
    /// Train on the examples that follow, up to [Done]. After [FromWorker.Trained] the worker waits for [Again], [Score] or [Done].
    ///
    /// @param folder where the finished student goes; checkpoints go beside it, with ".part"
    record Train(TrainRequest request, Task task, List<String> labels, String folder, int threads) implements ToWorker {}

    /// Train once more from the same start on the same examples, with another recipe or seed.
    record Again(TrainRequest request, String folder) implements ToWorker {}

    /// Score the texts that follow; a [Done] ends each portion, and an empty portion the whole.
    record Score(String folder, String device, int threads) implements ToWorker {}

    /// Turn the texts that follow into vectors; a [Done] ends each portion, and an empty portion the whole.
    record Embed(String device, int threads) implements ToWorker {}

    /// @param held   whether it belongs to the validation units
    /// @param shares as in [concord.student.TrainingData.Item]
    record Example(boolean held, String text, @Nullable String textB, int label, double @Nullable [] shares) implements ToWorker {}

    record Text(long unit, String text, @Nullable String textB) implements ToWorker {}

    record Done() implements ToWorker {}

    /// End the training into this folder after the epoch that runs, as if it had no more. May come at any time, also after its end.
    record Enough(String folder) implements ToWorker {}

    /// Stop at the next step. May come at any time.
    record Cancel() implements ToWorker {}
}
