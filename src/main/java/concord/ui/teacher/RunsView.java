package concord.ui.teacher;

import concord.model.UnitOutcome;
import concord.report.Numbers;
import concord.ui.Texts;
import concord.ui.control.NodeTable;
import concord.ui.control.Parts;
import concord.ui.teacher.RunsViewModel.Finding;
import concord.ui.teacher.RunsViewModel.Row;
import java.io.File;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableValue;
import javafx.collections.ListChangeListener;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.TableView;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.stage.DirectoryChooser;
import org.jspecify.annotations.Nullable;

/// Earlier runs and what can be done with one, two or several of them.
final class RunsView extends VBox {
    private static final double ROW = 46;
    private static final DateTimeFormatter WHEN = DateTimeFormatter.ofPattern("d MMM yyyy HH:mm", Locale.ENGLISH);
    private final RunsViewModel model;
    private final AgreementViewModel agreement;
    private final Runnable toLabelling;
    private final NodeTable<Row> table;
    private final VBox finding = Parts.column(6);

    /// @param toLabelling shows the first tab
    RunsView(RunsViewModel model, AgreementViewModel agreement, Runnable toLabelling) {
        super(12);
        this.model = model;
        this.agreement = agreement;
        this.toLabelling = toLabelling;
        setId("teacher-runs");
        setMinHeight(0);
        table = new NodeTable<>("teacher-run-table", ROW, model.rows(), new Label(Texts.get("teacher.runs.none")));
        fill();
        VBox card = new VBox(table);
        card.getStyleClass().addAll("card", "table-card");
        card.setMinHeight(36 + 2 * ROW);
        VBox.setVgrow(table, Priority.ALWAYS);
        VBox.setVgrow(card, Priority.ALWAYS);
        finding.getStyleClass().add("card");
        finding.setPadding(new Insets(14, 20, 14, 20));
        finding.setMinHeight(USE_PREF_SIZE);
        finding.setVisible(false);
        finding.managedProperty().bind(finding.visibleProperty());
        model.findingProperty().addListener((_, _, now) -> show(now));
        getChildren().addAll(card, actions(), finding);
    }

    private void fill() {
        table.getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
        table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        table.setAccessibleText(Texts.get("teacher.tab.runs"));
        table.words("teacher.runs.run", 80, 190, RunsView::name);
        table.words("teacher.runs.when", 80, 152, r -> Parts.elided(WHEN.format(r.run().at().atZone(ZoneId.systemDefault())), "t-note"));
        table.words("teacher.runs.texts", 80, 140,
                r -> Parts.elided(r.sample() == null ? Texts.get("teacher.texts.all") : r.sample(), "t-note"));
        table.figures("teacher.runs.labelled", 104, r -> Parts.text(Texts.get("teacher.done.short",
                Numbers.count(r.outcome().outcomes().getOrDefault(UnitOutcome.LABELLED, 0L)), Numbers.count(r.outcome().units())),
                "t-note"));
        table.figures("teacher.runs.repeats", 66, r -> Parts.text(String.valueOf(r.repeats()), "t-note"));
        table.figures("teacher.runs.temperature", 66, r -> Parts.text(Numbers.plain(r.temperature(), 1), "t-note"));
        table.figures("teacher.runs.codebook", 84, r -> Parts.text(Texts.get("shell.version", r.run().codebookVersion()), "t-note"));
        table.figures("teacher.runs.cost", 80, r -> Parts.text(cost(r), "t-note"));
        table.setOnMouseClicked(event -> {
            if (event.getClickCount() == 2)
                open();
        });
        table.setOnKeyPressed(event -> {
            if (event.getCode() == javafx.scene.input.KeyCode.ENTER)
                open();
        });
        model.rows().addListener((ListChangeListener<Row>) _ -> {
            String shown = model.teacher().shownProperty().get();
            table.getSelectionModel().clearSelection();
            model.rows().stream().filter(r -> r.run().name().equals(shown)).findFirst().ifPresent(table.getSelectionModel()::select);
        });
    }

    private static String cost(Row row) {
        return row.run().teacher().startsWith(TeacherForm.EMBEDDED + ":")
                ? Texts.get("teacher.cost.free")
                : Money.of(row.outcome().cost());
    }

