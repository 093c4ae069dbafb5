package concord.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;

/// The scripts that bring a project file to the newest schema; the script at index n makes version n + 1.
///
/// Definitions of tables cannot be rolled back, so a script must bear being run again over a half-done run of itself.
record Migrations(List<String> scripts) {
    static final Migrations ALL = new Migrations(List.of("db/V001__project.sql", "db/V002__teaching.sql", "db/V003__study.sql"));

    Migrations {
        scripts = List.copyOf(scripts);
    }

    int newest() {
        return scripts.size();
    }

    /// The version of the open file, 0 for a new one; -1 when the database is not ours.
    static int version(Db db) throws SQLException {
        if (db.number(
                "select count(*) from information_schema.tables where table_schema = 'PUBLIC' and table_name = 'CONCORD_SCHEMA'") == 0)
            return db.number("select count(*) from information_schema.tables where table_schema = 'PUBLIC'") == 0 ? 0 : -1;
        return (int) db.number("select max(version) from concord_schema");
    }

    void migrate(Db db, int from) throws SQLException {
        db.execute("create table if not exists concord_schema (version int primary key, script varchar not null, at bigint not null)");
        for (int version = from + 1; version <= newest(); version++) {
            String script = scripts.get(version - 1);
            for (String statement : statements(read(script))) {
                db.execute(statement);
            }
            db.update("insert into concord_schema values (?, ?, ?)", version, script, Times.now());
            db.commit();
        }
    }

    /// Splits at semicolons that end a line.
    private static List<String> statements(String sql) {
        return Arrays.stream(sql.split(";\\s*(\\R|$)")).map(String::strip).filter(s -> !s.isEmpty()).toList();
    }

    private static String read(String script) {
        try (InputStream in = Migrations.class.getClassLoader().getResourceAsStream(script)) {
            if (in == null)
                throw new StoreException("The program is incomplete: its file " + script + " is missing. Install it again.");
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new StoreException("The program's file " + script + " cannot be read: install the program again.", e);
        }
    }
}
