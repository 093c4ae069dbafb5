package concord.dataset;

import concord.model.Annotator;
import concord.model.ColumnRole;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Which column gives what, by position; -1 where no column does.
///
/// @param queryId    with `documentId` the two parts of a ranking unit's key where no column is the id; beside an id it tells apart the units
///                   of a document that stands under several queries
/// @param documentId equal to `id` where the id is by its name that of a document
/// @param labels     the label columns of a wide file, in file order
/// @param scores     the columns of a wide file that order documents by numbers, in file order
/// @param confidence in a long file: of the row's label
record ImportPlan(int id, int queryId, int documentId, int text, int textB, int query, List<LabelColumn> labels,
        List<LabelColumn> scores, int longAnnotator, int longLabel, int confidence, Set<Integer> ignored, Set<Integer> used) {

    /// @param confidence column of its confidences, or -1
    record LabelColumn(Annotator annotator, int column, int confidence) {}

    boolean longForm() {
        return longLabel >= 0;
    }

    /// Whether a column is kept with the unit under its own name.
    boolean metadata(int column) {
        return !used.contains(column) && !ignored.contains(column);
    }

    /// @param roles columns not named are metadata
    /// @throws DatasetException when the roles do not fit the file or each other
    static ImportPlan of(Path file, List<String> columns, Map<String, ColumnRole> roles, boolean longForm) {
        return new Builder(file, columns).build(roles, longForm);
    }

    private static final class Builder {
        private final Path file;
        private final List<String> columns;
        private final Map<Class<?>, Integer> single = new HashMap<>();
        private final Map<String, Annotator> annotators = new LinkedHashMap<>();
        private final Map<String, Integer> labelColumns = new HashMap<>();
        private final Set<String> scorers = new HashSet<>();
        private final Map<String, Integer> confidences = new LinkedHashMap<>();
        private final Set<Integer> ignored = new HashSet<>();
        private final Set<Integer> used = new HashSet<>();

        Builder(Path file, List<String> columns) {
            this.file = file;
            this.columns = columns;
        }

        ImportPlan build(Map<String, ColumnRole> roles, boolean longForm) {
            for (String name : roles.keySet()) {
                if (!columns.contains(name))
                    throw new DatasetException(
                            "There is no column \"" + name + "\" in " + file.getFileName() + "; it has " + listed() + ".");
            }
            for (int i = 0; i < columns.size(); i++) {
                ColumnRole role = roles.get(columns.get(i));
                if (role != null)
                    take(i, role);
            }
            if (longForm)
                needLong();
            int text = both(ColumnRole.Document.class, ColumnRole.Text.class);
            if (at(ColumnRole.TextB.class) >= 0 && text < 0)
                throw fault("a second text column but no first one: name the text column");
            int id = at(ColumnRole.Id.class);
            int queryId = named(ColumnNames.QUERY_ID);
            boolean ofDocument = id >= 0 && ColumnNames.DOCUMENT_ID.contains(ColumnNames.plain(columns.get(id)));
            int documentId = id < 0 ? named(ColumnNames.DOCUMENT_ID) : ofDocument ? id : -1;
            boolean pair = queryId >= 0 && (documentId >= 0 || id >= 0);
            boolean labelled = longForm || !annotators.isEmpty();
            if (text < 0 && (!labelled || id < 0 && !pair))
                throw fault("no text column: name the column that holds the texts"
                        + (labelled ? ", or name the id column to add labels to units that are in the project already" : ""));
            return new ImportPlan(id, pair ? queryId : -1, documentId, text, at(ColumnRole.TextB.class),
                    at(ColumnRole.Query.class), longForm ? List.of() : labels(false),
                    longForm ? List.of() : labels(true), longForm ? at(ColumnRole.LongAnnotator.class) : -1,
                    longForm ? at(ColumnRole.LongLabel.class) : -1, longForm ? longConfidence() : -1, ignored, used);
        }

        private void take(int column, ColumnRole role) {
            switch (role) {
                case ColumnRole.Id _,ColumnRole.Text _,ColumnRole.TextB _,ColumnRole.Query _,ColumnRole.Document _,ColumnRole.LongAnnotator _,ColumnRole.LongLabel _ -> {
                    Integer other = single.put(role.getClass(), column);
                    if (other != null)
                        throw fault(
                                "\"" + columns.get(other) + "\" and \"" + columns.get(column) + "\" for the same role: choose one of them");
                    used.add(column);
                }
                case ColumnRole.HumanLabel(var name) -> annotator(column, new Annotator.Human(name));
                case ColumnRole.TeacherLabel(var name) -> annotator(column, new Annotator.Teacher(name, null));
                case ColumnRole.Score(var name) -> {
                    annotator(column, new Annotator.Teacher(name, null));
                    scorers.add(name);
                }
                case ColumnRole.Confidence(var name) -> {
                    if (confidences.put(name, column) != null)
                        throw fault("two columns for the confidence of " + name + ": choose one of them");
                    used.add(column);
                }
                case ColumnRole.Ignored _ -> ignored.add(column);
                case ColumnRole.Metadata _ -> {
                }
            }
        }

        private void annotator(int column, Annotator annotator) {
            if (annotator.name().isBlank())
                throw fault("a label column \"" + columns.get(column) + "\" without the name of an annotator: give one");
            if (annotators.put(annotator.name(), annotator) != null)
                throw fault("two label columns for the annotator \"" + annotator.name() + "\": give one of them another name");
            labelColumns.put(annotator.name(), column);
            used.add(column);
        }

        private void needLong() {
            if (at(ColumnRole.LongAnnotator.class) < 0 || at(ColumnRole.LongLabel.class) < 0)
                throw fault("one row a label, so name the column of the annotators and the column of the labels");
            if (!annotators.isEmpty())
                throw fault(
                        "one row a label, so it cannot have the label column of one annotator (\"" + annotators.keySet().iterator().next()
                                + "\") as well");
        }

        private List<LabelColumn> labels(boolean scores) {
            List<LabelColumn> labels = new ArrayList<>();
            for (String name : confidences.keySet()) {
                if (!annotators.containsKey(name) || scorers.contains(name))
                    throw fault("confidences of \"" + name + "\" but no label column of that annotator: name it");
            }
            annotators.forEach((name, annotator) -> {
                if (scorers.contains(name) == scores)
                    labels.add(new LabelColumn(annotator, labelColumns.getOrDefault(name, -1), confidences.getOrDefault(name, -1)));
            });
            return List.copyOf(labels);
        }

        private int longConfidence() {
            if (confidences.size() > 1)
                throw fault("one row a label, so it can have one confidence column: choose it");
            return confidences.values().stream().findFirst().orElse(-1);
        }

        private int both(Class<?> first, Class<?> second) {
            int a = at(first);
            int b = at(second);
            if (a >= 0 && b >= 0)
                throw fault("both a document and a text column: choose one of them");
            return Math.max(a, b);
        }

        private int at(Class<?> role) {
            return single.getOrDefault(role, -1);
        }

        /// A column that is kept as metadata all the same, so that units can be grouped by it.
        private int named(List<String> names) {
            for (int i = 0; i < columns.size(); i++) {
                if (!used.contains(i) && names.contains(ColumnNames.plain(columns.get(i))))
                    return i;
            }
            return -1;
        }

        private DatasetException fault(String what) {
            return new DatasetException(file.getFileName() + " has " + what + "; its columns are " + listed() + ".");
        }

        private @Nullable String listed() {
            String all = columns.stream().limit(40).map(c -> "\"" + c + "\"").collect(Collectors.joining(", "));
            return columns.size() > 40 ? all + " and " + (columns.size() - 40) + " more" : all;
        }
    }
}
