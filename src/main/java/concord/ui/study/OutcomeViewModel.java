package concord.ui.study;

import concord.model.request.StudyRequest;
import concord.model.result.StudentKind;
import concord.report.Numbers;
import concord.report.StudyFiles;
import concord.stats.Value;
import concord.study.Cell;
import concord.study.StudyOutcome;
import concord.ui.Texts;
import concord.ui.shell.Workspace;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/// What is shown of a distillation study: one variable, one student or the mean of all. Reckoned in the background when the outcome or a choice
/// changes.
final class OutcomeViewModel implements Export.Source {
    private final StudiesViewModel studies;
    private final Workspace workspace;
    private final ObservableList<StudentKind> kinds = FXCollections.observableArrayList();
    private final ObservableList<String> variables = FXCollections.observableArrayList();
    private final StringProperty variable = new SimpleStringProperty("");
    private final StringProperty student = new SimpleStringProperty("");
    private final ReadOnlyObjectWrapper<@Nullable Shown> shown = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable Matrix> matrix = new ReadOnlyObjectWrapper<>();
    private long ticket;
    private String taken = "";

    OutcomeViewModel(StudiesViewModel studies) {
        this.studies = studies;
        workspace = studies.workspace();
        workspace.load(workspace.project().students()::kinds, found -> {
            kinds.setAll(found);
            reckon();
        });
        studies.outcomeProperty().addListener((_, _, now) -> take(now));
        studies.marksProperty().addListener((_, _, _) -> reckon());
        studies.liveProperty().addListener((_, _, live) -> {
            if (live != null)
                live.momentProperty().addListener((_, _, _) -> fill());
            fill();
        });
        variable.addListener((_, _, _) -> reckon());
        student.addListener((_, _, _) -> reckon());
    }

    /// What stands in the side pane and the figures.
    ///
    /// @param of       the student whose arms are held against each other
    /// @param sentence what was found
    /// @param test     what a reader should know of the test
    record Shown(StudyOutcome outcome, String variable, String student, String of, ByArm byArm, Findings findings,
            Optional<String> sentence, String test) {}

    ReadOnlyObjectProperty<@Nullable Shown> shownProperty() {
        return shown.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<@Nullable Matrix> matrixProperty() {
        return matrix.getReadOnlyProperty();
    }

    /// Of the study, to choose from.
    ObservableList<String> variables() {
        return variables;
    }

    StringProperty variableProperty() {
        return variable;
    }

    /// Empty for the mean of all students.
    StringProperty studentProperty() {
        return student;
    }

    Workspace workspace() {
        return workspace;
    }

    /// A student as people call it.
    String name(String key) {
        return StudentNames.of(kinds, key);
    }

    String kind(String key) {
        return StudentNames.kind(kinds, key);
    }

    int slot(Cell cell) {
        StudyOutcome outcome = studies.outcomeProperty().get();
        return outcome == null ? 0 : Marks.slot(outcome.request(), cell);
    }

    /// "F1 on the same 300 human-labelled texts".
    String heading() {
        Shown now = shown.get();
        StudyOutcome outcome = studies.outcomeProperty().get();
        String positive = outcome == null || outcome.request().positive() == null ? "" : outcome.request().positive();
        String measure = positive.isEmpty() ? Texts.get("study.f1.macro") : Texts.get("study.f1.of", positive);
        int units = now == null ? 0 : units(now.outcome, now.variable);
        return units == 0 ? measure : Texts.get("study.matrix.title", measure, Numbers.count(units));
    }

    /// Test units that were answered, as far as it is known.
    private static int units(StudyOutcome outcome, String variable) {
        return outcome.cells().stream().filter(r -> r.cell().variable().equals(variable)).flatMap(r -> r.seeds().stream())
                .mapToInt(s -> switch (s.figures()) {
                    case concord.study.TestFigures.Single f -> f.figures().n();
                    case concord.study.TestFigures.Several f -> f.figures().n();
                    case concord.study.TestFigures.Ranked _ -> 0;
                }).max().orElse(0);
    }

    private void take(@Nullable StudyOutcome outcome) {
        if (outcome == null) {
            ticket++;
            shown.set(null);
            matrix.set(null);
            return;
        }
        StudyRequest request = outcome.request();
        if (!variables.equals(request.variables()))
            variables.setAll(request.variables());
        if (!request.variables().contains(variable.get()))
            variable.set(request.variables().getFirst());
        List<String> learners = ByArm.students(outcome);
        boolean other = !taken.equals(outcome.study());
        taken = outcome.study();
        if (other || !student.get().isEmpty() && !learners.contains(student.get()))
            student.set(learners.isEmpty() ? "" : learners.getFirst());
        fill();
        reckon();
    }

    private void fill() {
        StudyOutcome outcome = studies.outcomeProperty().get();
        LiveStudy live = studies.liveProperty().get();
        if (outcome != null && !variable.get().isEmpty())
            matrix.set(
                    Matrix.of(outcome, variable.get(), live == null ? null : live.momentProperty().get()));
    }

    private void reckon() {
        StudyOutcome outcome = studies.outcomeProperty().get();
        if (outcome == null || !outcome.request().variables().contains(variable.get()))
            return;
        fill();
        long mine = ++ticket;
        String one = variable.get();
        String whose = student.get();
        Marks marks = studies.marksProperty().get();
        List<String> learners = ByArm.students(outcome);
        String of = whose.isEmpty() && !learners.isEmpty() ? learners.getFirst() : whose;
        String called = name(of);
        workspace.load(() -> {
            Findings findings = Findings.of(outcome, one, of, marks);
            int looks = studies.otherLooks(outcome.request().test().sample(), outcome.study());
            return new Shown(outcome, one, whose, of, ByArm.of(outcome, one, whose), findings, findings.sentence(called),
                    Texts.get("study.side.test", outcome.request().test().sample(), ArmList.shown(outcome.request().test().annotator()))
                            + " " + Texts.get("study.looks.other", looks, Numbers.count(looks)));
        }, found -> {
            if (mine == ticket)
                shown.set(found);
        });
    }

    @Override
    public String study() {
        Shown now = shown.get();
        return now == null ? "" : now.outcome.study();
    }

    @Override
    public Supplier<Map<String, byte[]>> files() {
        Shown now = shown.get();
        return () -> now == null ? Map.of() : StudyFiles.of(now.outcome);
    }

    /// The figures by arm.
    @Override
    public String table() {
        Shown now = shown.get();
        if (now == null)
            return "";
        String head = String.join("\t", Texts.get("study.arm"), Texts.get("study.copy.labels"), Texts.get("study.copy.precision"),
                Texts.get("study.copy.recall"), "F1", Texts.get("study.copy.interval"));
        return head + "\n"
                + now.byArm.rows().stream().map(r -> String.join("\t", r.title(), r.units() == 0 ? "" : String.valueOf(r.units()),
                        full(r.precision()), full(r.recall()), full(r.f1()), r.interval() == null ? "" : Numbers.interval(r.interval())))
                        .collect(Collectors.joining("\n"))
                + "\n";
    }

    private static String full(Value value) {
        return value.defined() ? Numbers.bounded(value) : Numbers.MISSING;
    }
}
