package concord.ui.teacher;

import concord.app.AppException;
import concord.app.Project;
import concord.app.TeachingResults.Drift;
import concord.app.TeachingResults.Repeats;
import concord.app.TeachingResults.Replayed;
import concord.model.Teaching;
import concord.model.result.TeachOutcome;
import concord.report.Numbers;
import concord.stats.AmongFigures;
import concord.stats.BootstrapOptions;
import concord.stats.Value;
import concord.ui.Texts;
import concord.ui.shell.Workspace;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/// The runs of the variable, and what is asked of them afterwards.
final class RunsViewModel {
    private static final String ALPHA = "krippendorff_alpha.nominal";

    record Row(Teaching run, TeachOutcome outcome, int repeats, @Nullable String sample, double temperature) {}

    /// What was found out, line by line.
    ///
    /// @param good whether it is as one would wish; null where that is not the question
    record Finding(String title, List<String> lines, @Nullable Boolean good) {
        Finding {
            lines = List.copyOf(lines);
        }
    }

    private final TeacherViewModel teacher;
    private final Workspace workspace;
    private final Project project;
    private final ObservableList<Row> rows = FXCollections.observableArrayList();
    private final ReadOnlyObjectWrapper<@Nullable Finding> finding = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper();
    private long ticket;

    RunsViewModel(TeacherViewModel teacher) {
        this.teacher = teacher;
        workspace = teacher.workspace();
        project = workspace.project();
        teacher.runs().addListener((ListChangeListener<Teaching>) _ -> read());
    }

    TeacherViewModel teacher() {
        return teacher;
    }

    /// The latest first.
    ObservableList<Row> rows() {
        return rows;
    }

    ReadOnlyObjectProperty<@Nullable Finding> findingProperty() {
        return finding.getReadOnlyProperty();
    }

    ReadOnlyBooleanProperty busyProperty() {
        return busy.getReadOnlyProperty();
    }

    private void read() {
        List<Teaching> of = List.copyOf(teacher.runs());
        long mine = ++ticket;
        workspace.load(() -> of.stream().map(r -> {
            var request = project.teachers().request(r.name());
            return new Row(r, project.teachers().outcome(r.name()), request.repeats(), request.sample(), request.temperature());
        }).toList(), found -> {
            if (mine == ticket && !rows.equals(found))
                rows.setAll(found);
        }, _ -> {
            // a run was deleted while it was read; the next change reads again
        });
    }

    /// Looks at the run on the first tab.
    void show(Row row) {
        teacher.show(row.run().name());
    }

    /// Fills the form with the settings of the run.
    void settings(Row row) {
        workspace.load(() -> project.teachers().request(row.run().name()), teacher.form()::take);
    }

    void replay(Row row) {
        find(() -> {
            Replayed done = project.teachings().replay(row.run().name());
            List<String> lines = new ArrayList<>();
            lines.add(Texts.get("teacher.replay.read", Numbers.count(done.calls()), Numbers.count(done.units())));
            lines.add(done.identical()
                    ? Texts.get("teacher.replay.same")
                    : Texts.get("teacher.replay.differs", Numbers.count(done.differs().size()), Numbers.count(done.labels().size())));
            return new Finding(Texts.get("teacher.replay.title", row.run().name()), lines, done.identical());
        });
    }

    /// Agreement of the repeats of one run.
    void repeats(Row row) {
        find(() -> {
            Repeats of = project.teachings().repeats(row.run().name(), bootstrap());
            List<String> lines = new ArrayList<>(among(of.figures()));
            List<String> growing = of.cumulative().stream().map(Numbers::bounded).toList();
            lines.add(Texts.get("teacher.repeats.growing", String.join(", ", growing)));
            return new Finding(Texts.get("teacher.repeats.title", row.run().name()), lines, null);
        });
    }

    /// Agreement of several runs with each other.
    void among(List<Row> of) {
        List<String> names = of.stream().map(r -> r.run().name()).toList();
        find(() -> new Finding(Texts.get("teacher.among.title", String.join(", ", names)),
                among(project.teachings().among(names, bootstrap())), null));
    }

    /// The older of two runs against the newer.
    void drift(Row one, Row other, String reference) {
        boolean ordered = one.run().at().isBefore(other.run().at());
        Row old = ordered ? one : other;
        Row anew = ordered ? other : one;
        find(() -> {
            Drift found = project.teachings().drift(old.run().name(), anew.run().name(), reference.isEmpty() ? null : reference,
                    bootstrap());
            List<String> lines = new ArrayList<>();
            lines.add(
                    Texts.get("teacher.drift.models", String.join(", ", found.models().get(0)), String.join(", ", found.models().get(1))));
            lines.add(Texts.get("teacher.drift.changed", Numbers.count(found.changed().size()), Numbers.count(found.units())));
            if (found.prompts() > 0)
                lines.add(Texts.get("teacher.drift.prompts", Numbers.count(found.prompts())));
            lines.addAll(among(found.agreement()));
            if (found.test() != null)
                lines.add(Texts.get("teacher.drift.right", found.reference(), Numbers.count(found.rightOld()),
                        Numbers.count(found.rightNew()), Numbers.count(found.comparable()), Numbers.bounded(found.test().exactP())));
            return new Finding(Texts.get("teacher.drift.title", found.old(), found.anew()), lines, null);
        });
    }

    private static List<String> among(AmongFigures figures) {
        List<String> lines = new ArrayList<>();
        lines.add(Texts.get("teacher.among.units", Numbers.count(figures.pairableUnits())));
        for (String key : List.of("percent_agreement", ALPHA)) {
            Value value = figures.value(key);
            var interval = figures.interval(key);
            String name = Texts.get(key.equals(ALPHA) ? "teacher.among.alpha" : "teacher.among.percent");
            lines.add(switch (value) {
                case Value.Defined(double v) ->
                    Texts.get("teacher.among.figure", name, Numbers.bounded(v), interval == null ? "" : Numbers.interval(interval));
                case Value.Undefined(String reason) -> Texts.get("teacher.among.none", name, reason);
            });
        }
        return lines;
    }

    /// Tables as gpt_annotate writes them.
    void export(List<Row> of, String reference, Path folder) {
        List<String> names = of.stream().map(r -> r.run().name()).toList();
        find(() -> {
            List<Path> files = project.gptAnnotate().write(names, reference.isEmpty() ? null : reference, folder);
            return new Finding(Texts.get("teacher.export.title", folder),
                    files.stream().map(f -> String.valueOf(f.getFileName())).toList(), true);
        });
    }

    void delete(Row row) {
        find(() -> {
            project.teachers().delete(row.run().name());
            return new Finding(Texts.get("teacher.delete.title", row.run().name()), List.of(Texts.get("teacher.delete.backup")), null);
        });
    }

    private void find(Supplier<Finding> work) {
        busy.set(true);
        workspace.load(work, found -> {
            busy.set(false);
            finding.set(found);
        }, failure -> {
            busy.set(false);
            if (failure instanceof AppException)
                finding.set(
                        new Finding(Texts.get("teacher.refused"), List.of(Objects.requireNonNullElse(failure.getMessage(), "")), false));
            else
                workspace.error(failure);
        });
    }

    private BootstrapOptions bootstrap() {
        return new BootstrapOptions(workspace.app().settings().draws(), BootstrapOptions.DEFAULT.seed(), BootstrapOptions.DEFAULT.level());
    }
}
