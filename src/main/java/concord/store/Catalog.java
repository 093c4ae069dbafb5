package concord.store;

import concord.model.Annotator;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// The small dictionaries of a project in memory: annotators, variables, label spellings, series, and what is visible.
///
/// Reads come from any thread; methods that take a [Db] run on the writer, and those that say so commit by themselves, so that memory never
/// knows a name which a later rollback takes off the file.
final class Catalog {
    private final Map<String, Known> annotators = new ConcurrentHashMap<>();
    private final Map<String, Integer> variables = new ConcurrentHashMap<>();
    private final Map<String, Integer> labels = new ConcurrentHashMap<>();
    private final Map<Integer, String> labelNames = new ConcurrentHashMap<>();
    private final Queue<Integer> unsavedLabels = new ConcurrentLinkedQueue<>();
    private final AtomicInteger lastLabel = new AtomicInteger();
    private final Map<Integer, Series> series = new ConcurrentHashMap<>();
    private final Map<Integer, Integer> codebookOfImport = new ConcurrentHashMap<>();
    private volatile Visible visible = new Visible(0, 0, true);

    /// @param origin the import that made the annotator, 0 for none
    record Known(int id, Annotator annotator, int origin) {}

    Catalog(Db db) throws SQLException {
        db.each("select id, name, kind, model, origin from annotator",
                row -> annotators.put(row.getString(2),
                        new Known(row.getInt(1), annotator(row.getString(2), row.getString(3), row.getString(
                                4)), row.getInt(5))));
        db.each("select id, name from variable_name", row -> variables.put(row.getString(2), row.getInt(1)));
        db.each("select id, name from label_name", row -> remember(row.getInt(1), row.getString(2)));
        labelNames.keySet().stream().max(Comparator.naturalOrder()).ifPresent(lastLabel::set);
        db.each("select id, variable, annotator, seen_llm, in_force from series", row -> {
            Series one = new Series(row.getInt(1), name(variables, row.getInt(2)), annotatorName(row.getInt(3)), row.getBoolean(4));
            if (row.getBoolean(5))
                series.put(one.id(), one);
        });
        db.each("select id, codebook_version from import where committed", row -> codebookOfImport.put(row.getInt(1), row.getInt(2)));
        long lastUnit = db.number("select max(last_unit) from import where committed");
        visible = new Visible(lastUnit, codebookOfImport.keySet().stream().max(Comparator.naturalOrder()).orElse(0),
                db.number("select count(*) from unit") == lastUnit && db.number("select max(id) from unit") == lastUnit);
    }

    private static Annotator annotator(String name, String kind, @Nullable String model) {
        return switch (kind) {
            case "teacher" -> new Annotator.Teacher(name, model);
            case "student" -> new Annotator.Student(name);
            default -> new Annotator.Human(name);
        };
    }

    private static String name(Map<String, Integer> names, int id) {
        return names.entrySet().stream().filter(e -> e.getValue() == id).map(Map.Entry::getKey).findFirst().orElse("?" + id);
    }

    private String annotatorName(int id) {
        return annotators.values().stream().filter(k -> k.id() == id).map(k -> k.annotator().name()).findFirst().orElse("?" + id);
    }

    Visible visible() {
        return visible;
    }

    /// Makes a committed import visible.
    void show(int importId, long lastUnit, int codebookVersion) {
        codebookOfImport.put(importId, codebookVersion);
        visible = new Visible(lastUnit, importId, visible.gapless());
    }

    /// The version under which a row was labelled; rows of an import say 0 and take the version the import made.
    int codebookVersion(int stored, int origin) {
        return stored == 0 && origin > 0 ? codebookOfImport.getOrDefault(origin, 0) : stored;
    }

    List<Annotator> annotators() {
        Visible now = visible;
        return annotators.values().stream().filter(k -> now.origin(k.origin())).sorted(Comparator.comparingInt(Known::id)).map(
                Known::annotator).toList();
    }

    Optional<Known> annotator(String name) {
        return Optional.ofNullable(annotators.get(name)).filter(k -> visible.origin(k.origin()));
    }

    /// Makes the annotator when there is none of this name, takes over one of an import in progress, and adds the model when it was unknown.
    /// Commits.
    ///
    /// @param origin the import in progress, 0 for none
    Known ensureAnnotator(Db db, Annotator wanted, int origin) throws SQLException {
        Known known = annotators.get(wanted.name());
        if (known == null) {
            int id = nextId(db, "annotator");
            known = new Known(id, wanted, origin);
            db.update("insert into annotator values (?, ?, ?, ?, ?)", id, wanted.name(), wanted.kind(), model(wanted), origin);
        } else {
            if (!known.annotator().kind().equals(wanted.kind()))
                throw new StoreException(
                        "\"" + wanted.name() + "\" is already a " + known.annotator().kind() + " in this project, not a " + wanted
                                .kind() + ": choose another name.");
            boolean adopt = origin == 0 && known.origin() != 0;
            boolean learn = model(known.annotator()) == null && model(wanted) != null;
            if (!adopt && !learn)
                return known;
            known = new Known(known.id(), learn ? wanted : known.annotator(), adopt ? 0 : known.origin());
            db.update("update annotator set model = ?, origin = ? where id = ?", model(known.annotator()), known.origin(), known.id());
        }
        db.commit();
        annotators.put(wanted.name(), known);
        return known;
    }

