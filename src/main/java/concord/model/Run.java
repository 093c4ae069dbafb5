package concord.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One finished training, with its provenance; immutable. The student annotator of the same name holds its predictions.
///
/// @param name       unique in the project; also the name of the student annotator
/// @param student    minilm, linear, or the folder or hub name that was fine-tuned
/// @param labelsFrom the annotator whose labels were learnt
/// @param folder     the student's folder relative to the project file's folder, as `<project>.students/<run>`
/// @param sha256     of the weights file, hexadecimal
/// @param request    the TrainRequest as JSON
/// @param outcome    the TrainOutcome as JSON
public record Run(String name, String variable, String student, String labelsFrom, @Nullable String sample, String folder, String sha256,
        Instant at, String request, String outcome) {}
