package concord.teacher;

import concord.job.JobContext;
import concord.job.Parallel;
import concord.model.CallStatus;
import concord.model.TeacherCall;
import concord.model.request.TeachRequest;
import concord.model.result.TeachPrompt;
import concord.teacher.prompt.Example;
import concord.teacher.prompt.Prompts;
import concord.teacher.provider.Endpoint;
import concord.teacher.provider.Provider;
import concord.teacher.provider.Reply;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Asks what is open, several calls at a time, and writes each call down before it counts. Runs once, on a job's thread.
final class TeacherRun {
    private static final int ROWS = 500;

    private final Lesson lesson;
    private final TeachRequest request;
    private final Endpoint endpoint;
    private final Respondent respondent;
    private final @Nullable Price price;
    private final CallLog log;
    private final JobContext context;
    private final RunNotes notes;
    private final Prompts prompts;
    private final Recorder recorder;
    private final CallWriter writer;
    private final WorkList work;
    private final Attempts attempts;
    private final RunProgress progress;
    private final Set<WorkKey> capped = new HashSet<>();
    private final AtomicReference<@Nullable String> fatal = new AtomicReference<>();
    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicInteger failedInRow = new AtomicInteger();
    private volatile boolean empty;

    private record WorkKey(long unit, int repeat) {}

    TeacherRun(Lesson lesson, Endpoint endpoint, Respondent respondent, Prompts prompts, @Nullable Price price, CallLog log,
            JobContext context, RunNotes notes, Tempo tempo) {
        this.lesson = lesson;
        this.request = lesson.request();
        this.endpoint = endpoint;
        this.respondent = respondent;
        this.price = price;
        this.log = log;
        this.context = context;
        this.notes = notes;
        this.prompts = prompts;
        this.recorder = new Recorder(lesson, endpoint);
        this.writer = new CallWriter(log);
        List<CallLog.Known> known = log.known();
        known.stream().filter(k -> k.status() == CallStatus.CAPPED).forEach(k -> capped.add(new WorkKey(k.unit(), k.repeat())));
        this.work = new WorkList(lesson, known);
        Purse purse = new Purse(request.budget(), log.totals().cost());
        this.attempts = new Attempts(respondent, new Pace(request.perMinute(), request.concurrency()), purse, tempo, context);
        this.progress = new RunProgress(context, purse, work.total(), request.budget(),
                price == null ? RunProgress.Money.UNKNOWN : RunProgress.Money.KNOWN);
    }

    /// @throws concord.job.Cancelled when cancelled; what was answered is on record
    /// @throws TeacherException      when no call can succeed; what was answered is on record
    void run() {
        progress.tell();
        Parallel.run((int) Math.min(request.concurrency(), Math.max(1, work.total())), this::ask);
        context.checkCancelled();
        String why = fatal.get();
        if (why != null)
            throw new TeacherException(why);
        if (empty)
            writeCapped();
    }

    private void ask() {
        while (fatal.get() == null && !empty) {
            context.checkCancelled();
            WorkList.Task task = work.next();
            if (task == null)
                return;
            try {
                ask(task);
            } catch (RuntimeException | Error e) {
                fatal.compareAndSet(null, "The run stopped: " + e.getMessage());
                throw e;
            }
        }
    }

    private void ask(WorkList.Task task) {
        List<Example> examples = lesson.examples().examples(task.unit());
        TeachPrompt prompt = prompts.render(task.unit(), examples);
        Respondent.Question question = new Respondent.Question(task.unit(), examples, prompt, task.repeat());
        Instant start = Instant.now();
        Attempts.Ended ended = attempts.ask(question, bill(prompt));
        if (ended.attempts() == 0) {
            synchronized (capped) {
                empty = true;
                writeCapped(task);
            }
            return;
        }
        TeacherCall call = recorder.call(question, ended, start, Instant.now(), respondent.seed(task.repeat()), price);
        writer.write(call);
        heed(call, ended);
        progress.finished(call.status());
    }

    private Usage.Bill bill(TeachPrompt prompt) {
        return Usage.Bill.of(price, prompt, request.maxTokens());
    }

    /// What the end of a call means for the others.
    private void heed(TeacherCall call, Attempts.Ended ended) {
        if (call.returnedModel() != null)
            notes.answeredBy(endpoint.model(), call.returnedModel());
        if (ended.usage() != null && ended.reply() instanceof Reply.Answered && endpoint.provider() != Provider.EMBEDDED)
            notes.usage(ended.usage().trust());
        if (call.status() != CallStatus.FAILED) {
            answered.incrementAndGet();
            failedInRow.set(0);
            return;
        }
        int failed = ended.reply() instanceof Reply.Unfit ? failedInRow.get() : failedInRow.incrementAndGet();
        String why = end(ended.reply(), failed);
        if (why != null && !context.cancelled())
            fatal.compareAndSet(null, why);
    }

    /// Why the run has to stop; null when it can go on.
    private @Nullable String end(@Nullable Reply reply, int failed) {
        return switch (reply) {
            case Reply.Fatal f when (f.status() == 400 || f.status() == 422) && answered.get() > 0 -> null;
            case Reply.Fatal f -> f.sentence();
            case Reply.Lost l when l.loss() == Reply.Loss.UNREACHABLE -> l.sentence();
            case Reply.Busy b -> busy(b.after());
            case Reply.Lost l when failed >= Math.max(20, 3 * request.concurrency()) ->
                "The last " + failed + " calls failed: " + l.sentence() + " Resume the run later.";
            case null, default -> null;
        };
    }

    private static String busy(@Nullable Duration after) {
        if (after == null || after.toMinutes() < 2)
            return "The provider keeps asking for fewer calls: resume the run later, or allow fewer calls a minute.";
        return "The provider asks to be left alone for " + after.toMinutes() + " minutes: resume the run later.";
    }

    private void writeCapped(WorkList.Task task) {
        if (capped.add(new WorkKey(task.unit().id(), task.repeat())))
            writer.write(recorder.capped(task.unit().id(), task.repeat(), Instant.now()));
    }

    /// Writes down what the cap left unasked.
    private void writeCapped() {
        List<TeacherCall> rows = new ArrayList<>();
        for (WorkList.Task task = work.next(); task != null; task = work.next()) {
            if (capped.add(new WorkKey(task.unit().id(), task.repeat())))
                rows.add(recorder.capped(task.unit().id(), task.repeat(), Instant.now()));
            if (rows.size() == ROWS) {
                log.append(rows);
                rows = new ArrayList<>();
            }
        }
        if (!rows.isEmpty())
            log.append(rows);
        notes.say("The spending cap was reached: what was not asked is marked as capped and can be asked with a higher one.");
    }
}
