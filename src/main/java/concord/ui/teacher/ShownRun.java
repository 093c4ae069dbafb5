package concord.ui.teacher;

import concord.app.Project;
import concord.app.TeacherService;
import concord.job.Cancelled;
import concord.job.JobHandle;
import concord.model.result.TeachOutcome;
import concord.ui.shell.Workspace;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.jspecify.annotations.Nullable;

/// The run that is looked at, and the jobs at work on runs of this project.
final class ShownRun {
    private static final long READ_EVERY = 1_500_000_000L;
    private final Workspace workspace;
    private final Project project;
    private final TeacherService teachers;
    private final Attempts attempts;
    private final BooleanSupplier seen;
    private final Runnable changed;
    private final ReadOnlyStringWrapper name = new ReadOnlyStringWrapper("");
    private final ReadOnlyObjectWrapper<@Nullable RunFacts> facts = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable LiveRun> live = new ReadOnlyObjectWrapper<>();
    private final Map<String, LiveRun> working = new HashMap<>();
    private final Runnable unsubscribe;
    private boolean reading;
    private boolean readAgain;
    private long lastRead;

    /// @param seen    whether anybody looks; nothing is read while nobody does
    /// @param changed called when a job has begun or ended
    ShownRun(Workspace workspace, Attempts attempts, BooleanSupplier seen, Runnable changed) {
        this.workspace = workspace;
        this.attempts = attempts;
        this.seen = seen;
        this.changed = changed;
        project = workspace.project();
        teachers = project.teachers();
        unsubscribe = project.jobs().onSubmit(handle -> workspace.fx().accept(() -> follow(handle)));
        workspace.load(project.jobs()::active, active -> active.forEach(this::follow));
    }

    /// Empty before the first.
    ReadOnlyStringProperty nameProperty() {
        return name.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<@Nullable RunFacts> factsProperty() {
        return facts.getReadOnlyProperty();
    }

    /// The job at work on it; null when it rests.
    ReadOnlyObjectProperty<@Nullable LiveRun> liveProperty() {
        return live.getReadOnlyProperty();
    }

    void show(String run) {
        if (run.equals(name.get()))
            return;
        name.set(run);
        live.set(working.get(run));
        read();
    }

    /// Looks at none; what is known of the last one stays until the next is read.
    void leave() {
        name.set("");
    }

    /// Calls off its job; what was answered stays, and it can go on.
    void pause() {
        LiveRun now = live.get();
        if (now != null)
            now.handle().cancel();
    }

    private void follow(JobHandle<?> handle) {
        Optional<String> run = teachers.runOf(handle);
        LiveRun before = run.map(working::get).orElse(null);
        if (run.isEmpty() || before != null && before.handle() == handle)
            return;
        LiveRun now = new LiveRun(run.get(), handle, workspace.fx());
        working.put(now.run(), now);
        now.momentProperty().addListener((_, _, _) -> {
            if (now.run().equals(name.get()) && System.nanoTime() - lastRead > READ_EVERY)
                read();
        });
        handle.result().whenComplete((result, failure) -> workspace.fx().accept(() -> ended(now, result, failure)));
        if (!now.run().equals(name.get()))
            show(now.run());
        else
            live.set(now);
        changed.run();
    }

    private void ended(LiveRun of, @Nullable Object result, @Nullable Throwable failure) {
        working.remove(of.run(), of);
        if (live.get() == of)
            live.set(null);
        Throwable cause = failure == null || failure.getCause() == null ? failure : failure.getCause();
        if (cause != null && !(cause instanceof Cancelled))
            attempts.say(of.handle().error().orElse(String.valueOf(cause.getMessage())));
        else if (result instanceof TeachOutcome outcome)
            workspace.message(OutcomeText.of(outcome));
        changed.run();
    }

    /// Reads what is known of it, one reading at a time.
    void read() {
        if (!seen.getAsBoolean())
            return;
        String run = name.get();
        RunFacts before = facts.get();
        if (reading) {
            readAgain = true;
            return;
        }
        if (run.isEmpty()) {
            facts.set(null);
            return;
        }
        reading = true;
        readAgain = false;
        lastRead = System.nanoTime();
        workspace.load(() -> teachers.runs().stream().filter(r -> r.name().equals(run)).findFirst()
                .map(r -> RunFacts.read(project, r, before)).orElse(null), found -> {
                    reading = false;
                    lastRead = System.nanoTime();
                    if (run.equals(name.get()))
                        facts.set(found);
                    if (readAgain || !run.equals(name.get()))
                        read();
                }, failure -> {
                    reading = false;
                    workspace.error(failure);
                });
    }

    void dispose() {
        unsubscribe.run();
    }
}
