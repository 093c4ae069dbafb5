package concord.app;

import concord.dataset.DataFiles;
import concord.dataset.RowReader;
import concord.dataset.TableColumn;
import concord.dataset.TableWriter;
import concord.model.ColumnRole;
import concord.model.Label;
import concord.model.Variable;
import concord.model.VariableKind;
import concord.model.request.ImportRequest;
import concord.model.request.ReadOptions;
import concord.model.result.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads the tables that gpt_annotate (github.com/npangakis/gpt_annotate) takes and writes, and writes runs in its shape. A category, a column of
/// 0 and 1, is a variable with the labels 0 and 1. What is missing stays missing: it never becomes a 0, and what a table lacks or has twice is said.
public final class GptAnnotate {
    private static final String ID = "unique_id";
    private static final String TEXT = "text";
    private static final String QUERY = "llm_query";
    private static final String ITERATION = "iteration";
    private static final List<String> BINARY = List.of("0", "1");
    private final CodebookService codebook;
    private final DataService data;
    private final GptAnnotateTables tables;

    GptAnnotate(CodebookService codebook, DataService data, GptAnnotateTables tables) {
        this.codebook = codebook;
        this.data = data;
        this.tables = tables;
    }

    /// What was read of a table.
    ///
    /// @param labels   over all categories
    /// @param findings what is wrong with the table, one sentence each
    public record Read(long units, long labels, List<String> categories, List<String> findings) {
        public Read {
            categories = List.copyOf(categories);
            findings = List.copyOf(findings);
        }
    }

    /// Reads an input table: a text column (the one called text, else the first), and a column of 0 and 1 for each category.
    ///
    /// @param human whose labels the 0 and 1 are
    /// @throws AppException when the file cannot be read or has no category
    public Read readInput(Path file, String human) {
        Table table = Table.of(file);
        int id = table.columns.indexOf(ID);
        int text = table.text();
        List<Integer> categories = new ArrayList<>();
        for (int c = 0; c < table.columns.size(); c++) {
            if (c != id && c != text && !List.of(QUERY, ITERATION).contains(table.columns.get(c)) && table.binary(c))
                categories.add(c);
        }
        if (categories.isEmpty())
            throw new AppException(file + " has no column of 0 and 1 beside its text: a category is a column of 0 and 1.");
        List<String> names = categories.stream().map(table.columns::get).toList();
        prepare(names);
        List<String> findings = new ArrayList<>();
        long labels = 0;
        for (int c : categories) {
            List<Entry> entries = new ArrayList<>();
            int blank = 0;
            for (int r = 0; r < table.rows.size(); r++) {
                String cell = table.cell(r, c);
                blank += BINARY.contains(cell) ? 0 : 1;
                entries.add(
                        new Entry(id < 0 ? Integer.toString(r) : table.cell(r, id), table.cell(r, text), BINARY.contains(cell) ? cell : "",
                                ""));
            }
            if (blank > 0)
                findings.add(blank + " rows have no 0 or 1 in \"" + table.columns.get(c) + "\": these labels are missing.");
            labels += load(table.columns.get(c), entries, new ColumnRole.HumanLabel(human), null);
        }
        return new Read(table.rows.size(), labels, names, findings);
    }

