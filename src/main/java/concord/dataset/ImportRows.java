package concord.dataset;

import concord.model.Annotator;
import concord.model.UnitTexts;
import concord.model.request.ImportRequest;
import concord.model.result.Row;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Puts the rows of one file into the target, one by one. Not thread-safe.
final class ImportRows {
    private final Path file;
    private final String stem;
    private final ImportPlan plan;
    private final boolean byQuery;
    private final ImportTarget target;
    private final ProblemLog problems;
    private final LabelCells cells;
    private final Confidences confidences;
    private final CellNotes notes;
    private final LabelTally tally = new LabelTally();
    private final Map<String, Annotator> longAnnotators = new HashMap<>();
    /// In a long file without ids, rows with the same text are one unit.
    private final Map<String, String> keyOfText = new HashMap<>();
    private long taken;
    private long unitsAdded;
    private long repeated;
    private long ownRejected;
    private boolean prefixed;

    /// @param byQuery whether the ids of the documents come again under other queries
    ImportRows(ImportRequest request, Path file, ImportPlan plan, boolean byQuery, ImportTarget target, ProblemLog problems) {
        this.file = file;
        this.plan = plan;
        this.byQuery = byQuery;
        this.target = target;
        this.problems = problems;
        String name = file.getFileName().toString();
        stem = name.lastIndexOf('.') > 0 ? name.substring(0, name.lastIndexOf('.')) : name;
        cells = new LabelCells(request);
        confidences = new Confidences(problems);
        notes = new CellNotes(file, problems);
        plan.labels().forEach(label -> tally.know(label.annotator()));
        plan.scores().forEach(score -> tally.knowScorer(score.annotator()));
    }

    /// All records of the file so far, rejected ones included.
    long read() {
        return taken + problems.rejected() - ownRejected;
    }

    long unitsAdded() {
        return unitsAdded;
    }

    LabelTally tally() {
        return tally;
    }

    /// One label or score of a row, ready to be added.
    ///
    /// @param label  null for a score
    /// @param number the confidence of a label, or the score
    private record Entry(Annotator annotator, @Nullable String label, List<String> names, @Nullable Double number, boolean there) {}

    /// A row cannot be taken; it is named to the user.
    private static final class Refusal extends Exception {
        private final String code;

        Refusal(String code, String reason) {
            super(reason, null, false, false);
            this.code = code;
        }
    }

    void take(Row row, List<String> columns) {
        taken++;
        try {
            put(row, columns);
        } catch (Refusal e) {
            // The reader's doubt about the row, if any, is overtaken by its rejection.
            problems.takeBack(row.line(), "ragged_row");
            ownRejected++;
            problems.reject(row.line(), e.code, "Line " + row.line() + " of " + file.getFileName() + " " + e.getMessage() + ".");
        }
    }

    private void put(Row row, List<String> columns) throws Refusal {
        String text = plan.text() < 0 ? null : cell(row, plan.text());
        if (plan.text() >= 0 && text == null)
            throw new Refusal("missing_text", "has no cell for the text: complete the row");
        String key = key(row, text);
        OptionalLong known = target.find(key);
        List<Absent> absent = new ArrayList<>();
        if (known.isEmpty()) {
            if (text == null)
                throw new Refusal("unknown_unit", "labels the unit \"" + shown(key)
                        + "\", which is not in the project: import the file with the texts first");
            List<Entry> entries = entries(row, columns, OptionalLong.empty(), absent);
            long unit = target.addUnit(key, text, plan.textB() < 0 ? null : orEmpty(cell(row, plan.textB())),
                    plan.query() < 0 ? null : orEmpty(cell(row, plan.query())), metadata(row, columns));
            unitsAdded++;
            if (text.isBlank())
                problems.warn(row.line(), "empty_text",
                        "Line " + row.line() + " of " + file.getFileName() + " has an empty text; the unit \""
                                + shown(key) + "\" is imported all the same.");
            add(unit, entries, absent);
        } else {
            join(row, columns, known.getAsLong(), key, text, absent);
        }
        for (int i = 0; i < row.cells().size(); i++) {
            String cell = row.cells().get(i);
            if (cell != null && !plan.ignored().contains(i))
                notes.check(cell, columns.get(i), row.line());
        }
    }

