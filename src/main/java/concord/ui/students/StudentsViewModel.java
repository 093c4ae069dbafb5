package concord.ui.students;

import concord.app.AppException;
import concord.app.Change;
import concord.app.Project;
import concord.app.ResultsService;
import concord.app.StudentService;
import concord.app.StudentService.PrPoint;
import concord.model.Annotator;
import concord.model.Run;
import concord.model.UnitFilter;
import concord.model.UnitQuery;
import concord.model.Variable;
import concord.model.VariableKind;
import concord.model.request.ScoreRequest;
import concord.model.result.GridTrial;
import concord.report.Numbers;
import concord.stats.BootstrapOptions;
import concord.ui.Texts;
import concord.ui.shell.Debounce;
import concord.ui.shell.Workspace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.function.BiConsumer;
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

/// The students there are and how good they are.
final class StudentsViewModel {
    private final Workspace workspace;
    private final Project project;
    private final StudentService students;
    private final Debounce refreshing;
    private final ObservableList<String> references = FXCollections.observableArrayList();
    private final ObservableList<StudentRow> rows = FXCollections.observableArrayList();
    private final ReadOnlyBooleanWrapper loaded = new ReadOnlyBooleanWrapper();
    private final StringProperty reference = new SimpleStringProperty("");
    private final StringProperty testSample = new SimpleStringProperty("");
    private final ObjectProperty<@Nullable StudentRow> selected = new SimpleObjectProperty<>();
    private final StringProperty curveLabel = new SimpleStringProperty("");
    private final ReadOnlyObjectWrapper<List<PrPoint>> curve = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyStringWrapper curveRefusal = new ReadOnlyStringWrapper("");
    private final ReadOnlyObjectWrapper<Reliability> reliability = new ReadOnlyObjectWrapper<>(Reliability.NONE);
    private final ReadOnlyObjectWrapper<List<GridTrial>> trials = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyBooleanWrapper adapter = new ReadOnlyBooleanWrapper();
    private final ReadOnlyStringWrapper teacher = new ReadOnlyStringWrapper("");
    private Map<String, Long> counts = Map.of();
    private List<Annotator> annotators = List.of();
    private long rowsTicket;
    private long curveTicket;
    private long describeTicket;

    StudentsViewModel(Workspace workspace) {
        this.workspace = workspace;
        project = workspace.project();
        students = project.students();
        refreshing = new Debounce(Duration.ofMillis(400), workspace.fx());
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
        selected.addListener((_, _, _) -> {
            drawCurve();
            describe();
        });
        curveLabel.addListener((_, _, _) -> drawCurve());
    }

    ObservableList<String> references() {
        return references;
    }