    /// Reads gpt_out_all_iterations.csv: the most frequent answer becomes the label of a teacher, its share of the answers the confidence. A tie
    /// gives no label. Rows that are there twice count once.
    ///
    /// @param teacher name of the teacher
    public Read readOutput(Path file, String teacher) {
        Table table = Table.of(file);
        int id = table.index(ID);
        int iteration = table.index(ITERATION);
        Map<String, Integer> categories = answers(table);
        List<String> findings = new ArrayList<>();
        Map<String, Map<String, Integer>> rows = new LinkedHashMap<>();
        int twice = 0;
        for (int r = 0; r < table.rows.size(); r++) {
            if (rows.computeIfAbsent(table.cell(r, id), _ -> new LinkedHashMap<>()).putIfAbsent(table.cell(r, iteration), r) != null)
                twice++;
        }
        if (twice > 0)
            findings.add(twice + " rows repeat a text and iteration that are there already, as when a failed batch was written again: each"
                    + " counts once.");
        int most = rows.values().stream().mapToInt(Map::size).max().orElse(0);
        long fewer = rows.values().stream().filter(r -> r.size() < most).count();
        if (fewer > 0)
            findings.add(fewer + " texts have fewer than " + most + " answers.");
        missing(rows.keySet()).ifPresent(findings::add);
        prepare(List.copyOf(categories.keySet()));
        long labels = 0;
        for (Map.Entry<String, Integer> category : categories.entrySet()) {
            labels += load(table, rows, category, teacher, findings);
        }
        return new Read(rows.size(), labels, List.copyOf(categories.keySet()), findings);
    }

    private long load(Table table, Map<String, Map<String, Integer>> rows, Map.Entry<String, Integer> category, String teacher,
            List<String> findings) {
        List<Entry> entries = new ArrayList<>();
        int ties = 0;
        int unread = 0;
        for (Map.Entry<String, Map<String, Integer>> unit : rows.entrySet()) {
            int[] votes = new int[2];
            for (int row : unit.getValue().values()) {
                int vote = BINARY.indexOf(table.cell(row, category.getValue()).replaceFirst("\\.0$", "").strip());
                if (vote >= 0)
                    votes[vote]++;
            }
            int parsed = votes[0] + votes[1];
            boolean tie = parsed > 0 && votes[0] == votes[1];
            ties += tie ? 1 : 0;
            unread += parsed == 0 ? 1 : 0;
            boolean none = tie || parsed == 0;
            String text = table.cell(unit.getValue().values().iterator().next(), table.text());
            entries.add(new Entry(unit.getKey(), text, none ? "" : votes[1] > votes[0] ? "1" : "0",
                    none ? "" : Double.toString((double) Math.max(votes[0], votes[1]) / parsed)));
        }
        if (ties > 0)
            findings.add(ties + " texts have as many 0 as 1 for \"" + category.getKey() + "\": no label.");
        if (unread > 0)
            findings.add(unread + " texts have no answer of 0 or 1 for \"" + category.getKey() + "\": no label.");
        return load(category.getKey(), entries, new ColumnRole.TeacherLabel(teacher), new ColumnRole.Confidence(teacher));
    }

    /// The columns with the model's answers: those that end in _y beside human labels, else those between the query and the iteration.
    private static Map<String, Integer> answers(Table table) {
        Map<String, Integer> answers = new LinkedHashMap<>();
        for (int c = 0; c < table.columns.size(); c++) {
            String name = table.columns.get(c);
            if (name.endsWith("_y") && table.columns.contains(name.substring(0, name.length() - 2) + "_x"))
                answers.put(name.substring(0, name.length() - 2), c);
        }
        for (int c = table.columns.indexOf(QUERY) + 1; answers.isEmpty() && c > 0 && c < table.columns.size(); c++) {
            if (!table.columns.get(c).equals(ITERATION))
                answers.put(table.columns.get(c), c);
        }
        if (answers.isEmpty())
            throw new AppException("This is not gpt_out_all_iterations.csv: it has no columns of answers.");
        return answers;
    }

