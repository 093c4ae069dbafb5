package concord.dataset;

import concord.job.JobContext;
import concord.model.request.ImportRequest;
import concord.model.result.ImportSummary;

/// Reads a data file into units and labels.
///
/// Rows whose id is in the project already add their labels to that unit when the text is the same (or the file has no text); they are
/// rejected by name when the text differs or the annotator has another label there. Nothing is ever overwritten.
public final class Importer {
    private Importer() {
    }

    /// Runs the import against the target; the caller commits or rolls back.
    ///
    /// @throws DatasetException when the file cannot be imported as asked; the target must then be rolled back
    public static ImportSummary run(ImportRequest request, ImportTarget target, JobContext context) {
        throw new UnsupportedOperationException();
    }
}
