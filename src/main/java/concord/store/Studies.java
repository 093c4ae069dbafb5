package concord.store;

import concord.model.Study;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Studies by SQL.
final class Studies implements StudyRepository {
    private static final String COLUMNS = "select name, kind, at, request from study ";
    private final Lanes lanes;

    Studies(Lanes lanes) {
        this.lanes = lanes;
    }

    @Override
    public List<Study> all() {
        return lanes.read(db -> db.list(COLUMNS + "order by id", Studies::study));
    }

    @Override
    public Optional<Study> byName(String name) {
        return lanes.read(db -> db.first(COLUMNS + "where name = ?", Studies::study, name));
    }

    private static Study study(ResultSet row) throws SQLException {
        return new Study(row.getString(1), row.getString(2), Times.at(row.getLong(3)), row.getString(4));
    }

    @Override
    public void begin(Study study) {
        lanes.write(db -> {
            if (db.number("select count(*) from study where name = ?", study.name()) > 0)
                throw new StoreException("There is already a study \"" + study.name() + "\": choose another name.");
            return db.update("insert into study values (?, ?, ?, ?, ?)", Catalog.nextId(db, "study"), study.name(), study.kind(),
                    Times.of(study.at()), study.request());
        });
    }

    @Override
    public void put(String study, String part, String content) {
        lanes.write(db -> {
            int id = number(db, study);
            if (db.update("update study_part set content = ?, at = ? where study = ? and part = ?", content, Times.now(), id, part) > 0)
                return 1;
            return db.update("insert into study_part values (?, ?, ?, ?, ?)", db.number("select max(id) from study_part") + 1, id, part,
                    content, Times.now());
        });
    }

    private static int number(Db db, String study) throws SQLException {
        var id = db.firstNumber("select id from study where name = ?", study);
        if (id.isEmpty())
            throw new StoreException("There is no study \"" + study + "\" in this project.");
        return (int) id.getAsLong();
    }

    @Override
    public Map<String, String> parts(String study) {
        return lanes.read(db -> {
            Map<String, String> parts = new LinkedHashMap<>();
            db.each("select part, content from study_part where study = ? order by id",
                    row -> parts.put(row.getString(1), row.getString(2)), number(db, study));
            return parts;
        });
    }

    @Override
    public void delete(String name) {
        lanes.write(db -> {
            int id = number(db, name);
            db.update("delete from study_part where study = ?", id);
            return db.update("delete from study where id = ?", id);
        });
    }

    @Override
    public void look(String sample, String study, Instant at) {
        lanes.write(db -> db.number("select count(*) from test_look where sample = ? and study = ?", sample, study) > 0
                ? 0
                : db.update("insert into test_look values (?, ?, ?)", sample, study, Times.of(at)));
    }

    @Override
    public Map<String, Instant> looks(String sample) {
        return lanes.read(db -> {
            Map<String, Instant> looks = new LinkedHashMap<>();
            db.each("select study, at from test_look where sample = ? order by at, study",
                    row -> looks.put(row.getString(1), Times.at(row.getLong(2))), sample);
            return looks;
        });
    }
}
