package concord.model.result;

import java.util.List;
import java.util.Map;

/// What an import did.
///
/// @param labelsAdded   by annotator
/// @param labelsMissing by annotator: blank cells and the missing mark
/// @param scoresAdded   by annotator: numbers that order documents, given in place of labels
/// @param labels        label spellings in the order of the codebook they should get: numeric if all are numbers, else by first appearance
/// @param rejected      records left out, each with its line and reason
public record ImportSummary(long rowsRead, long unitsAdded, Map<String, Long> labelsAdded, Map<String, Long> labelsMissing,
        Map<String, Long> scoresAdded, List<String> labels, List<Problem> rejected, List<Problem> warnings, List<String> columns,
        FileFormat format) {}
