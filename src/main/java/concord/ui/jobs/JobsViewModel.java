package concord.ui.jobs;

import concord.app.JobService;
import concord.job.JobHandle;
import concord.job.JobState;
import concord.model.JobRecord;
import concord.report.Numbers;
import concord.ui.Texts;
import concord.ui.shell.Workspace;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletionException;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// The project's jobs: those running, and those before with what can be done about them.
final class JobsViewModel {
    private static final DateTimeFormatter WHEN = DateTimeFormatter.ofPattern("d MMM, HH:mm", Locale.ENGLISH);
    private static final int SHOWN = 20;
    private final Workspace workspace;
    private final JobService jobs;
    private final ObservableList<JobHandle<?>> running = FXCollections.observableArrayList();
    private final ObservableList<JobRecord> past = FXCollections.observableArrayList();
    private final Runnable unsubscribe;

    JobsViewModel(Workspace workspace) {
        this.workspace = workspace;
        this.jobs = workspace.project().jobs();
        unsubscribe = jobs.onSubmit(handle -> workspace.fx().accept(() -> add(handle)));
        workspace.load(jobs::active, active -> active.forEach(this::add));
        refresh();
    }

    ObservableList<JobHandle<?>> running() {
        return running;
    }

    ObservableList<JobRecord> past() {
        return past;
    }

    void refresh() {
        workspace.load(jobs::all, all -> past.setAll(all.stream().filter(j -> ended(j.state())).limit(SHOWN).toList()));
    }

    void resume(JobRecord job) {
        workspace.load(() -> jobs.resume(job.id()), handle -> workspace.message(Texts.get("jobs.resumed", handle.title())));
    }

    void log(JobRecord job, java.util.function.Consumer<List<String>> then) {
        workspace.load(() -> jobs.log(job.id()), then);
    }

    /// "interrupted, 3 Nov, 10:42", or what went wrong.
    static String describe(JobRecord job) {
        String state = Texts.get("jobs.state." + job.state());
        String when = job.started() == null ? "" : ", " + WHEN.format(job.started().atZone(ZoneId.systemDefault()));
        String took = job.started() == null || job.ended() == null
                ? ""
                : ", " + Numbers.duration(Duration.between(job.started(), job.ended()));
        return job.error() == null ? state + when + took : state + when + ": " + job.error();
    }

    void dispose() {
        unsubscribe.run();
    }

    private static boolean ended(String state) {
        return !state.equals(JobState.QUEUED.key()) && !state.equals(JobState.RUNNING.key());
    }

    private void add(JobHandle<?> handle) {
        if (running.contains(handle) || handle.state().ended())
            return;
        running.add(handle);
        handle.result().whenComplete((_, failure) -> workspace.fx().accept(() -> {
            running.remove(handle);
            if (handle.state() == JobState.FAILED)
                workspace.error(failure instanceof CompletionException e && e.getCause() != null ? e.getCause() : failure);
            refresh();
        }));
    }
}
