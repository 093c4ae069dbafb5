package concord.teacher;

import concord.job.JobContext;
import concord.job.Parallel;
import concord.model.TeacherCall;
import concord.model.Unit;
import concord.model.result.TeachPrompt;
import concord.teacher.prompt.Example;
import concord.teacher.prompt.Prompts;
import concord.teacher.provider.BatchClient;
import concord.teacher.provider.Connection;
import concord.teacher.provider.Endpoint;
import concord.teacher.provider.Reply;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Asks through a provider's batch endpoint. What was handed in and is not collected yet is never handed in again. Runs on a job's thread.
final class BatchRun {
    private static final int CALLS = 5000;
    private static final int ROWS = 200;
    private static final Duration LOOK = Duration.ofSeconds(30);

    private final Lesson lesson;
    private final RemoteRespondent respondent;
    private final BatchClient client;
    private final Prompts prompts;
    private final @Nullable Price price;
    private final CallLog log;
    private final BatchLog batches;
    private final JobContext context;
    private final RunNotes notes;
    private final Recorder recorder;
    private final Duration look;

    /// @param price per token in a batch; null when not known
    BatchRun(Lesson lesson, Endpoint endpoint, Connection connection, RemoteRespondent respondent, Prompts prompts, @Nullable Price price,
            CallLog log, BatchLog batches, JobContext context, RunNotes notes, Tempo tempo) {
        this.lesson = lesson;
        this.respondent = respondent;
        this.client = BatchClient.of(connection);
        this.prompts = prompts;
        this.price = price;
        this.log = log;
        this.batches = batches;
        this.context = context;
        this.notes = notes;
        this.recorder = new Recorder(lesson, endpoint);
        this.look = tempo.longest().compareTo(LOOK) < 0 ? tempo.longest() : LOOK;
    }

    /// Collects what is ready; hands in what is open once nothing is out any more.
    void submit() {
        collect();
        if (batches.open().isEmpty())
            handIn();
    }

    /// Collects until nothing is out any more.
    ///
    /// @throws concord.job.Cancelled when cancelled; the batches go on at the provider and can be collected later
    void await() {
        while (collect() > 0) {
            for (long left = look.toMillis(); left > 0; left -= 50) {
                context.checkCancelled();
                Parallel.pause(Math.min(50, left));
            }
        }
    }

    /// Writes down the results of the batches that have ended.
    ///
    /// @return calls still out
    long collect() {
        long out = 0;
        for (BatchLog.Batch batch : batches.open()) {
            context.checkCancelled();
            String id = batch.id() != null ? batch.id() : client.find(batch.token(), batch.at(), batch.requests()).orElse(null);
            if (id == null) {
                batches.save(with(batch, null, BatchLog.State.COLLECTED));
                continue;
            }
            if (batch.state() == BatchLog.State.SUBMITTING)
                batches.save(with(batch, id, BatchLog.State.SUBMITTED));
            BatchClient.Status status = client.status(id);
            if (status.phase() == BatchClient.Phase.RUNNING) {
                out += batch.requests();
                context.progress(status.done(), batch.requests(), "waiting for the provider's batch");
                continue;
            }
            if (!status.sentence().isEmpty())
                notes.say("The batch failed: " + status.sentence());
            store(id, batch);
            batches.save(with(batch, id, BatchLog.State.COLLECTED));
        }
        return out;
    }

    private static BatchLog.Batch with(BatchLog.Batch batch, @Nullable String id, BatchLog.State state) {
        return new BatchLog.Batch(batch.token(), id, batch.at(), batch.requests(), state);
    }