    private void open() {
        List<Row> chosen = chosen();
        if (chosen.size() == 1) {
            model.show(chosen.getFirst());
            toLabelling.run();
        }
    }

    private List<Row> chosen() {
        return List.copyOf(table.getSelectionModel().getSelectedItems());
    }

    private Node actions() {
        ObservableValue<Boolean> idle = model.busyProperty().not().and(model.teacher().liveProperty().isNull());
        FlowPane row = new FlowPane(8, 8);
        row.setMinHeight(USE_PREF_SIZE);
        row.getChildren().addAll(one("teacher.runs.open", "eye", _ -> open(), idle), one("teacher.runs.settings", "copy", r -> {
            model.settings(r);
            toLabelling.run();
        }, idle), one("teacher.runs.replay", "rewind", model::replay, idle), one("teacher.runs.agreement", "repeat", model::repeats, idle),
                one("teacher.runs.anew", "refresh-cw", r -> {
                    model.show(r);
                    toLabelling.run();
                    model.teacher().askAnew();
                }, idle), several("teacher.runs.drift", "trending-up", 2, 2,
                        rows -> model.drift(rows.get(0), rows.get(1), agreement.referenceProperty().get()), idle),
                several("teacher.runs.among", "users", 2, 99, model::among, idle),
                several("teacher.runs.export", "download", 1, 99, this::export, idle), delete(idle));
        return row;
    }

    private Button one(String key, String icon, java.util.function.Consumer<Row> action, ObservableValue<Boolean> idle) {
        return several(key, icon, 1, 1, rows -> action.accept(rows.getFirst()), idle);
    }

    private Button several(String key, String icon, int least, int most, java.util.function.Consumer<List<Row>> action,
            ObservableValue<Boolean> idle) {
        Button button = Parts.button(Texts.get(key), icon, () -> action.accept(chosen()), "sm");
        button.setMnemonicParsing(false);
        button.setId(key.replace('.', '-'));
        var items = table.getSelectionModel().getSelectedItems();
        button.disableProperty().bind(
                Bindings.createBooleanBinding(() -> items.size() < least || items.size() > most || !idle.getValue(), items, idle));
        return button;
    }

    private void export(List<Row> rows) {
        File folder = new DirectoryChooser().showDialog(getScene().getWindow());
        if (folder != null)
            model.export(rows, agreement.referenceProperty().get(), folder.toPath());
    }

    private Node delete(ObservableValue<Boolean> idle) {
        HBox row = new HBox(8);
        Button delete = one("teacher.runs.delete", "trash-2", _ -> {
        }, idle);
        Button sure = Parts.button(Texts.get("teacher.runs.delete.sure"), "trash-2", "sm", "danger");
        sure.setId("teacher-runs-delete-sure");
        Button keep = Parts.button(Texts.get("teacher.runs.delete.keep"), () -> row.getChildren().setAll(delete));
        keep.getStyleClass().add("sm");
        delete.setOnAction(_ -> row.getChildren().setAll(sure, keep));
        sure.setOnAction(_ -> {
            row.getChildren().setAll(delete);
            chosen().stream().findFirst().ifPresent(model::delete);
        });
        row.getChildren().add(delete);
        return row;
    }

    private void show(@Nullable Finding now) {
        finding.setVisible(now != null);
        finding.getChildren().clear();
        if (now == null)
            return;
        String icon = now.good() == null ? "info" : now.good() ? "check-circle" : "alert-circle";
        String style = now.good() == null ? "faint" : now.good() ? "ok" : "bad";
        finding.getChildren().add(Parts.row(8, Parts.icon(icon, style), Parts.grow(Parts.elided(now.title(), "t-medium"))));
        now.lines().forEach(line -> finding.getChildren().add(Parts.sentence(line, "t-note")));
    }

    private static Node name(Row row) {
        VBox name = Parts.column(1, Parts.elided(row.run().name(), "t-medium"), Parts.elided(row.run().teacher(), "t-small", "ink-3"));
        name.setAlignment(Pos.CENTER_LEFT);
        return name;
    }
}
