package concord.ui.study;

import concord.app.Change;
import concord.job.JobHandle;
import concord.job.JobState;
import concord.model.Annotator;
import concord.model.JobRecord;
import concord.model.Study;
import concord.study.SamplingOutcome;
import concord.study.StudyOutcome;
import concord.ui.Texts;
import concord.ui.shell.Debounce;
import concord.ui.shell.Workspace;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/// The studies of the project, and what has come of the one looked at.
final class StudiesViewModel {
    private final Workspace workspace;
    private final Studies studies;
    private final Debounce refreshing;
    private final Debounce reading;
    private final ObservableList<Study> all = FXCollections.observableArrayList();
    private final ObjectProperty<@Nullable Study> selected = new SimpleObjectProperty<>();
    private final ReadOnlyBooleanWrapper loaded = new ReadOnlyBooleanWrapper();
    private final ReadOnlyObjectWrapper<@Nullable StudyOutcome> outcome = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable SamplingOutcome> sampling = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable LiveStudy> live = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable JobRecord> job = new ReadOnlyObjectWrapper<>();
    private final Map<String, String> questions = new HashMap<>();
    private final ReadOnlyObjectWrapper<Marks> marks = new ReadOnlyObjectWrapper<>(Marks.NONE);
    private final Runnable unsubscribe;
    private long ticket;
    private boolean watched;
    private boolean stale = true;
    private boolean busy;
    private boolean again;

    StudiesViewModel(Workspace workspace, Studies studies) {
        this.workspace = workspace;
        this.studies = studies;
        refreshing = new Debounce(Duration.ofMillis(400), workspace.fx());
        reading = new Debounce(Duration.ofMillis(300), workspace.fx());
        selected.addListener((_, before, now) -> {
            if (!Objects.equals(before == null ? "" : before.name(), now == null ? "" : now.name()))
                changeStudy();
        });
        workspace.on(this::changed, Change.STUDIES, Change.RUNS);
        unsubscribe = studies.onSubmit(_ -> workspace.fx().accept(this::changed));
    }

    Workspace workspace() {
        return workspace;
    }

    /// Newest first.
    ObservableList<Study> all() {
        return all;
    }

    ObjectProperty<@Nullable Study> selectedProperty() {
        return selected;
    }

    /// Whether the studies have been read.
    ReadOnlyBooleanProperty loadedProperty() {
        return loaded.getReadOnlyProperty();
    }

    /// Of the distillation study looked at; null while it is read, and for others.
    ReadOnlyObjectProperty<@Nullable StudyOutcome> outcomeProperty() {
        return outcome.getReadOnlyProperty();
    }

    /// Of the sampling study looked at; null while it is read, and for others.
    ReadOnlyObjectProperty<@Nullable SamplingOutcome> samplingProperty() {
        return sampling.getReadOnlyProperty();
    }

    /// The job that works on the study looked at; null while none does.
    ReadOnlyObjectProperty<@Nullable LiveStudy> liveProperty() {
        return live.getReadOnlyProperty();
    }