    private void join(Row row, List<String> columns, long unit, String key, @Nullable String text, List<Absent> absent) throws Refusal {
        String other = text == null ? null : difference(unit, row, text);
        if (other != null)
            throw new Refusal("duplicate_id", "repeats the id \"" + shown(key) + "\" with another " + other + ": give it an id of its own");
        List<Entry> entries = entries(row, columns, OptionalLong.of(unit), absent);
        if (plan.longForm()) {
            // That an id comes again is how such a file is made; a label that comes again is not.
            if (entries.stream().anyMatch(Entry::there))
                problems.warn(row.line(), "duplicate_label",
                        "Line " + row.line() + " of " + file.getFileName() + " repeats a label of the unit \""
                                + shown(key) + "\" that is there already; it adds nothing.");
        } else if (text != null) {
            repeated++;
            long added = entries.stream().filter(e -> !e.there).count();
            problems.warn(row.line(), "duplicate_id", "Line " + row.line() + " of " + file.getFileName() + " repeats the id \"" + shown(key)
                    + "\" with the same text; " + (added == 0 ? "it adds nothing." : "its labels were added to that unit."));
        }
        add(unit, entries, absent);
    }

    /// Which of the texts of a row a unit has otherwise; null when they are the same. What the file has no column for is not compared.
    private @Nullable String difference(long unit, Row row, String text) {
        UnitTexts known = target.textsOf(unit);
        if (!text.equals(known.text()))
            return "text";
        if (plan.textB() >= 0 && !orEmpty(cell(row, plan.textB())).equals(orEmpty(known.textB())))
            return "second text";
        return plan.query() >= 0 && !orEmpty(cell(row, plan.query())).equals(orEmpty(known.query())) ? "query" : null;
    }

    private void add(long unit, List<Entry> entries, List<Absent> absent) {
        for (Entry e : entries) {
            tally.seen(e.annotator, e.names);
            if (e.there)
                continue;
            if (e.label != null) {
                target.addLabel(unit, e.annotator, e.label, e.number);
                tally.added(e.annotator);
            } else if (e.number != null) {
                target.addScore(unit, e.annotator, e.number);
                tally.scored(e.annotator);
            }
        }
        for (Absent a : absent) {
            tally.missing(a.annotator);
            if (a.white != null)
                problems.warn(a.line, "blank_label",
                        "Line " + a.line + " of " + file.getFileName() + " has only white space in column \"" + a.white
                                + "\"; the label is taken as missing.");
        }
    }

    /// @param white the column when the cell held white space, else null
    private record Absent(Annotator annotator, long line, @Nullable String white) {}

    private List<Entry> entries(Row row, List<String> columns, OptionalLong unit, List<Absent> absent) throws Refusal {
        if (plan.longForm()) {
            String name = cell(row, plan.longAnnotator());
            if (name == null || name.isBlank())
                throw new Refusal("no_annotator",
                        "does not say who gave the label: fill in column \"" + columns.get(plan.longAnnotator()) + "\"");
            Annotator annotator = longAnnotators.computeIfAbsent(name,
                    n -> ColumnNames.isTeacher(n) ? new Annotator.Teacher(n, null) : new Annotator.Human(n));
            Entry entry = entry(row, columns, annotator, plan.longLabel(), plan.confidence(), unit, absent);
            return entry == null ? List.of() : List.of(entry);
        }
        List<Entry> entries = new ArrayList<>(plan.labels().size());
        for (ImportPlan.LabelColumn label : plan.labels()) {
            Entry entry = entry(row, columns, label.annotator(), label.column(), label.confidence(), unit, absent);
            if (entry != null)
                entries.add(entry);
        }
        for (ImportPlan.LabelColumn score : plan.scores()) {
            Entry entry = score(row, columns.get(score.column()), score, unit, absent);
            if (entry != null)
                entries.add(entry);
        }
        return entries;
    }

    private @Nullable Entry score(Row row, String name, ImportPlan.LabelColumn column, OptionalLong unit, List<Absent> absent)
            throws Refusal {
        Annotator annotator = column.annotator();
        String raw = cell(row, column.column());
        if (raw == null || cells.missing(raw)) {
            absent.add(new Absent(annotator, row.line(), null));
            return null;
        }
        double score = Numbers.isNumber(raw.strip()) ? Double.parseDouble(raw.strip()) : Double.NaN;
        if (!Double.isFinite(score))
            throw new Refusal("bad_score", "has \"" + shown(raw) + "\" as a score in column \"" + name + "\": make it a number");
        Double before = unit.isPresent() ? target.scoreOf(unit.getAsLong(), annotator) : null;
        if (before != null && before != score)
            throw new Refusal("label_conflict", "gives the score " + raw.strip() + " of " + annotator.name()
                    + " to a unit that has " + before + " by the same; the first one stays");
        return new Entry(annotator, null, List.of(), score, before != null);
    }

