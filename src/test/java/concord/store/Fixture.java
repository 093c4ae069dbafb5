package concord.store;

import concord.model.Annotation;
import concord.model.Annotator;
import concord.model.Label;
import concord.model.Variable;
import concord.model.VariableKind;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Small projects for the tests of this room.
final class Fixture {
    static final Annotator.Human ANNA = new Annotator.Human("anna");
    static final Annotator.Human BEN = new Annotator.Human("ben");
    static final Annotator.Teacher GPT = new Annotator.Teacher("gpt", null);
    static final String TOPIC = "topic";

    private Fixture() {
    }

    static Variable topic(String... labels) {
        var made = new java.util.ArrayList<Label>();
        for (String label : labels) {
            made.add(Label.named(label, made.size()));
        }
        return new Variable(TOPIC, VariableKind.SINGLE, "What is it about?", "", made);
    }

    static ProjectStore create(Path folder) {
        return ProjectStore.create(folder.resolve("p.mv.db"), List.of(topic("a", "b", "c")), "anna");
    }

    static ProjectStore open(Path folder) {
        return ProjectStore.open(folder.resolve("p.mv.db"), folder.resolve("backups"));
    }

    /// Units u1 .. un with a label of the LLM each: a and b by turns.
    static void fill(ProjectStore store, int units) {
        try (ImportWriter writer = store.units().beginImport("file.csv", "{}")) {
            for (int i = 1; i <= units; i++) {
                long unit = writer.addUnit("u" + i, "Text number " + i, null, null, Map.of("year", "" + (2000 + i % 3)));
                writer.addLabel(unit, GPT, TOPIC, i % 2 == 0 ? "b" : "a", 0.5);
            }
            writer.commit(null, null, "anna");
        }
    }

    static Annotation label(long unit, String annotator, @Nullable String label) {
        return new Annotation(unit, TOPIC, annotator, label, null, Map.of(), label == null, false, "", false, Instant.now(), 1, 1500);
    }

    /// The labels of an annotator by unit, as "unit=label".
    static List<String> labels(ProjectStore store, String annotator) {
        var column = store.annotations().column(TOPIC, annotator, false);
        var found = new java.util.ArrayList<String>();
        for (int i = 0; i < column.units().length; i++) {
            found.add(column.units()[i] + "=" + column.labels()[i]);
        }
        return found;
    }

    /// Changes a closed project behind the store's back.
    static void sql(Path folder, String... statements) throws SQLException {
        try (Connection connection = new ProjectFile(folder.resolve("p.mv.db")).connect()) {
            Db db = new Db(connection);
            for (String statement : statements) {
                db.execute(statement);
            }
        }
    }

    static long number(Path folder, String sql) throws SQLException {
        try (Connection connection = new ProjectFile(folder.resolve("p.mv.db")).connect()) {
            return new Db(connection).number(sql);
        }
    }
}
