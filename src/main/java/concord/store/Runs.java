package concord.store;

import concord.model.Annotator;
import concord.model.Run;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/// Runs by SQL.
final class Runs implements RunRepository {
    private static final String COLUMNS = "select name, variable, student, labels_from, sample, folder, sha256, at, request, outcome from run ";

    private final Lanes lanes;
    private final Catalog catalog;

    Runs(Lanes lanes, Catalog catalog) {
        this.lanes = lanes;
        this.catalog = catalog;
    }

    @Override
    public List<Run> all() {
        return lanes.read(db -> db.list(COLUMNS + "order by id", Runs::run));
    }

    @Override
    public Optional<Run> byName(String name) {
        return lanes.read(db -> db.first(COLUMNS + "where name = ?", Runs::run, name));
    }

    private static Run run(ResultSet row) throws SQLException {
        return new Run(row.getString(1), row.getString(2), row.getString(3), row.getString(4), row.getString(5), row.getString(6), row
                .getString(7), Times.at(row.getLong(8)), row.getString(9), row.getString(10));
    }

    @Override
    public void save(Run run) {
        lanes.write(db -> {
            if (db.number("select count(*) from run where name = ?", run.name()) > 0)
                throw new StoreException("There is already a run \"" + run.name() + "\": choose another name.");
            catalog.ensureAnnotator(db, new Annotator.Student(run.name()), 0);
            db.update("insert into run values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", Catalog.nextId(db, "run"), run.name(), run.variable(), run
                    .student(), run.labelsFrom(), run.sample(), run.folder(), run.sha256(), Times.of(run.at()), run.request(),
                    run.outcome());
            return null;
        });
    }

    @Override
    public void delete(String name) {
        lanes.write(db -> {
            if (db.update("delete from run where name = ?", name) == 0)
                throw new StoreException("There is no run \"" + name + "\" in this project.");
            catalog.dropAnnotator(db, name, "student");
            return null;
        });
    }
}
