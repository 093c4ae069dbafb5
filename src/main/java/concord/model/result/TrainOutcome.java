package concord.model.result;

import java.util.List;
import java.util.Map;

/// What a training gave.
///
/// @param device        in words, such as "CPU, 2 threads"
/// @param bestEpoch     the epoch whose weights were kept, from 1
/// @param validation    accuracy, macro_f1, macro_precision, macro_recall on the validation units; of a bi-encoder ndcg_at_10, map, mrr
/// @param truncated     training texts cut at the token limit
/// @param sha256        of the weights file
/// @param settings      the settings used after filling in the defaults
public record TrainOutcome(String device, int trainUnits, int validationUnits, int bestEpoch, List<Epoch> history,
        Map<String, Double> validation,
        int truncated, double seconds, String sha256, Map<String, Object> settings) {
    /// What trainings are compared by: the macro F1 on the validation units; of a bi-encoder nDCG@10.
    public double merit() {
        return validation.getOrDefault("macro_f1", validation.getOrDefault("ndcg_at_10", Double.NaN));
    }

    /// @param loss         mean training loss of the epoch
    /// @param validationF1 of a bi-encoder nDCG@10
    public record Epoch(int epoch, double loss, double validationLoss, double validationF1, double seconds) {}
}