    ObservableList<StudentRow> rows() {
        return rows;
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

    /// Why there is no curve; empty while there is none yet.
    ReadOnlyStringProperty curveRefusalProperty() {
        return curveRefusal.getReadOnlyProperty();
    }

    /// Bins of the chosen student, or why there are none.
    ReadOnlyObjectProperty<Reliability> reliabilityProperty() {
        return reliability.getReadOnlyProperty();
    }

    /// By which the settings of the chosen student were found; none when it was not searched for.
    ReadOnlyObjectProperty<List<GridTrial>> trialsProperty() {
        return trials.getReadOnlyProperty();
    }

    /// Whether the chosen student is an adapter, which can be exported alone or merged with its model.
    ReadOnlyBooleanProperty adapterProperty() {
        return adapter.getReadOnlyProperty();
    }

    /// The teacher measured beside the students; empty when there is none.
    ReadOnlyStringProperty teacherProperty() {
        return teacher.getReadOnlyProperty();
    }

    Workspace workspace() {
        return workspace;
    }

    private record Read(List<Annotator> annotators, Map<String, Long> counts, boolean hasFinal) {}

    void refresh() {
        Variable variable = workspace.variableProperty().get();
        if (variable == null) {
            rows.clear();
            loaded.set(true);
            return;
        }
        workspace.load(() -> new Read(project.data().annotators(), project.data().counts(variable.name()),
                project.data().find(UnitQuery.ALL.with(new UnitFilter.HasFinal(variable.name(), true))).length > 0), read -> {
                    annotators = read.annotators;
                    counts = read.counts;
                    List<String> found = LabelSources.references(annotators, counts, read.hasFinal, ResultsService.FINAL);
                    if (!references.equals(found))
                        references.setAll(found);
                    if (!references.contains(reference.get()))
                        reference.set(references.isEmpty() ? "" : references.getFirst());
                    evaluate();
                });
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
        String beside = TeacherLine.best(annotators, counts, against).orElse("");
        workspace.load(
                () -> students.runs().stream().filter(r -> r.variable().equals(variable.name()))
                        .map(r -> row(r, new Against(against, sample, draws, beside))).toList(),
                found -> {
                    if (mine != rowsTicket)
                        return;
                    teacher.set(found.stream().anyMatch(r -> r.teacher().isPresent()) ? beside : "");
                    String name = selected.get() == null ? "" : selected.get().run().name();
                    rows.setAll(found);
                    loaded.set(true);
                    selected.set(found.stream().filter(r -> r.run().name().equals(name)).findFirst()
                            .orElse(found.isEmpty() ? null : found.getFirst()));
                });
    }

    /// @param sample  null for all units not trained on
    /// @param teacher to measure on the same units; empty for none
    private record Against(String reference, @Nullable String sample, int draws, String teacher) {}

    private StudentRow row(Run run, Against against) {
        StudentFigures figures = null;
        OptionalDouble teacher = OptionalDouble.empty();
        String why = against.reference.isEmpty() ? Texts.get("students.noreference") : "";
        if (!against.reference.isEmpty()) {
            try {
                figures = figures(run, against);
                if (!against.teacher.isEmpty())
                    teacher = students.beside(run.name(), against.teacher, against.reference, against.sample);
            } catch (AppException e) {
                why = String.valueOf(e.getMessage());
            }
        }
        return new StudentRow(run, students.outcome(run), figures, teacher, why);
    }

    private StudentFigures figures(Run run, Against against) {
        BootstrapOptions bootstrap = new BootstrapOptions(against.draws, BootstrapOptions.DEFAULT.seed(), BootstrapOptions.DEFAULT.level());
        VariableKind kind = project.codebook().current().variable(run.variable()).map(Variable::kind).orElse(VariableKind.SINGLE);
        return switch (kind) {
            case MULTI -> StudentFigures.of(students.evaluateSets(run.name(), against.reference, against.sample, bootstrap));
            case RANKING -> StudentFigures.of(students.evaluate(run.name(), against.reference, against.sample, bootstrap),
                    students.evaluateRanking(run.name(), against.reference, against.sample, null, bootstrap));
            case SINGLE, ORDINAL, PAIR -> StudentFigures.of(students.evaluate(run.name(), against.reference, against.sample, bootstrap));
        };
    }

    private void drawCurve() {
        StudentRow row = selected.get();
        String label = curveLabel.get();
        long mine = ++curveTicket;
        curveRefusal.set("");
        if (row == null || row.figures() == null || label.isEmpty()) {
            curve.set(List.of());
            return;
        }
        String against = reference.get();
        String sample = testSample.get().isEmpty() ? null : testSample.get();
        workspace.load(() -> students.precisionRecall(row.run().name(), against, sample, label), points -> {
            if (mine == curveTicket)
                curve.set(points);
        }, failure -> {
            if (mine == curveTicket) {
                curve.set(List.of());
                curveRefusal.set(String.valueOf(failure.getMessage()));
            }
        });
    }

    /// How far the chosen student's probabilities can be trusted, and the search its settings come from.
    private void describe() {
        StudentRow row = selected.get();
        long mine = ++describeTicket;
        reliability.set(Reliability.NONE);
        adapter.set(false);
        if (row == null) {
            trials.set(List.of());
            return;
        }
        String run = row.run().name();
        workspace.load(() -> students.trials(run), found -> {
            if (mine == describeTicket)
                trials.set(found);
        });
        workspace.load(() -> students.adapter(run), is -> {
            if (mine == describeTicket)
                adapter.set(is);
        });
        if (row.figures() == null)
            return;
        String against = reference.get();
        String sample = testSample.get().isEmpty() ? null : testSample.get();
        workspace.load(() -> students.calibration(run, against, sample), found -> {
            if (mine == describeTicket)
                reliability.set(new Reliability(found, ""));
        }, failure -> {
            if (mine == describeTicket)
                reliability.set(new Reliability(null, String.valueOf(failure.getMessage())));
        });
    }

    /// The chosen student labels every unit (again).
    void score(String device) {
        StudentRow row = selected.get();
        if (row != null)
            workspace.load(() -> students.submitScore(new ScoreRequest(row.run().name(), null, device)),
                    handle -> handle.result()
                            .thenAccept(
                                    n -> workspace.fx().accept(() -> workspace.message(Texts.get("students.scored", Numbers.count(n))))));
    }

    /// As a whole Hugging Face model.
    void export(Path folder) {
        export(folder, students::export);
    }

    /// As the adapter alone, for peft.
    void exportAdapter(Path folder) {
        export(folder, students::exportAdapter);
    }

    private void export(Path folder, BiConsumer<String, Path> way) {
        StudentRow row = selected.get();
        if (row != null)
            workspace.load(() -> {
                Path target = folder.resolve(row.run().name());
                way.accept(row.run().name(), target);
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
}
