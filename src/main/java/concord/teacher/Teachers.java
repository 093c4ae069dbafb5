package concord.teacher;

import concord.job.JobContext;
import concord.model.TeacherCall;
import concord.model.Unit;
import concord.model.Variable;
import concord.model.VariableKind;
import concord.model.result.ProviderInfo;
import concord.model.result.TeachEstimate;
import concord.model.result.TeachOutcome;
import concord.model.result.TeachPrompt;
import concord.model.result.TeacherInfo;
import concord.model.result.UnitAnswer;
import concord.teacher.prompt.OutputForm;
import concord.teacher.prompt.Prompts;
import concord.teacher.prompt.Templates;
import concord.teacher.provider.Connection;
import concord.teacher.provider.Endpoint;
import concord.teacher.provider.Provider;
import concord.teacher.provider.Wire;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The room's front door: who can teach, what a run would ask and cost, and the run itself. Thread-safe.
public final class Teachers {
    private final Keys keys;
    private final Embedder embedder;
    private final Supplier<PriceTable> prices;
    private final Tempo tempo;
    private final Wire wire = new Wire();

    /// @param embedder for the embedded teacher; first called when one is asked
    /// @param prices   read for each estimate and run, so that an edited file counts at once
    public Teachers(Keys keys, Embedder embedder, Supplier<PriceTable> prices) {
        this(keys, embedder, prices, Tempo.USUAL);
    }

    Teachers(Keys keys, Embedder embedder, Supplier<PriceTable> prices, Tempo tempo) {
        this.keys = keys;
        this.embedder = embedder;
        this.prices = prices;
        this.tempo = tempo;
    }

    /// All kinds of teacher, in the order to offer them.
    public static List<ProviderInfo> providers() {
        return Arrays.stream(Provider.values()).map(Provider::info).toList();
    }

    /// What choosing a teacher means: where the texts go, whether there is a key.
    ///
    /// @param teacher PROVIDER:MODEL
    /// @param baseUrl null for the provider's own address
    /// @throws TeacherException when provider, model or address is missing or wrong
    public TeacherInfo about(String teacher, @Nullable String baseUrl) {
        return Endpoint.of(teacher, baseUrl).info(keys);
    }

    /// Names of the models of a provider; asks over the network.
    ///
    /// @param provider key of the provider
    /// @throws TeacherException when there is no key, no network or no list
    public List<String> models(String provider, @Nullable String baseUrl) {
        Provider named = Provider.of(provider);
        if (named == Provider.EMBEDDED)
            return List.of("minilm");
        return new Connection(wire, Endpoint.at(named, baseUrl, ""), keys).models();
    }

    /// The product's templates for a variable, to begin editing from.
    public static Templates templates(VariableKind kind) {
        return Templates.of(kind);
    }

    /// What would be sent for this unit; nothing is sent.
    ///
    /// @throws TeacherException when a template names a place that does not exist or lacks one it needs
    public TeachPrompt preview(Lesson lesson, Unit unit) {
        return prompts(lesson).render(unit, lesson.examples().examples(unit));
    }

    /// Calls, tokens, price and time of what is still open; nothing is sent.
    ///
    /// @param known what a run of this name has on record; empty for a new one
    /// @throws TeacherException when the run cannot be made as asked
    public TeachEstimate estimate(Lesson lesson, List<CallLog.Known> known) {
        Endpoint endpoint = endpoint(lesson);
        PriceTable table = prices.get();
        Price price = price(lesson, endpoint, table);
        Prompts prompts = prompts(lesson);
        LessonChecks.refuse(lesson, endpoint, price);
        return Estimator.of(lesson, endpoint, prompts, price, table.date(), new WorkList(lesson, known).total(),
                LessonChecks.notes(lesson, endpoint, price));
    }

    /// Asks what the log does not have yet, and returns when all is answered, the cap is reached or the run is cancelled. To pause is to cancel
    /// and to run again later with the same log: what was answered is never asked again.
    ///
    /// @throws concord.job.Cancelled when cancelled; what was answered is on record
    /// @throws TeacherException      when the run cannot be made as asked, or no call can succeed; what was answered is on record
    public TeachOutcome run(Lesson lesson, CallLog log, JobContext context) {
        if (lesson.request().batch())
            throw new IllegalArgumentException("a batch request is run by runBatch");
        Endpoint endpoint = endpoint(lesson);
        Price price = price(lesson, endpoint, prices.get());
        Prompts prompts = prompts(lesson);
        LessonChecks.refuse(lesson, endpoint, price);
        RunNotes notes = new RunNotes(context);
        LessonChecks.notes(lesson, endpoint, price).forEach(notes::say);
        Respondent respondent = respondent(lesson, endpoint, notes);
        new TeacherRun(lesson, endpoint, respondent, prompts, price, log, context, notes, tempo).run();
        return outcome(lesson, log, price, 0, notes.all());
    }

