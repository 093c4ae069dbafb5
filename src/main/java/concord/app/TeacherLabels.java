package concord.app;

import concord.job.Background;
import concord.model.Annotator;
import concord.model.Teaching;
import concord.model.UnitOutcome;
import concord.model.VariableKind;
import concord.model.result.UnitAnswer;
import concord.store.AnnotationRepository.PredictionWriter;
import concord.store.TeachingRepository.State;
import concord.teacher.CallLog;
import concord.teacher.Teachers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes the labels of a teacher from the calls of its run: the most frequent label of each unit, with the share of the answers that gave it as
/// confidence, or the probability the provider gave it where only one answer was asked for. A unit without a single most frequent label gets none.
final class TeacherLabels {
    private static final Logger LOG = LoggerFactory.getLogger(TeacherLabels.class);
    private static final long EVERY_NANOS = 5_000_000_000L;
    /// Of the time of a run, at most this part goes into showing labels on the way.
    private static final long SHARE = 50;
    private final Repositories store;
    private final UnitIndex index;
    private final Changes changes;
    private final VariableKind kind;
    private final Teaching run;
    private CompletableFuture<Void> showing = CompletableFuture.completedFuture(null);
    private long next = System.nanoTime() + EVERY_NANOS;

    TeacherLabels(Repositories store, UnitIndex index, Changes changes, VariableKind kind, Teaching run) {
        this.store = store;
        this.index = index;
        this.changes = changes;
        this.kind = kind;
        this.run = run;
    }

    /// Now and then, beside the run, so that those looking see it grow.
    synchronized void showSometimes() {
        if (!showing.isDone() || System.nanoTime() < next)
            return;
        showing = Background.run(() -> {
            long start = System.nanoTime();
            try {
                show();
            } catch (RuntimeException e) {
                LOG.warn("the labels of {} could not be shown on the way", run.name(), e);
            }
            rest(System.nanoTime() - start);
        });
    }

    private synchronized void rest(long took) {
        next = System.nanoTime() + Math.max(EVERY_NANOS, SHARE * took);
    }

    /// Waits for what is under way, then makes the labels.
    void showAll() {
        CompletableFuture<Void> last;
        synchronized (this) {
            last = showing;
            next = Long.MAX_VALUE;
        }
        last.join();
        show();
    }

    private void show() {
        Map<Long, List<State>> byUnit = new LinkedHashMap<>();
        store.teachings().states(run.name()).forEach(s -> byUnit.computeIfAbsent(s.unit(), _ -> new ArrayList<>()).add(s));
        String model = run.teacher().substring(run.teacher().indexOf(':') + 1);
        try (PredictionWriter writer = store.annotations().predictions(new Annotator.Teacher(run.name(), model), run.variable(),
                run.codebookVersion())) {
            byUnit.forEach((unit, states) -> write(writer, unit, states));
            writer.commitWhole();
        }
        index.dropLabels(run.name());
        changes.tell(Change.ANNOTATIONS);
    }

    private void write(PredictionWriter writer, long unit, List<State> states) {
        List<CallLog.Known> known = states.stream()
                .map(s -> new CallLog.Known(s.unit(), s.repeat(), s.status(), s.label(), s.confidence())).toList();
        UnitAnswer answer = Teachers.answers(List.of(unit), known).getFirst();
        String label = answer.label();
        if (answer.outcome() != UnitOutcome.LABELLED || label == null)
            return;
        Double confidence = states.size() > 1 ? answer.consistency() : answer.confidence();
        String reason = states.stream().filter(s -> label.equals(s.label()) && !s.reason().isEmpty()).map(State::reason).findFirst()
                .orElse("");
        writer.add(unit, label, confidence == null ? Double.NaN : confidence, shares(states, answer.parsed()), reason);
    }

    /// Share of the answers for each label; of a multi-label answer there is no such share.
    private Map<String, Double> shares(List<State> states, int parsed) {
        if (parsed < 2 || kind == VariableKind.MULTI)
            return Map.of();
        Map<String, Double> shares = new LinkedHashMap<>();
        states.forEach(s -> {
            if (s.label() != null)
                shares.merge(s.label(), 1.0 / parsed, Double::sum);
        });
        return shares;
    }
}