    private Optional<String> missing(Set<String> there) {
        List<String> missing = tables.keys().stream().filter(k -> !there.contains(k)).toList();
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        missing.size() + " texts of the project are not in the table and have no label, as when the last texts did not fill"
                                + " a batch: " + Names.list(missing) + ".");
    }

    /// Makes the variables there are not yet.
    private void prepare(List<String> categories) {
        List<Variable> variables = new ArrayList<>(codebook.current().variables());
        for (String category : categories) {
            Optional<Variable> known = variables.stream().filter(v -> v.name().equals(category)).findFirst();
            if (known.isPresent() && !known.get().labelNames().containsAll(BINARY))
                throw new AppException("The project has a variable \"" + category + "\" without the labels 0 and 1: rename the column.");
            if (known.isEmpty())
                variables.add(new Variable(category, VariableKind.SINGLE, "", "", List.of(Label.named("0", 0), Label.named("1", 1))));
        }
        codebook.save(variables, "gpt_annotate", "categories of a gpt_annotate table");
    }

    private record Entry(String id, String text, String label, String confidence) {}

    private long load(String category, List<Entry> entries, ColumnRole role, @Nullable ColumnRole confidence) {
        Path file = null;
        try {
            file = Files.createTempFile("gpt_annotate", ".csv");
            List<TableColumn> columns = new ArrayList<>(List.of(TableColumn.text(ID), TableColumn.text(TEXT), TableColumn.text("label")));
            if (confidence != null)
                columns.add(TableColumn.text("consistency"));
            try (TableWriter writer = TableWriter.open(file, columns, false)) {
                for (Entry e : entries) {
                    writer.row(confidence == null ? List.of(e.id, e.text, e.label) : List.of(e.id, e.text, e.label, e.confidence));
                }
                writer.commit();
            }
            Map<String, ColumnRole> roles = new LinkedHashMap<>();
            roles.put(ID, new ColumnRole.Id());
            roles.put(TEXT, new ColumnRole.Text());
            roles.put("label", role);
            if (confidence != null)
                roles.put("consistency", confidence);
            return data
                    .submitImport(new ImportRequest(file.toString(), ReadOptions.GUESS, roles, false, category, VariableKind.SINGLE, null,
                            null, null, Map.of()))
                    .await().labelsAdded().values().stream().mapToLong(Long::longValue).sum();
        } catch (IOException e) {
            throw new AppException("No temporary file can be written: " + Folders.reason(e) + ".", e);
        } finally {
            if (file != null)
                Folders.delete(file);
        }
    }

    /// Writes runs as gpt_annotate writes its answers: gpt_out_all_iterations.csv and gpt_out_final.csv, with a reference also
    /// performance_metrics.csv and incorrect_sub.csv, and missing.csv beside them. A variable with the labels 0 and 1 is one category, of any
    /// other each label is one.
    ///
    /// @param reference annotator, or "final"; null for none
    /// @return the files written
    /// @throws AppException when a run does not exist, or the folder cannot be written
    public List<Path> write(List<String> runs, @Nullable String reference, Path folder) {
        return tables.write(runs, reference, folder);
    }

    /// A small table in memory.
    private record Table(List<String> columns, List<List<@Nullable String>> rows) {
        static Table of(Path file) {
            return Sentences.keep(() -> {
                try (RowReader reader = DataFiles.open(file, ReadOptions.GUESS)) {
                    List<List<@Nullable String>> rows = new ArrayList<>();
                    for (Row row = reader.next(); row != null; row = reader.next()) {
                        rows.add(row.cells());
                    }
                    return new Table(List.copyOf(reader.columns()), rows);
                }
            });
        }

        int index(String column) {
            int at = columns.indexOf(column);
            if (at < 0)
                throw new AppException("This is not a table of gpt_annotate: it has no column \"" + column + "\".");
            return at;
        }

        int text() {
            int named = columns.indexOf(TEXT);
            return named >= 0 ? named : columns.indexOf(ID) == 0 ? 1 : 0;
        }

        String cell(int row, int column) {
            return column < rows.get(row).size() ? Objects.requireNonNullElse(rows.get(row).get(column), "") : "";
        }

        /// Whether a column holds 0 and 1 and nothing else but blanks.
        boolean binary(int column) {
            boolean some = false;
            for (int r = 0; r < rows.size(); r++) {
                String cell = cell(r, column);
                if (!cell.isEmpty() && !BINARY.contains(cell))
                    return false;
                some |= !cell.isEmpty();
            }
            return some;
        }
    }
}
