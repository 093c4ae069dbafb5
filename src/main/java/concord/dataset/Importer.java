package concord.dataset;

import concord.job.JobContext;
import concord.model.ColumnRole;
import concord.model.request.ImportRequest;
import concord.model.result.ImportSummary;
import concord.model.result.Problem;
import concord.model.result.Row;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Reads a data file into units and labels.
///
/// Rows whose id is in the project already add their labels to that unit when the text is the same (or the file has no text); they are
/// rejected by name when the text differs or the annotator has another label there. Nothing is ever overwritten. A row is taken whole or not at all.
///
/// Without an id column a unit's key is the two ids of query and document joined by a slash where the file has both, else the number of the row, with the
/// name of the file before it from the first row on whose number is taken by another text. Of a ranking whose ids come again under other queries
/// the key is the id of the query, or the query, and the id joined by a slash.
public final class Importer {
    private static final int REPORT_EVERY = 1_000;

    private Importer() {
    }

    /// Runs the import against the target; the caller commits or rolls back.
    ///
    /// @throws DatasetException when the file cannot be imported as asked; the target must then be rolled back
    public static ImportSummary run(ImportRequest request, ImportTarget target, JobContext context) {
        Path file = Path.of(request.file());
        Map<String, ColumnRole> roles = request.roles();
        boolean longForm = request.longForm();
        ProblemLog problems = ProblemLog.complete();
        FileProfile profile = null;
        if (roles == null) {
            profile = profile(file, request, context);
            RoleGuess.Result guess = profile.guess(problems);
            roles = guess.roles();
            longForm = guess.longForm();
        }
        boolean byQuery = false;
        if (RankingColumns.ranking(request, roles, target.variable())) {
            RankingColumns columns = RankingColumns.of(profile == null ? profile(file, request, context) : profile, roles);
            roles = columns.withScores(target.variable(), request.missing(), problems);
            byQuery = columns.repeated(problems);
        } else {
            RankingColumns.refuseScores(file, roles);
        }
        try (RowReader reader = DataFiles.open(file, request.options(), problems)) {
            List<String> columns = columns(file, request, reader, roles);
            ImportPlan plan = ImportPlan.of(file, columns, roles, longForm);
            ImportRows rows = new ImportRows(request, file, plan, byQuery, target, problems);
            Row row;
            long taken = 0;
            while ((row = reader.next()) != null) {
                rows.take(row, reader.columns().size() < columns.size() ? columns : reader.columns());
                if (++taken % REPORT_EVERY == 0) {
                    context.checkCancelled();
                    double fraction = reader.fraction();
                    context.progress(taken, fraction <= 0 ? 0 : Math.round(taken / fraction), "Importing rows");
                }
            }
            if (taken == 0 && problems.rejected() == 0)
                throw DataFiles.headerOnly(file);
            context.progress(taken, taken, "Importing rows");
            rows.finish();
            List<Problem> all = problems.closed();
            return new ImportSummary(rows.read(), rows.unitsAdded(), rows.tally().added(), rows.tally().missing(), rows.tally().scored(),
                    rows.tally().labels(),
                    all.stream().filter(p -> p.severity() == Problem.Severity.REJECTED).toList(),
                    all.stream().filter(p -> p.severity() != Problem.Severity.REJECTED).toList(), List.copyOf(reader.columns()),
                    reader.format());
        }
    }

    private static FileProfile profile(Path file, ImportRequest request, JobContext context) {
        return FileProfile.of(file, request.options(), fraction -> {
            context.checkCancelled();
            context.progress(Math.round(fraction * 1_000), 1_000, "Looking at the columns");
        });
    }

    /// The columns the roles may name. Records of a JSON file need not have all of them, so one that is named may come up late in the file.
    private static List<String> columns(Path file, ImportRequest request, RowReader reader, Map<String, ColumnRole> roles) {
        if (!reader.format().format().startsWith("json") || reader.columns().containsAll(roles.keySet()))
            return reader.columns();
        try (RowReader ahead = DataFiles.open(file, request.options(), ProblemLog.shortened())) {
            while (ahead.next() != null) {
                if (ahead.columns().containsAll(roles.keySet()))
                    break;
            }
            return List.copyOf(ahead.columns());
        }
    }
}
