package concord.store;

import concord.model.Sample;
import concord.model.SampleMember;
import concord.model.SampleStrategy;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Samples by SQL. Members are written first and count only once the sample's own row is there.
final class Samples implements SampleRepository {
    private static final int BATCH = 5_000;
    private static final String COLUMNS = "select name, strategy, seed, frame, size, rule, at, id from sample ";

    private final Lanes lanes;

    Samples(Lanes lanes) {
        this.lanes = lanes;
    }

    @Override
    public List<Sample> all() {
        return lanes.read(db -> db.list(COLUMNS + "order by id", Samples::sample));
    }

    @Override
    public Optional<Sample> byName(String name) {
        return lanes.read(db -> db.first(COLUMNS + "where name = ?", Samples::sample, name));
    }

    private static Sample sample(ResultSet row) throws SQLException {
        return new Sample(row.getString(1), SampleStrategy.valueOf(row.getString(2).replace('-', '_').toUpperCase(Locale.ROOT)),
                row.getLong(
                        3),
                row.getInt(4), row.getInt(5), row.getString(6), Times.at(row.getLong(7)));
    }

    @Override
    public List<SampleMember> members(String name) {
        return lanes.read(db -> {
            var id = db.firstNumber("select id from sample where name = ?", name);
            if (id.isEmpty())
                throw new StoreException("There is no sample \"" + name + "\" in this project.");
            int sample = (int) id.getAsLong();
            return db.list("select unit, probability from sample_member where id between ? and ? order by id", row -> new SampleMember(row
                    .getLong(1), row.getDouble(2)), Packed.of(sample, 0), Packed.last(sample));
        });
    }

    @Override
    public void save(Sample sample, List<SampleMember> members) {
        lanes.write(db -> {
            requireFree(db, sample.name());
            int id = writeMembers(db, members);
            insert(db, id, sample);
            return null;
        });
    }

    static void requireFree(Db db, String name) throws SQLException {
        if (db.number("select count(*) from sample where name = ?", name) > 0)
            throw new StoreException("There is already a sample \"" + name + "\": choose another name.");
    }

    /// Writes members in small transactions under the next free number.
    static int writeMembers(Db db, List<SampleMember> members) throws SQLException {
        int id = Catalog.nextId(db, "sample");
        db.update("delete from sample_member where id >= ?", Packed.of(id, 0));
        PreparedStatement insert = db.prepare("insert into sample_member values (?, ?, ?)");
        for (int i = 0; i < members.size(); i++) {
            SampleMember member = members.get(i);
            insert.setLong(1, Packed.of(id, i));
            insert.setLong(2, member.unit());
            insert.setDouble(3, member.probability());
            insert.addBatch();
            if (i % BATCH == BATCH - 1 || i == members.size() - 1) {
                insert.executeBatch();
                db.commit();
            }
        }
        return id;
    }

    static void insert(Db db, int id, Sample sample) throws SQLException {
        db.update("insert into sample values (?, ?, ?, ?, ?, ?, ?, ?)", id, sample.name(), sample.strategy().key(), sample.seed(), sample
                .frame(), sample.size(), sample.rule(), Times.of(sample.at()));
    }
}
