package concord.ui.students;

import concord.app.Change;
import concord.app.Project;
import concord.app.ResultsService;
import concord.app.StudentService;
import concord.app.StudentService.Plan;
import concord.app.StudentService.PrPoint;
import concord.app.StudentService.Trained;
import concord.job.JobHandle;
import concord.job.JobState;
import concord.model.Annotator;
import concord.model.JobRecord;
import concord.model.Run;
import concord.model.Sample;
import concord.model.SampleStrategy;
import concord.model.UnitFilter;
import concord.model.UnitQuery;
import concord.model.Variable;
import concord.model.request.SampleRequest;
import concord.model.request.ScoreRequest;
import concord.model.result.StudentKind;
import concord.report.Numbers;
import concord.stats.BootstrapOptions;
import concord.stats.PairwiseFigures;
import concord.ui.Texts;
import concord.ui.shell.Debounce;
import concord.ui.shell.Workspace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/// The Students screen: what would be trained, the training that runs, the students there are and how good they are.
final class StudentsViewModel {
    private static final String TEST = "test";
    private static final int ONE_IN = 5;
    private final Workspace workspace;
    private final Project project;
    private final StudentService students;
    private final TrainForm form = new TrainForm();
    private final Debounce planning;
    private final Debounce refreshing;
    private final ObservableList<StudentKind> kinds = FXCollections.observableArrayList();
    private final ObservableList<String> sources = FXCollections.observableArrayList();
    private final ObservableList<String> references = FXCollections.observableArrayList();
    private final ObservableList<String> samples = FXCollections.observableArrayList();
    private final ObservableList<StudentRow> rows = FXCollections.observableArrayList();
    private final ReadOnlyObjectWrapper<@Nullable Plan> plan = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyStringWrapper refusal = new ReadOnlyStringWrapper("");
    private final ReadOnlyObjectWrapper<@Nullable LiveTraining> training = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable JobRecord> resumable = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyBooleanWrapper loaded = new ReadOnlyBooleanWrapper();
    private final StringProperty reference = new SimpleStringProperty("");
    private final StringProperty testSample = new SimpleStringProperty("");
    private final ObjectProperty<@Nullable StudentRow> selected = new SimpleObjectProperty<>();
    private final StringProperty curveLabel = new SimpleStringProperty("");
    private final ReadOnlyObjectWrapper<List<PrPoint>> curve = new ReadOnlyObjectWrapper<>(List.of());
    private final Runnable unsubscribe;
    private long planTicket;
    private long rowsTicket;
    private long curveTicket;

    StudentsViewModel(Workspace workspace) {
        this.workspace = workspace;
        project = workspace.project();
        students = project.students();
        planning = new Debounce(Duration.ofMillis(250), workspace.fx());
        refreshing = new Debounce(Duration.ofMillis(400), workspace.fx());
        form.properties().forEach(p -> p.addListener((_, _, _) -> planning.call(this::makePlan)));
        workspace.variableProperty().addListener((_, before, now) -> {
            if (!Objects.equals(before == null ? null : before.name(), now == null ? null : now.name()))
                refresh();
        });
        workspace.on(() -> refreshing.call(this::refresh), Change.ANNOTATIONS, Change.GOLD, Change.RUNS, Change.SAMPLES, Change.CODEBOOK,
                Change.UNITS);
        reference.addListener((_, before, now) -> {
            if (!before.isEmpty() && !now.isEmpty())
                evaluate();
        });
        testSample.addListener((_, _, _) -> evaluate());
        selected.addListener((_, _, _) -> drawCurve());
        curveLabel.addListener((_, _, _) -> drawCurve());
        unsubscribe = project.jobs().onSubmit(handle -> workspace.fx().accept(() -> follow(handle)));
        workspace.load(students::kinds, kinds::setAll);
        workspace.load(project.jobs()::active, active -> active.forEach(this::follow));
    }

    TrainForm form() {
        return form;
    }

    ObservableList<StudentKind> kinds() {
        return kinds;
    }

    ObservableList<String> sources() {
        return sources;
    }

    ObservableList<String> references() {
        return references;
    }

    /// Names of samples; the empty name first, for all.
    ObservableList<String> samples() {
        return samples;
    }