    private static @Nullable String model(Annotator annotator) {
        return annotator instanceof Annotator.Teacher(var _, var model) ? model : null;
    }

    /// Forgets annotators that only an import taken back had brought. The rows are the caller's to delete.
    void forgetAnnotators(int origin) {
        annotators.values().removeIf(k -> k.origin() == origin);
        series.values().removeIf(s -> !annotators.containsKey(s.annotator()));
    }

    /// Takes an annotator that is no person away with all its labels. Commits on the way: what a kill leaves is cleared at the next opening.
    void dropAnnotator(Db db, String name, String kind) throws SQLException {
        List<Integer> dead = db.list("""
                select series.id from series join annotator on annotator.id = series.annotator
                where annotator.name = ? and annotator.kind = ?""", row -> row.getInt(1), name, kind);
        for (int one : dead) {
            db.update("update series set in_force = false where id = ?", one);
        }
        db.commit();
        forgetAnnotator(name);
        for (int one : dead) {
            Leftovers.series(db, one);
        }
        db.update("delete from annotator where name = ? and kind = ?", name, kind);
    }

    private void forgetAnnotator(String name) {
        annotators.remove(name);
        series.values().removeIf(s -> s.annotator().equals(name));
    }

    /// Number of the variable's name, made when new. Commits.
    int ensureVariable(Db db, String variable) throws SQLException {
        Integer known = variables.get(variable);
        if (known != null)
            return known;
        int id = nextId(db, "variable_name");
        db.update("insert into variable_name values (?, ?)", id, variable);
        db.commit();
        variables.put(variable, id);
        return id;
    }

    Optional<Integer> variable(String name) {
        return Optional.ofNullable(variables.get(name));
    }

    String variableName(int id) {
        return name(variables, id);
    }

    /// The series in force, made when there is none. Commits.
    Series ensureSeries(Db db, String variable, Known annotator, boolean seenLlm) throws SQLException {
        Optional<Series> known = series(variable, annotator.annotator().name(), seenLlm);
        if (known.isPresent())
            return known.get();
        Series made = newSeries(db, variable, annotator, seenLlm, true);
        db.commit();
        series.put(made.id(), made);
        return made;
    }

    /// A series that nobody sees before [#replace(Series, Series)].
    Series hiddenSeries(Db db, String variable, Known annotator) throws SQLException {
        return newSeries(db, variable, annotator, false, false);
    }

    private Series newSeries(Db db, String variable, Known annotator, boolean seenLlm, boolean inForce) throws SQLException {
        int variableId = ensureVariable(db, variable);
        Series made = new Series(nextId(db, "series"), variable, annotator.annotator().name(), seenLlm);
        db.update("insert into series values (?, ?, ?, ?, ?, 0)", made.id(), variableId, annotator.id(), seenLlm, inForce);
        return made;
    }

    /// Takes one series out of sight and another in; the rows say so already.
    void replace(@Nullable Series old, Series next) {
        series.put(next.id(), next);
        if (old != null)
            series.remove(old.id());
    }

    Optional<Series> series(String variable, String annotator, boolean seenLlm) {
        return series.values().stream()
                .filter(s -> s.seenLlm() == seenLlm && s.annotator().equals(annotator) && s.variable().equals(variable))
                .findFirst();
    }

    /// All series in force, of a variable and an annotator when not null, by id.
    List<Series> series(@Nullable String variable, @Nullable String annotator) {
        return series.values().stream().filter(s -> variable == null || s.variable().equals(variable))
                .filter(s -> annotator == null || s.annotator().equals(annotator)).filter(s -> annotator(s.annotator()).isPresent())
                .sorted(Comparator.comparingInt(Series::id)).toList();
    }

    /// The number of a label's spelling; a new one is written by the next [#saveLabels(Db)].
    int labelId(String label) {
        return labels.computeIfAbsent(label, name -> {
            int id = lastLabel.incrementAndGet();
            labelNames.put(id, name);
            unsavedLabels.add(id);
            return id;
        });
    }

    @Nullable
    String label(int id) {
        return id == 0 ? null : labelNames.get(id);
    }

    /// Writes new spellings. Commits when there were any.
    void saveLabels(Db db) throws SQLException {
        if (unsavedLabels.isEmpty())
            return;
        List<Integer> batch = List.copyOf(unsavedLabels);
        for (int id : batch) {
            db.update("merge into label_name key (id) values (?, ?)", id, labelNames.get(id));
        }
        db.commit();
        unsavedLabels.removeAll(new java.util.HashSet<>(batch));
    }

    private void remember(int id, String label) {
        labels.put(label, id);
        labelNames.put(id, label);
    }

    static int nextId(Db db, String table) throws SQLException {
        return (int) db.number("select max(id) from " + table) + 1;
    }
}
