package concord.dataset;

import concord.model.ColumnRole;
import concord.model.request.ReadOptions;
import concord.model.result.Column;
import concord.model.result.FileFormat;
import concord.model.result.LookAlike;
import concord.model.result.Preview;
import concord.model.result.Problem;
import concord.model.result.Row;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleConsumer;
import org.jspecify.annotations.Nullable;

/// One pass over a whole file: what its columns hold, its first rows and its problems. Memory is bounded by the number of columns, not of rows.
final class FileProfile {
    private static final int UNIQUE_TRACKED = 100;
    private static final int REPORT_EVERY = 2_000;

    private final FileFormat format;
    private final List<ColumnProfile> columns = new ArrayList<>();
    private final List<Row> first = new ArrayList<>();
    private final CellNotes notes;
    private long rows;

    private FileProfile(Path file, RowReader reader, int keep, ProblemLog problems, DoubleConsumer fraction) {
        format = reader.format();
        notes = new CellNotes(file, problems);
        know(reader.columns());
        Row row;
        while ((row = reader.next()) != null) {
            know(reader.columns());
            rows++;
            if (first.size() < keep)
                first.add(row);
            List<@Nullable String> cells = row.cells();
            for (int i = 0; i < columns.size(); i++) {
                String cell = i < cells.size() ? cells.get(i) : null;
                columns.get(i).add(cell, row.line());
                if (cell != null)
                    notes.check(cell, columns.get(i).name(), row.line());
            }
            if (rows % REPORT_EVERY == 0)
                fraction.accept(reader.fraction());
        }
    }

    private void know(List<String> names) {
        boolean wide = names.size() > 200;
        for (int i = columns.size(); i < names.size(); i++) {
            columns.add(new ColumnProfile(names.get(i), i, wide ? 300 : 1_000, i < UNIQUE_TRACKED));
            // Rows before the name was first met have no such cell.
            columns.getLast().addBlank(rows);
        }
    }

    /// Looks at a file that will be imported; what concerns its rows is found again then.
    ///
    /// @param fraction told now and then how much of the file was read; may throw to stop
    static FileProfile of(Path file, ReadOptions options, DoubleConsumer fraction) {
        ProblemLog ofRows = ProblemLog.shortened();
        try (RowReader reader = DataFiles.open(file, options, ofRows)) {
            return new FileProfile(file, reader, 0, ofRows, fraction);
        }
    }

    /// Guesses the roles of the columns.
    ///
    /// @param problems receives what concerns the guess
    RoleGuess.Result guess(ProblemLog problems) {
        noteMixed(problems);
        return RoleGuess.of(columns, rows, problems);
    }

    List<ColumnProfile> columns() {
        return columns;
    }

    static Preview preview(Path file, ReadOptions options, Map<String, ColumnRole> roles, int keep) {
        ProblemLog problems = ProblemLog.shortened();
        try (RowReader reader = DataFiles.open(file, options, problems)) {
            FileProfile profile = new FileProfile(file, new UntilDamage(reader, problems), keep, problems, _ -> {
            });
            return profile.preview(file, roles, problems);
        }
    }

    private Preview preview(Path file, Map<String, ColumnRole> roles, ProblemLog problems) {
        if (rows == 0 && problems.rejected() == 0 && problems.of(Problem.Severity.FATAL).isEmpty())
            problems.fatal(0, "header_only", String.valueOf(DataFiles.headerOnly(file).getMessage()));
        RoleGuess.Result guess = RoleGuess.of(columns, rows, problems);
        noteMixed(problems);
        List<Column> taken = guess.columns().stream().map(c -> roles.containsKey(c.name()) ? in(roles.get(c.name()), c) : c).toList();
        if (taken.stream().anyMatch(c -> c.guess() instanceof ColumnRole.Query))
            taken = withScores(taken, problems);
        List<LookAlike> pairs = lookAlikes(taken);
        for (LookAlike pair : pairs) {
            problems.warn(0, "look_alike", LookAlikes.sentence(pair));
        }
        if (taken.stream().noneMatch(c -> c.guess() instanceof ColumnRole.Text || c.guess() instanceof ColumnRole.Document))
            problems.warn(0, "no_text_column",
                    "No column looks like the text to label: choose it, or import this file for labels of units that are in the project already.");
        return new Preview(format, taken, guess.longForm(), List.copyOf(first), rows + problems.rejected(), repeatedIds(taken),
                labels(taken), pairs, problems.closed());
    }

    private List<Column> withScores(List<Column> taken, ProblemLog problems) {
        Map<String, ColumnRole> roles = new LinkedHashMap<>();
        taken.forEach(c -> roles.put(c.name(), c.guess()));
        Map<String, ColumnRole> now = RankingColumns.of(this, roles).withScores(null, null, problems);
        return taken.stream().map(c -> in(now.getOrDefault(c.name(), c.guess()), c)).toList();
    }

    private Column in(ColumnRole role, Column guessed) {
        ColumnProfile profile = columns.stream().filter(c -> c.name().equals(guessed.name())).findFirst().orElseThrow();
        return new Column(guessed.name(), role, ColumnNotes.note(profile, role));
    }

    private long repeatedIds(List<Column> taken) {
        boolean again = taken.stream().anyMatch(c -> c.guess() instanceof ColumnRole.LongLabel || c.guess() instanceof ColumnRole.Query);
        return again
                ? 0
                : columns.stream().filter(c -> taken.get(c.index()).guess() instanceof ColumnRole.Id).mapToLong(ColumnProfile::repeated)
                        .sum();
    }

    private void noteMixed(ProblemLog problems) {
        for (ColumnProfile c : columns) {
            if (ColumnNotes.mixed(c))
                problems.warn(c.oddityLine(), "mixed_numbers", "Column \"" + c.name() + "\" holds numbers, but " + c.notNumbers()
                        + (c.notNumbers() == 1 ? " cell is" : " cells are") + " not, first \"" + c.oddity() + "\" in line " + c.oddityLine()
                        + ".");
        }
    }

    private record Spelling(String label, long line, int column) {}

    private List<String> labels(List<Column> guessed) {
        List<Spelling> found = new ArrayList<>();
        for (ColumnProfile c : columns) {
            if (isLabel(guessed.get(c.index()).guess()))
                c.values().forEach((label, value) -> {
                    if (!label.isBlank())
                        found.add(new Spelling(label, value.firstLine(), c.index()));
                });
        }
        found.sort(Comparator.comparingLong(Spelling::line).thenComparingInt(Spelling::column));
        return found.stream().map(Spelling::label).distinct().toList();
    }

    private List<LookAlike> lookAlikes(List<Column> guessed) {
        LookAlikes found = new LookAlikes();
        for (ColumnProfile c : columns) {
            ColumnRole role = guessed.get(c.index()).guess();
            if (isLabel(role))
                c.values().forEach((label, value) -> {
                    if (!label.isBlank())
                        found.add(role.annotatorName() == null ? c.name() : role.annotatorName(), label, value.count());
                });
        }
        return found.find();
    }

    private static boolean isLabel(ColumnRole role) {
        return role instanceof ColumnRole.HumanLabel || role instanceof ColumnRole.TeacherLabel || role instanceof ColumnRole.LongLabel;
    }
}