    /// Hands in what is open as a batch, after collecting what earlier batches of the run have ready, and returns. Nothing new is handed in while
    /// an earlier batch is out.
    ///
    /// @throws TeacherException when the run cannot be made as asked, or the provider turns it down
    public TeachOutcome submit(Lesson lesson, CallLog log, BatchLog batches, JobContext context) {
        return batch(lesson, log, batches, context, BatchRun::submit);
    }

    /// Writes down the results of the run's batches that have ended, and returns; what is still out is in [TeachOutcome#pending()].
    public TeachOutcome collect(Lesson lesson, CallLog log, BatchLog batches, JobContext context) {
        return batch(lesson, log, batches, context, BatchRun::collect);
    }

    /// Hands in what is open as a batch and waits for the answers, which can take a day. After a cancel or a restart the same call goes on.
    ///
    /// @throws concord.job.Cancelled when cancelled; the batches go on at the provider and can be collected later
    public TeachOutcome runBatch(Lesson lesson, CallLog log, BatchLog batches, JobContext context) {
        return batch(lesson, log, batches, context, run -> {
            run.await();
            run.submit();
            run.await();
        });
    }

    private TeachOutcome batch(Lesson lesson, CallLog log, BatchLog batches, JobContext context, Consumer<BatchRun> work) {
        Endpoint endpoint = endpoint(lesson);
        Price price = price(lesson, endpoint, prices.get());
        Prompts prompts = prompts(lesson);
        LessonChecks.refuse(lesson, endpoint, price);
        RunNotes notes = new RunNotes(context);
        Connection connection = new Connection(wire, endpoint, keys);
        OutputForm form = OutputForm.of(lesson.variable(), lesson.request());
        RemoteRespondent respondent = new RemoteRespondent(connection, lesson.request(), form, notes::say);
        work.accept(new BatchRun(lesson, endpoint, connection, respondent, prompts, price, log, batches, context, notes, tempo));
        long pending = batches.open().stream().mapToLong(BatchLog.Batch::requests).sum();
        return outcome(lesson, log, price, pending, notes.all());
    }

    /// Reads stored answers again with the present parser, without a network.
    public static Replay replay(Variable variable, List<TeacherCall> calls) {
        return Replay.of(variable, calls);
    }

    /// One answer for each unit, in the order of the units.
    public static List<UnitAnswer> answers(List<Long> units, List<CallLog.Known> calls) {
        return Aggregate.all(units, calls);
    }

    private Respondent respondent(Lesson lesson, Endpoint endpoint, RunNotes notes) {
        OutputForm form = OutputForm.of(lesson.variable(), lesson.request());
        if (endpoint.provider() == Provider.EMBEDDED)
            return new EmbeddedRespondent(embedder, lesson.request(), form);
        return new RemoteRespondent(new Connection(wire, endpoint, keys), lesson.request(), form, notes::say);
    }

    private static TeachOutcome outcome(Lesson lesson, CallLog log, @Nullable Price price, long pending, List<String> notes) {
        CallLog.Totals totals = log.totals();
        List<UnitAnswer> answers = Aggregate.all(lesson.units(), log.known()).stream().filter(a -> pending == 0 || a.asked() > 0).toList();
        return new TeachOutcome(lesson.run(), lesson.units().size(), totals.calls(), Aggregate.count(answers), pending,
                price == null ? null : Double.valueOf(totals.cost()), totals.tokensIn(), totals.tokensOut(), notes);
    }

    private static Endpoint endpoint(Lesson lesson) {
        return Endpoint.of(lesson.request().teacher(), lesson.request().baseUrl());
    }

    private static @Nullable Price price(Lesson lesson, Endpoint endpoint, PriceTable table) {
        return table.price(endpoint).map(p -> lesson.request().batch() ? p.inBatch() : p).orElse(null);
    }

    private static Prompts prompts(Lesson lesson) {
        Templates templates = Templates.of(lesson.variable(), lesson.request().system(), lesson.request().user());
        return new Prompts(lesson.variable(), templates, OutputForm.of(lesson.variable(), lesson.request()));
    }
}
