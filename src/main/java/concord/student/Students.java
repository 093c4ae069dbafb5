package concord.student;

import concord.job.JobContext;
import concord.model.request.TrainRequest;
import concord.model.result.DeviceReport;
import concord.model.result.StudentKind;
import concord.model.result.TrainOutcome;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Training and scoring local models. Starts worker JVMs for the native work; this JVM never loads PyTorch.
public final class Students {
    /// @param cache folder for unpacked natives and downloaded models
    public Students(Path cache) {
    }

    /// Trains into `folder`, a Hugging Face folder (written whole at the end; until then `folder` plus ".part" holds the checkpoints). When
    /// the ".part" folder of the same request is there, continues after its last finished epoch. Blocks; progress, live metrics (loss by
    /// step, validation_f1 by epoch) and cancellation go through the context.
    ///
    /// @throws StudentException when it cannot be done, with the reason
    public TrainOutcome train(TrainRequest request, TrainingData data, Path folder, JobContext context) {
        throw new UnsupportedOperationException();
    }

    /// Reads what a student folder is.
    public StudentInfo info(Path folder) {
        throw new UnsupportedOperationException();
    }

    /// A text to score.
    public record Item(long unit, String text, @Nullable String textB) {}

    /// Scores texts streamed from the iterator without holding them all; predictions come in any order.
    ///
    /// @return number of texts cut at the token limit
    public long score(Path folder, String device, Iterator<Item> items, long total, Consumer<Prediction> sink, JobContext context) {
        throw new UnsupportedOperationException();
    }

    /// Which device will be used and why, in words, and what would bring the GPU into use.
    public DeviceReport devices() {
        throw new UnsupportedOperationException();
    }

    /// The students that can be trained without naming a folder: minilm and linear, with one line each.
    public List<StudentKind> kinds() {
        return List.of();
    }

}
