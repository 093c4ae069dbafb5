package concord.store;

import concord.model.Annotator;
import concord.model.CallStatus;
import concord.model.TeacherCall;
import concord.model.Teaching;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Teaching runs and their calls by SQL.
final class Teachings implements TeachingRepository {
    private static final int PAGE = 1_000;
    private static final String EXAMPLE_SEPARATOR = "\u001f";
    private static final String COLUMNS = "select name, variable, teacher, codebook_version, at, request, summary from teaching ";
    private static final String CALLS = """
            select c.id, t.name, c.unit, c.repeat, c.attempt, p.system_message, p.user_message, c.codebook_version, c.provider,
            c.requested_model, c.returned_model, c.fingerprint, c.temperature, c.seed, c.examples, c.started, c.ended, c.tokens_in,
            c.tokens_out, c.cost, c.http_status, c.raw, c.status, c.label, c.reason, c.confidence
            from teacher_call c join teaching t on t.id = c.teaching join prompt p on p.id = c.prompt where c.teaching = ?""";

    private final Lanes lanes;
    private final Catalog catalog;

    Teachings(Lanes lanes, Catalog catalog) {
        this.lanes = lanes;
        this.catalog = catalog;
    }

    @Override
    public List<Teaching> all() {
        return lanes.read(db -> db.list(COLUMNS + "order by id", Teachings::teaching));
    }

    @Override
    public Optional<Teaching> byName(String name) {
        return lanes.read(db -> db.first(COLUMNS + "where name = ?", Teachings::teaching, name));
    }

    private static Teaching teaching(ResultSet row) throws SQLException {
        return new Teaching(row.getString(1), row.getString(2), row.getString(3), row.getInt(4), Times.at(row.getLong(5)), row.getString(6),
                row.getString(7));
    }

    @Override
    public void begin(Teaching teaching) {
        lanes.write(db -> {
            if (db.number("select count(*) from teaching where name = ?", teaching.name()) > 0)
                throw new StoreException("There is already a teaching run \"" + teaching.name() + "\": choose another name.");
            String model = teaching.teacher().substring(teaching.teacher().indexOf(':') + 1);
            catalog.ensureAnnotator(db, new Annotator.Teacher(teaching.name(), model), 0);
            return db.update("insert into teaching values (?, ?, ?, ?, ?, ?, ?, ?)", Catalog.nextId(db, "teaching"), teaching.name(),
                    teaching.variable(), teaching.teacher(), teaching.codebookVersion(), Times.of(teaching.at()), teaching.request(),
                    teaching.summary());
        });
    }

    @Override
    public void summarise(String name, @Nullable String summary) {
        lanes.write(db -> db.update("update teaching set summary = ? where name = ?", summary, name));
    }

    @Override
    public void append(Collection<TeacherCall> calls) {
        if (!calls.isEmpty())
            lanes.write(db -> add(db, calls));
    }

    private static int add(Db db, Collection<TeacherCall> calls) throws SQLException {
        long id = db.number("select max(id) from teacher_call");
        Map<String, Integer> runs = new LinkedHashMap<>();
        PreparedStatement insert = db
                .prepare("insert into teacher_call values (" + String.join(", ", java.util.Collections.nCopies(25, "?")) + ")");
        for (TeacherCall call : calls) {
            Integer run = runs.get(call.run());
            if (run == null) {
                run = number(db, call.run());
                runs.put(call.run(), run);
            }
            bind(insert, ++id, run, prompt(db, call.system(), call.user()), call);
            insert.addBatch();
        }
        insert.executeBatch();
        return calls.size();
    }

    private static void bind(PreparedStatement to, long id, int run, long prompt, TeacherCall call) throws SQLException {
        List<@Nullable Object> values = new ArrayList<>(Arrays.asList(id, run, call.unit(), call.repeat(), call.attempt(), prompt,
                call.codebookVersion(), call.provider(), call.requestedModel(), call.returnedModel(), call.fingerprint(),
                call.temperature(), call.seed(), String.join(EXAMPLE_SEPARATOR, call.examples()), Times.of(call.start()),
                Times.of(call.end()), call.tokensIn(), call.tokensOut(), call.cost(), call.httpStatus(), call.raw(), call.status().key(),
                call.label(), call.reason(), call.confidence()));
        for (int i = 0; i < values.size(); i++) {
            to.setObject(i + 1, values.get(i));
        }
    }

    private static int number(Db db, String teaching) throws SQLException {
        var id = db.firstNumber("select id from teaching where name = ?", teaching);
        if (id.isEmpty())
            throw new StoreException("There is no teaching run \"" + teaching + "\" in this project.");
        return (int) id.getAsLong();
    }

    private static long prompt(Db db, String system, String user) throws SQLException {
        String sha = sha256(system + "\u0000" + user);
        var known = db.firstNumber("select id from prompt where sha256 = ?", sha);
        if (known.isPresent())
            return known.getAsLong();
        long id = db.number("select max(id) from prompt") + 1;
        db.update("insert into prompt values (?, ?, ?, ?)", id, sha, system, user);
        return id;
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }

