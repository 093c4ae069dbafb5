package concord.store;

import concord.job.JobState;
import concord.model.JobRecord;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Jobs by SQL; progress that is not written yet is laid over what the file says.
final class Jobs implements JobRepository {
    private static final long WRITE_EVERY_NANOS = 1_000_000_000L;
    /// States from which a job can go on.
    private static final Set<String> BROKEN_OFF = Set.of(JobState.FAILED.key(), JobState.CANCELLED.key(), JobState.INTERRUPTED.key());
    private static final String COLUMNS = "select id, kind, title, request, state, done, total, phase, started, ended, error, resumable from job ";

    private final Lanes lanes;
    private final Map<Long, Live> live = new ConcurrentHashMap<>();

    private record Live(long done, long total, String phase, long written) {}

    Jobs(Lanes lanes) {
        this.lanes = lanes;
    }

    @Override
    public long create(String kind, String title, String requestJson, boolean resumable) {
        return lanes.write(db -> {
            long id = db.number("select max(id) from job") + 1;
            db.update("insert into job values (?, ?, ?, ?, 'queued', 0, 0, '', null, null, null, ?)", id, kind, title, requestJson,
                    resumable);
            return id;
        });
    }

    @Override
    public void progress(long job, long done, long total, String phase) {
        long now = System.nanoTime();
        Live before = live.get(job);
        boolean due = before == null || now - before.written() >= WRITE_EVERY_NANOS;
        live.put(job, new Live(done, total, phase, due || before == null ? now : before.written()));
        if (due)
            lanes.write(db -> write(db, job, done, total, phase));
    }

    private static int write(Db db, long job, long done, long total, String phase) throws SQLException {
        return db.update("update job set done = ?, total = ?, phase = ? where id = ?", done, total, phase, job);
    }

    @Override
    public void state(long job, String state, @Nullable String error) {
        Live latest = live.get(job);
        boolean over = !state.equals("running") && !state.equals("queued");
        lanes.write(db -> {
            if (latest != null)
                write(db, job, latest.done(), latest.total(), latest.phase());
            long now = Times.now();
            if (over)
                return db.update("update job set state = ?, error = ?, ended = ? where id = ?", state, error, now, job);
            return db.update("update job set state = ?, error = ?, ended = null, started = coalesce(started, ?) where id = ?", state, error,
                    state.equals("running") ? now : null, job);
        });
        if (over)
            live.remove(job);
    }

    @Override
    public void log(long job, String message) {
        lanes.write(db -> db.update("insert into job_log (job, at, message) values (?, ?, ?)", job, Times.now(), message));
    }

    @Override
    public List<String> logs(long job) {
        return lanes.read(db -> db.list("select message from job_log where job = ? order by id", row -> row.getString(1), job));
    }

    @Override
    public List<JobRecord> all() {
        return lanes.read(db -> db.list(COLUMNS + "order by id", this::job));
    }

    @Override
    public Optional<JobRecord> byId(long id) {
        return lanes.read(db -> db.first(COLUMNS + "where id = ?", this::job, id));
    }

    private JobRecord job(ResultSet row) throws SQLException {
        long id = row.getLong(1);
        Live latest = live.get(id);
        return new JobRecord(id, row.getString(2), row.getString(3), row.getString(4), row.getString(5), latest == null
                ? row.getLong(6)
                : latest.done(), latest == null ? row.getLong(7) : latest.total(), latest == null ? row.getString(8) : latest.phase(),
                Times
                        .orNull(row.getObject(9)),
                Times.orNull(row.getObject(10)), row.getString(11),
                row.getBoolean(12) && BROKEN_OFF.contains(row.getString(5)));
    }
}