    private void handIn() {
        WorkList work = new WorkList(lesson, log.known());
        Purse purse = new Purse(lesson.request().budget(), log.totals().cost());
        List<BatchClient.Request> requests = new ArrayList<>();
        List<TeacherCall> capped = new ArrayList<>();
        String token = token();
        for (WorkList.Task task = work.next(); task != null; task = work.next()) {
            context.checkCancelled();
            Respondent.Question question = question(task.unit(), task.repeat());
            Double highest = Usage.highest(bill(question.prompt())).cost();
            if (purse.take(highest == null ? 0 : highest) != Purse.Leave.GRANTED) {
                capped.add(recorder.capped(task.unit().id(), task.repeat(), Instant.now()));
                continue;
            }
            requests.add(new BatchClient.Request(token + "_" + task.unit().id() + "_" + task.repeat(), respondent.ask(question)));
            if (requests.size() == CALLS) {
                handIn(token, requests);
                requests = new ArrayList<>();
                token = token();
            }
        }
        if (!requests.isEmpty())
            handIn(token, requests);
        if (!capped.isEmpty())
            log.append(capped);
    }

    private void handIn(String token, List<BatchClient.Request> requests) {
        BatchLog.Batch batch = new BatchLog.Batch(token, null, Instant.now(), requests.size(), BatchLog.State.SUBMITTING);
        batches.save(batch);
        String id = client.submit(token, requests);
        batches.save(with(batch, id, BatchLog.State.SUBMITTED));
        context.log("Handed in " + requests.size() + " calls as batch " + id + ".");
    }

    private static String token() {
        return UUID.randomUUID().toString().replace("-", "").substring(0, 20);
    }

    /// What an earlier collecting of the same batch, cut short, has written already.
    private Set<Key> answered() {
        return log.known().stream().filter(k -> !k.status().open()).map(k -> new Key(k.unit(), k.repeat())).collect(Collectors.toSet());
    }

    private void store(String id, BatchLog.Batch batch) {
        Set<Key> answered = answered();
        List<BatchClient.Result> results = new ArrayList<>();
        client.results(id, result -> {
            results.add(result);
            if (results.size() == ROWS) {
                store(batch, results, answered);
                results.clear();
            }
        });
        store(batch, results, answered);
    }

    private void store(BatchLog.Batch batch, List<BatchClient.Result> results, Set<Key> answered) {
        List<Key> keys = new ArrayList<>();
        List<BatchClient.Result> ours = new ArrayList<>();
        for (BatchClient.Result result : results) {
            Key key = Key.of(batch.token(), result.custom());
            if (key != null && !answered.contains(key)) {
                keys.add(key);
                ours.add(result);
            }
        }
        if (ours.isEmpty())
            return;
        List<Unit> units = lesson.source().units(keys.stream().map(Key::unit).toList());
        List<TeacherCall> calls = new ArrayList<>();
        for (int i = 0; i < ours.size(); i++) {
            calls.add(call(question(units.get(i), keys.get(i).repeat()), ours.get(i).reply(), batch));
        }
        log.append(calls);
    }

    private TeacherCall call(Respondent.Question question, Reply reply, BatchLog.Batch batch) {
        Usage usage = null;
        if (reply instanceof Reply.Answered answered) {
            usage = Usage.of(bill(question.prompt()), answered.answer());
            notes.usage(usage.trust());
            if (answered.answer().model() != null)
                notes.answeredBy(lesson.request().teacher().replaceFirst("^[^:]*:", ""), answered.answer().model());
        }
        Attempts.Ended ended = new Attempts.Ended(1, reply, usage, 0);
        return recorder.call(question, ended, batch.at(), Instant.now(), respondent.seed(question.repeat()), price);
    }

    private Respondent.Question question(Unit unit, int repeat) {
        List<Example> examples = lesson.examples().examples(unit);
        return new Respondent.Question(unit, examples, prompts.render(unit, examples), repeat);
    }

    private Usage.Bill bill(TeachPrompt prompt) {
        return Usage.Bill.of(price, prompt, lesson.request().maxTokens());
    }

    /// The unit and repeat that a custom id names.
    private record Key(long unit, int repeat) {
        /// Null for an id of another batch.
        static @Nullable Key of(String token, String custom) {
            String[] parts = custom.split("_");
            boolean ours = parts.length == 3 && parts[0].equals(token) && parts[1].matches("\\d{1,18}") && parts[2].matches("\\d{1,9}");
            return ours ? new Key(Long.parseLong(parts[1]), Integer.parseInt(parts[2])) : null;
        }
    }
}