    /// The latest job of the study looked at, as it is on record.
    ReadOnlyObjectProperty<@Nullable JobRecord> jobProperty() {
        return job.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Marks> marksProperty() {
        return marks.getReadOnlyProperty();
    }

    /// The screen comes into view: what has changed meanwhile is read.
    void shown() {
        watched = true;
        refresh();
    }

    /// Nothing is reckoned while nobody looks, so that other work stays quick.
    void hidden() {
        watched = false;
    }

    private void changed() {
        stale = true;
        if (watched)
            refreshing.call(this::refresh);
    }

    private record Read(List<Study> all, Set<String> people, Map<String, String> questions) {}

    /// Reads which studies there are; one begun since is looked at.
    void refresh() {
        workspace.load(this::readAll, found -> {
            questions.clear();
            questions.putAll(found.questions);
            marks.set(new Marks(found.people));
            Set<String> known = all.stream().map(Study::name).collect(Collectors.toCollection(HashSet::new));
            boolean first = !loaded.get();
            if (!all.equals(found.all))
                all.setAll(found.all);
            loaded.set(true);
            Study now = selected.get();
            Optional<Study> fresh = first ? Optional.empty() : all.stream().filter(s -> !known.contains(s.name())).findFirst();
            Optional<Study> same = all.stream().filter(s -> now != null && s.name().equals(now.name())).findFirst();
            selected.set(fresh.or(() -> same).or(() -> all.stream().findFirst()).orElse(null));
            followJob();
            if (stale)
                read();
        });
    }

    private Read readAll() {
        List<Study> now = studies.all().reversed();
        Map<String, String> asked = new HashMap<>();
        now.forEach(s -> asked.put(s.name(), Questions.of(workspace.project(), s.name())));
        return new Read(now, workspace.project().data().annotators().stream().filter(Annotator.Human.class::isInstance)
                .map(Annotator::name).collect(Collectors.toSet()), asked);
    }

    /// What a study is to answer; empty where nobody wrote it down.
    String question(Study study) {
        return questions.getOrDefault(study.name(), "");
    }

    private void changeStudy() {
        ticket++;
        again = false;
        busy = false;
        outcome.set(null);
        sampling.set(null);
        job.set(null);
        unfollow();
        followJob();
        read();
    }

    private record Found(Optional<JobRecord> record, Optional<JobHandle<?>> handle) {}

    private void followJob() {
        Study study = selected.get();
        if (study == null)
            return;
        long mine = ticket;
        workspace.load(() -> {
            Optional<JobRecord> record = studies.job(study.name());
            return new Found(record, record.flatMap(r -> studies.running(r.id())));
        }, found -> {
            if (mine != ticket)
                return;
            job.set(found.record.orElse(null));
            found.handle.filter(h -> !h.state().ended()).ifPresent(this::follow);
        });
    }

    private void follow(JobHandle<?> handle) {
        LiveStudy before = live.get();
        if (before != null && before.handle() == handle)
            return;
        unfollow();
        LiveStudy now = new LiveStudy(handle, workspace.fx());
        live.set(now);
        now.momentProperty().addListener((_, was, is) -> {
            if (was.done() != is.done()) {
                stale = true;
                reading.call(this::read);
            }
        });
        handle.result().whenComplete((_, _) -> workspace.fx().accept(() -> {
            if (live.get() == now) {
                unfollow();
                if (handle.state() == JobState.SUCCEEDED)
                    workspace.message(Texts.get("study.done", handle.title()));
            }
            changed();
        }));
    }

    private void unfollow() {
        LiveStudy now = live.get();
        if (now != null)
            now.end();
        live.set(null);
    }

    /// Reads what has come of the study looked at, one reading at a time; a change meanwhile brings another after it.
    private void read() {
        Study study = selected.get();
        if (study == null || !watched)
            return;
        if (busy) {
            again = true;
            return;
        }
        busy = true;
        stale = false;
        long mine = ticket;
        if (study.kind().equals(Study.SAMPLING))
            workspace.load(() -> studies.sampling(study.name()), found -> arrived(mine, () -> sampling.set(found)), this::failed);
        else
            workspace.load(() -> studies.outcome(study.name()), found -> arrived(mine, () -> outcome.set(found)), this::failed);
    }

    private void arrived(long mine, Runnable take) {
        if (mine != ticket)
            return;
        busy = false;
        take.run();
        if (again) {
            again = false;
            read();
        }
    }

    private void failed(Throwable failure) {
        busy = false;
        stale = true;
        workspace.error(failure);
    }

    /// How many other studies have looked at a test sample; blocks, for a background thread.
    int otherLooks(String sample, String study) {
        return (int) studies.looks(sample).stream().filter(s -> !s.equals(study)).count();
    }

    /// Stops the job at its next check; what has ended is kept.
    void pause() {
        LiveStudy now = live.get();
        if (now != null)
            now.handle().cancel();
    }

    /// Trainings of the study looked at that have ended well; empty where that is not known.
    OptionalLong ended() {
        StudyOutcome now = outcome.get();
        return now == null ? OptionalLong.empty() : OptionalLong.of(now.trials().stream().filter(t -> t.error() == null).count());
    }

    /// Whether the study looked at was broken off and can go on.
    boolean resumable() {
        JobRecord record = job.get();
        return live.get() == null && record != null && record.resumable();
    }

    void resume() {
        JobRecord record = job.get();
        if (record != null && resumable())
            workspace.load(() -> studies.resume(record.id()), handle -> {
                follow(handle);
                refresh();
            });
    }

    void delete() {
        Study study = selected.get();
        if (study != null)
            workspace.load(() -> {
                studies.delete(study.name());
                return study;
            }, gone -> {
                workspace.message(Texts.get("study.deleted", gone.name()));
                refresh();
            });
    }

    void dispose() {
        unsubscribe.run();
        unfollow();
    }
}
