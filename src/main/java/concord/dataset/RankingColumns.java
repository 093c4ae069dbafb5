package concord.dataset;

import concord.model.ColumnRole;
import concord.model.Variable;
import concord.model.VariableKind;
import concord.model.request.ImportRequest;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What is peculiar to the columns of a file of documents under queries: a system that orders documents gives numbers that are no grades, and a
/// document may stand under several queries.
final class RankingColumns {
    /// Integers of so many spellings are no grades.
    private static final int MANY = 20;

    private final List<ColumnProfile> columns;
    private final Map<String, ColumnRole> roles;

    private RankingColumns(List<ColumnProfile> columns, Map<String, ColumnRole> roles) {
        this.columns = columns;
        this.roles = roles;
    }

    static RankingColumns of(FileProfile profile, Map<String, ColumnRole> roles) {
        return new RankingColumns(profile.columns(), roles);
    }

    /// Whether the import is for a ranking variable.
    ///
    /// @param existing the variable where the project has it already
    static boolean ranking(ImportRequest request, Map<String, ColumnRole> roles, @Nullable Variable existing) {
        VariableKind asked = existing == null ? request.kind() : existing.kind();
        return asked == null ? roles.values().stream().anyMatch(ColumnRole.Query.class::isInstance) : asked == VariableKind.RANKING;
    }

    /// @throws DatasetException when a column is given for scores where nothing is ranked
    static void refuseScores(Path file, Map<String, ColumnRole> roles) {
        roles.forEach((column, role) -> {
            if (role instanceof ColumnRole.Score)
                throw new DatasetException("Column \"" + column + "\" of " + file.getFileName()
                        + " is given for scores, which order documents under a query: name the column of the queries, or a ranking variable.");
        });
    }

    /// The roles, with teachers whose numbers are no grades as systems that give scores.
    Map<String, ColumnRole> withScores(@Nullable Variable existing, @Nullable String missing, ProblemLog problems) {
        Set<String> grades = grades(existing);
        Map<String, ColumnRole> all = new LinkedHashMap<>(roles);
        for (ColumnProfile column : columns) {
            if (all.get(column.name()) instanceof ColumnRole.TeacherLabel(var annotator) && scores(column, grades, missing)) {
                all.put(column.name(), new ColumnRole.Score(annotator));
                problems.warn(0, "scores_not_grades",
                        "The numbers in column \"" + column.name() + "\" are no grades, so they are kept as the "
                                + "scores by which " + annotator + " orders the documents, without labels.");
            }
        }
        return all;
    }

    private Set<String> grades(@Nullable Variable existing) {
        Set<String> grades = new HashSet<>();
        if (existing != null)
            grades.addAll(existing.labelNames());
        for (ColumnProfile column : columns) {
            if (roles.get(column.name()) instanceof ColumnRole.HumanLabel)
                grades.addAll(column.values().keySet());
        }
        return grades;
    }

    private static boolean scores(ColumnProfile column, Set<String> grades, @Nullable String missing) {
        boolean numbers = column.notNumbers() == 0 || missing != null && missing.equals(column.oddity());
        if (!numbers || column.filled() == 0 || column.numberShare() == 0)
            return false;
        if (column.many())
            return true;
        Set<String> others = new HashSet<>(column.values().keySet());
        others.removeAll(grades);
        if (missing != null)
            others.remove(missing);
        return !others.isEmpty() && (others.size() > Math.max(MANY, 3 * grades.size()) || others.stream().anyMatch(RankingColumns::broken));
    }

    /// Whether a number is no integer.
    private static boolean broken(String cell) {
        return Numbers.exact(cell).map(n -> n.remainder(BigDecimal.ONE).signum() != 0).orElse(false);
    }

    /// Whether the ids come again, as those of documents that stand under several queries do.
    boolean repeated(ProblemLog problems) {
        boolean under = roles.values().stream().anyMatch(ColumnRole.Query.class::isInstance);
        for (ColumnProfile column : columns) {
            if (under && roles.get(column.name()) instanceof ColumnRole.Id && column.filled() > 0 && !column.unique()) {
                problems.warn(0, "id_under_queries", "The ids in column \"" + column.name()
                        + "\" come again, so each unit is named by its query and its id, with a slash between them.");
                return true;
            }
        }
        return false;
    }
}
