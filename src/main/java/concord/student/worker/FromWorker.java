package concord.student.worker;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import concord.model.result.TrainOutcome;

/// A line the worker writes to the program.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "say")
@JsonSubTypes({@JsonSubTypes.Type(value = FromWorker.Progress.class, name = "progress"),
        @JsonSubTypes.Type(value = FromWorker.Point.class, name = "point"),
        @JsonSubTypes.Type(value = FromWorker.Note.class, name = "note"),
        @JsonSubTypes.Type(value = FromWorker.Scored.class, name = "scored"),
        @JsonSubTypes.Type(value = FromWorker.Embedded.class, name = "embedded"),
        @JsonSubTypes.Type(value = FromWorker.Portion.class, name = "portion"),
        @JsonSubTypes.Type(value = FromWorker.Trained.class, name = "trained"),
        @JsonSubTypes.Type(value = FromWorker.Ready.class, name = "ready"),
        @JsonSubTypes.Type(value = FromWorker.Unusable.class, name = "unusable"),
        @JsonSubTypes.Type(value = FromWorker.Stopped.class, name = "stopped"),
        @JsonSubTypes.Type(value = FromWorker.Failed.class, name = "failed")})
public sealed interface FromWorker {
    /// PyTorch is loaded and has computed something on the device. The first line, unless it is [Unusable].
    record Ready() implements FromWorker {}

    /// PyTorch cannot be used on the device; the last line.
    record Unusable(String sentence) implements FromWorker {}

    record Progress(long done, long total, String phase) implements FromWorker {}

    record Point(String series, double step, double value) implements FromWorker {}

    record Note(String message) implements FromWorker {}

    /// @param values as in [concord.student.Prediction]
    record Scored(long unit, double[] values) implements FromWorker {}

    /// @param vector of length 1
    record Embedded(long unit, float[] vector) implements FromWorker {}

    /// All texts of a portion have been answered.
    ///
    /// @param truncated texts of the portion that were cut at the token limit
    record Portion(int texts, int truncated) implements FromWorker {}

    record Trained(TrainOutcome outcome) implements FromWorker {}

    /// It was cancelled.
    record Stopped() implements FromWorker {}

    /// @param sentence for the user
    record Failed(String sentence) implements FromWorker {}
}