    ObservableList<StudentRow> rows() {
        return rows;
    }

    ReadOnlyObjectProperty<@Nullable Plan> planProperty() {
        return plan.getReadOnlyProperty();
    }

    /// Why nothing can be trained now; empty when it can.
    ReadOnlyStringProperty refusalProperty() {
        return refusal.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<@Nullable LiveTraining> trainingProperty() {
        return training.getReadOnlyProperty();
    }

    /// A training that was broken off and can go on; null when there is none.
    ReadOnlyObjectProperty<@Nullable JobRecord> resumableProperty() {
        return resumable.getReadOnlyProperty();
    }

    ReadOnlyBooleanProperty loadedProperty() {
        return loaded.getReadOnlyProperty();
    }

    StringProperty referenceProperty() {
        return reference;
    }

    StringProperty testSampleProperty() {
        return testSample;
    }

    ObjectProperty<@Nullable StudentRow> selectedProperty() {
        return selected;
    }

    StringProperty curveLabelProperty() {
        return curveLabel;
    }

    /// Precision and recall of the chosen label, highest threshold first.
    ReadOnlyObjectProperty<List<PrPoint>> curveProperty() {
        return curve.getReadOnlyProperty();
    }

    Workspace workspace() {
        return workspace;
    }

    private record Read(List<String> sources, List<String> references, List<String> samples, Optional<JobRecord> resumable) {}

    void refresh() {
        Variable variable = workspace.variableProperty().get();
        if (variable == null) {
            refusal.set(Texts.get("students.none.codebook"));
            plan.set(null);
            rows.clear();
            loaded.set(true);
            return;
        }
        workspace.load(() -> read(variable.name()), read -> {
            if (!sources.equals(read.sources))
                sources.setAll(read.sources);
            List<String> names = new ArrayList<>(List.of(""));
            names.addAll(read.samples);
            if (!samples.equals(names))
                samples.setAll(names);
            if (!references.equals(read.references))
                references.setAll(read.references);
            resumable.set(read.resumable.orElse(null));
            if (form.excluded.get().isEmpty() && !loaded.get())
                samples.stream().filter(s -> s.equalsIgnoreCase(TEST)).findFirst().ifPresent(form.excluded::set);
            if (!sources.contains(form.labelsFrom.get()))
                form.labelsFrom.set(sources.isEmpty() ? "" : sources.getFirst());
            if (!references.contains(reference.get()))
                reference.set(references.isEmpty() ? "" : references.getFirst());
            makePlan();
            evaluate();
        });
    }

    private Read read(String variable) {
        List<Annotator> annotators = project.data().annotators();
        Map<String, Long> counts = project.data().counts(variable);
        boolean hasFinal = project.data().find(UnitQuery.ALL.with(new UnitFilter.HasFinal(variable, true))).length > 0;
        Optional<JobRecord> broken = project.jobs().all().stream().filter(j -> j.kind().equals("train")).findFirst()
                .filter(JobRecord::resumable);
        return new Read(LabelSources.of(annotators, counts),
                LabelSources.references(annotators, counts, hasFinal, ResultsService.FINAL),
                project.samples().all().stream().map(Sample::name).toList(), broken);
    }

    private void makePlan() {
        Variable variable = workspace.variableProperty().get();
        long mine = ++planTicket;
        if (variable == null)
            return;
        if (form.labelsFrom.get().isEmpty()) {
            plan.set(null);
            refusal.set(Texts.get("students.none.labels"));
            return;
        }
        var request = form.request(variable.name());
        workspace.load(() -> students.plan(request), made -> {
            if (mine == planTicket) {
                plan.set(made);
                refusal.set("");
            }
        }, failure -> {
            if (mine == planTicket) {
                plan.set(null);
                refusal.set(String.valueOf(failure.getMessage()));
            }
        });
    }

    /// Draws a fifth of the texts at random as the sample "test" and keeps it out of training, so that students can be measured on it.
    void keepTestSet() {
        workspace.load(() -> {
            int size = Math.max(1, (int) (project.data().units() / ONE_IN));
            return project.samples().draw(new SampleRequest(TEST, size, SampleStrategy.RANDOM, Map.of(), null, null, null, 1));
        }, sample -> {
            if (!samples.contains(sample.name()))
                samples.add(sample.name());
            form.excluded.set(sample.name());
            workspace.message(Texts.get("students.kept", Numbers.count(sample.size()), sample.name()));
        });
    }

    void train() {
        Variable variable = workspace.variableProperty().get();
        if (variable == null || plan.get() == null)
            return;
        var request = form.request(variable.name());
        workspace.load(() -> students.submitTrain(request), _ -> {
        });
    }

    void resume() {
        JobRecord job = resumable.get();
        if (job != null)
            workspace.load(() -> project.jobs().resume(job.id()), _ -> resumable.set(null));
    }

    @SuppressWarnings("unchecked")
    private void follow(JobHandle<?> handle) {
        if (!handle.kind().equals("train") || handle.state().ended())
            return;
        LiveTraining live = new LiveTraining((JobHandle<Trained>) handle, workspace.fx());
        training.set(live);
        handle.result().whenComplete((_, _) -> workspace.fx().accept(() -> {
            if (training.get() == live)
                training.set(null);
            if (handle.state() == JobState.SUCCEEDED)
                workspace.message(Texts.get("students.done", handle.title()));
            refresh();
        }));
    }

    /// Measures every student against the chosen reference, in the background; a newer request replaces an older one.
    private void evaluate() {
        Variable variable = workspace.variableProperty().get();
        if (variable == null)
            return;
        long mine = ++rowsTicket;
        String against = reference.get();
        String sample = testSample.get().isEmpty() ? null : testSample.get();
        int draws = workspace.app().settings().draws();
        workspace.load(
                () -> students.runs().stream().filter(r -> r.variable().equals(variable.name())).map(r -> row(r, against, sample, draws))
                        .toList(),
                found -> {
                    if (mine != rowsTicket)
                        return;
                    String name = selected.get() == null ? "" : selected.get().run().name();
                    rows.setAll(found);
                    loaded.set(true);
                    selected.set(found.stream().filter(r -> r.run().name().equals(name)).findFirst()
                            .orElse(found.isEmpty() ? null : found.getFirst()));
                });
    }

    private StudentRow row(Run run, String against, @Nullable String sample, int draws) {
        PairwiseFigures figures = null;
        String why = against.isEmpty() ? Texts.get("students.noreference") : "";
        if (!against.isEmpty()) {
            try {
                figures = students.evaluate(run.name(), against, sample,
                        new BootstrapOptions(draws, BootstrapOptions.DEFAULT.seed(), BootstrapOptions.DEFAULT.level()));
            } catch (concord.app.AppException e) {
                why = String.valueOf(e.getMessage());
            }
        }
        return new StudentRow(run, students.outcome(run), figures, why);
    }

    private void drawCurve() {
        StudentRow row = selected.get();
        String label = curveLabel.get();
        long mine = ++curveTicket;
        if (row == null || row.figures() == null || label.isEmpty()) {
            curve.set(List.of());
            return;
        }
        String against = reference.get();
        String sample = testSample.get().isEmpty() ? null : testSample.get();
        workspace.load(() -> students.precisionRecall(row.run().name(), against, sample, label), points -> {
            if (mine == curveTicket)
                curve.set(points);
        });
    }

    /// The chosen student labels every unit (again).
    void score() {
        StudentRow row = selected.get();
        if (row != null)
            workspace.load(() -> students.submitScore(new ScoreRequest(row.run().name(), null, form.device.get())),
                    handle -> handle.result()
                            .thenAccept(
                                    n -> workspace.fx().accept(() -> workspace.message(Texts.get("students.scored", Numbers.count(n))))));
    }

    void export(Path folder) {
        StudentRow row = selected.get();
        if (row != null)
            workspace.load(() -> {
                Path target = folder.resolve(row.run().name());
                students.export(row.run().name(), target);
                return target;
            }, target -> workspace.message(Texts.get("students.exported", target)));
    }

    void delete() {
        StudentRow row = selected.get();
        if (row != null)
            workspace.load(() -> {
                students.delete(row.run().name());
                return row.run().name();
            }, name -> {
                workspace.message(Texts.get("students.deleted", name));
                refresh();
            });
    }

    void dispose() {
        unsubscribe.run();
    }
}