    private @Nullable Entry entry(Row row, List<String> columns, Annotator annotator, int column, int confidence, OptionalLong unit,
            List<Absent> absent) throws Refusal {
        String raw = cell(row, column);
        if (raw == null || cells.missing(raw)) {
            absent.add(new Absent(annotator, row.line(), cells.whiteOnly(raw) ? columns.get(column) : null));
            return null;
        }
        LabelCells.Cell label = cells.parse(raw);
        if (label == null)
            throw new Refusal("bad_label",
                    "has a label with the control character U+001F in column \"" + columns.get(column) + "\": remove it");
        boolean there = false;
        if (unit.isPresent()) {
            String before = target.labelOf(unit.getAsLong(), annotator);
            there = label.joined().equals(before);
            if (before != null && !there)
                throw new Refusal("label_conflict", "gives the label \"" + shown(raw) + "\" of " + annotator.name()
                        + " to a unit that has \"" + shown(before.replace("\u001f", ", "))
                        + "\" by the same annotator; the first one stays");
        }
        Double sure = confidence < 0 || there ? null : confidences.parse(cell(row, confidence), columns.get(confidence), row.line());
        return new Entry(annotator, label.joined(), label.names(), sure, there);
    }

    private String key(Row row, @Nullable String text) throws Refusal {
        if (plan.id() >= 0)
            return underQuery(row, text, part(row, plan.id()));
        if (plan.queryId() >= 0)
            return part(row, plan.queryId()) + "/" + part(row, plan.documentId());
        if (plan.longForm() && text != null)
            return keyOfText.computeIfAbsent(text, t -> numbered(row, t));
        return numbered(row, text);
    }

    /// The id alone unless it comes again under other queries, in this file or the project.
    private String underQuery(Row row, @Nullable String text, String id) {
        String query = plan.queryId() >= 0 ? cell(row, plan.queryId()) : plan.query() >= 0 ? cell(row, plan.query()) : null;
        boolean ofDocument = byQuery || plan.documentId() == plan.id();
        if (!ofDocument || query == null || query.isBlank() || text != null && plan.query() < 0)
            return id;
        String both = query + "/" + id;
        for (String key : byQuery || text == null ? List.of(both, id) : List.of(id, both)) {
            OptionalLong there = target.find(key);
            if (there.isPresent() && (plan.query() < 0
                    || orEmpty(cell(row, plan.query())).equals(orEmpty(target.textsOf(there.getAsLong()).query()))))
                return key;
        }
        return byQuery || target.find(id).isPresent() ? both : id;
    }

    private String numbered(Row row, @Nullable String text) {
        String number = String.valueOf(read());
        if (!prefixed) {
            OptionalLong there = target.find(number);
            if (there.isEmpty() || text != null && difference(there.getAsLong(), row, text) == null)
                return number;
            prefixed = true;
        }
        String key = stem + "-" + number;
        for (int n = 2;; n++) {
            OptionalLong there = target.find(key);
            if (there.isEmpty() || text != null && difference(there.getAsLong(), row, text) == null)
                return key;
            key = stem + "-" + n + "-" + number;
        }
    }

    private String part(Row row, int column) throws Refusal {
        String id = cell(row, column);
        if (id == null || id.isBlank())
            throw new Refusal("no_id", "has no id: fill it in");
        return id;
    }

    private Map<String, String> metadata(Row row, List<String> columns) {
        Map<String, String> metadata = new LinkedHashMap<>();
        for (int i = 0; i < row.cells().size(); i++) {
            String cell = row.cells().get(i);
            if (cell != null && !cell.isEmpty() && plan.metadata(i))
                metadata.put(columns.get(i), cell);
        }
        return metadata;
    }

    /// Says what concerns the file as a whole.
    void finish() {
        if (repeated > 0)
            problems.warn(0, "metadata_kept", repeated + (repeated == 1 ? " row belongs to a unit" : " rows belong to units")
                    + " that were there before; the other columns of such rows were not taken over.");
        tally.warn(problems);
    }

    private static @Nullable String cell(Row row, int column) {
        return column < row.cells().size() ? row.cells().get(column) : null;
    }

    private static String orEmpty(@Nullable String s) {
        return s == null ? "" : s;
    }

    private static String shown(String s) {
        return s.length() > 60 ? s.substring(0, 60) + "…" : s;
    }
}