    @Override
    public List<State> states(String teaching) {
        return lanes.read(db -> db.list("""
                select unit, repeat, status, label, reason, confidence from teacher_call c where teaching = ? and not exists
                (select 1 from teacher_call later where later.teaching = c.teaching and later.unit = c.unit and later.repeat = c.repeat
                and later.id > c.id) order by unit, repeat""",
                row -> new State(row.getLong(1), row.getInt(2), CallStatus.of(row.getString(3)), row.getString(4), row.getString(5),
                        row.getObject(6, Double.class)),
                number(db, teaching)));
    }

    @Override
    public Totals totals(String teaching) {
        return lanes.read(db -> db.first("""
                select count(*), count(cost), coalesce(sum(cost), 0), coalesce(sum(tokens_in), 0), coalesce(sum(tokens_out), 0)
                from teacher_call where teaching = ?""",
                row -> new Totals(row.getLong(1), row.getLong(2), row.getDouble(3), row.getLong(4), row.getLong(5)), number(db, teaching))
                .orElseThrow());
    }

    @Override
    public Map<CallStatus, Tally> tally(String teaching) {
        Map<CallStatus, Tally> tally = new EnumMap<>(CallStatus.class);
        lanes.read(db -> db.list("""
                select status, count(*), coalesce(sum(case when attempt > 1 then 1 else 0 end), 0) from teacher_call c where teaching = ?
                and not exists (select 1 from teacher_call later where later.teaching = c.teaching and later.unit = c.unit
                and later.repeat = c.repeat and later.id > c.id) group by status""",
                row -> tally.put(CallStatus.of(row.getString(1)), new Tally(row.getLong(2), row.getLong(3))), number(db, teaching)));
        return tally;
    }

    @Override
    public void forEachCall(String teaching, Consumer<TeacherCall> consumer) {
        long[] after = {0, 0, 0};
        List<Numbered> page;
        do {
            page = lanes.read(db -> db.list(CALLS + " and (c.unit, c.repeat, c.id) > (?, ?, ?) order by c.unit, c.repeat, c.id"
                    + " fetch first " + PAGE + " rows only", Teachings::call, number(db, teaching), after[0], after[1], after[2]));
            for (Numbered one : page) {
                consumer.accept(one.call);
                after[0] = one.call.unit();
                after[1] = one.call.repeat();
                after[2] = one.id;
            }
        } while (page.size() == PAGE);
    }

    @Override
    public List<TeacherCall> calls(String teaching, @Nullable Long unit, @Nullable CallStatus status, int limit) {
        StringBuilder sql = new StringBuilder(CALLS);
        List<@Nullable Object> values = new ArrayList<>();
        if (unit != null) {
            sql.append(" and c.unit = ?");
            values.add(unit);
        }
        if (status != null) {
            sql.append(" and c.status = ?");
            values.add(status.key());
        }
        sql.append(" order by c.id desc fetch first ? rows only");
        values.add(limit);
        return lanes.read(db -> {
            values.addFirst(number(db, teaching));
            return db.list(sql.toString(), row -> call(row).call, values.toArray());
        });
    }

    private record Numbered(long id, TeacherCall call) {}

    private static Numbered call(ResultSet row) throws SQLException {
        String examples = row.getString(15);
        return new Numbered(row.getLong(1), new TeacherCall(row.getString(2), row.getLong(3), row.getInt(4), row.getInt(5),
                row.getString(6), row.getString(7), row.getInt(8), row.getString(9), row.getString(10), row.getString(11),
                row.getString(12), row.getDouble(13), row.getObject(14, Long.class),
                examples.isEmpty() ? List.of() : List.of(examples.split(EXAMPLE_SEPARATOR)), Times.at(row.getLong(16)),
                Times.at(row.getLong(17)), row.getLong(18), row.getLong(19), row.getObject(20, Double.class), row.getInt(21),
                row.getString(22), CallStatus.of(row.getString(23)), row.getString(24), row.getString(25),
                row.getObject(26, Double.class)));
    }

    @Override
    public void delete(String name) {
        lanes.write(db -> {
            int id = number(db, name);
            catalog.dropAnnotator(db, name, "teacher");
            db.update("delete from teacher_batch where teaching = ?", id);
            db.update("delete from teacher_call where teaching = ?", id);
            db.update("delete from teaching where id = ?", id);
            db.update("delete from prompt where not exists (select 1 from teacher_call where teacher_call.prompt = prompt.id)");
            return null;
        });
    }

    @Override
    public void saveBatch(String teaching, Batch batch) {
        lanes.write(db -> {
            int changed = db.update("update teacher_batch set provider_id = ?, state = ? where token = ?", batch.providerId(),
                    batch.state(),
                    batch.token());
            return changed > 0
                    ? changed
                    : db.update("insert into teacher_batch values (?, ?, ?, ?, ?, ?, ?)",
                            Catalog.nextId(db, "teacher_batch"), number(db, teaching), batch.token(), batch.providerId(),
                            Times.of(batch.at()),
                            batch.requests(), batch.state());
        });
    }

    @Override
    public List<Batch> batches(String teaching) {
        return lanes.read(db -> db.list("select token, provider_id, at, requests, state from teacher_batch where teaching = ? order by id",
                row -> new Batch(row.getString(1), row.getString(2), Times.at(row.getLong(3)), row.getInt(4), row.getString(5)),
                number(db, teaching)));
    }
}
