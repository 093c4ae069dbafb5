package concord.ui.students;

import concord.app.StudentService;
import concord.model.result.GridTrial;
import concord.report.Numbers;
import concord.ui.Texts;
import concord.ui.control.Parts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;

/// The trials of a search: what was varied, validation F1 and time; the best marked, and the one that runs.
final class TrialTable extends StackPane {
    private static final double ROW = 30;
    private static final double HEAD = 36;
    private static final int SHOWN = 6;
    private final TableView<GridTrial> table = new TableView<>();
    private final boolean live;
    private List<String> fields = List.of();
    private int best;
    private int running;

    /// @param live whether the first trial without an end is being trained now
    TrialTable(boolean live) {
        this.live = live;
        table.setFixedCellSize(ROW);
        table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        table.setFocusTraversable(false);
        table.setSelectionModel(null);
        table.getStyleClass().add("trials");
        getChildren().add(table);
    }

    void show(List<GridTrial> trials) {
        best = trials.stream().anyMatch(t -> t.validationF1() != null) ? StudentService.best(trials).number() : 0;
        running = live ? trials.stream().filter(t -> !t.ended()).mapToInt(GridTrial::number).findFirst().orElse(0) : 0;
        List<String> now = trials.isEmpty() ? List.of() : List.copyOf(trials.getFirst().settings().keySet());
        if (!now.equals(fields) || table.getColumns().isEmpty()) {
            fields = now;
            columns();
        }
        table.getItems().setAll(trials);
        Parts.height(this, HEAD + ROW * Math.clamp(trials.size(), 1, SHOWN) + 4);
        int at = running > 0 ? running : best;
        table.scrollTo(Math.max(0, at - SHOWN + 1));
    }

    private void columns() {
        List<TableColumn<GridTrial, GridTrial>> columns = new ArrayList<>();
        columns.add(column(Texts.get("students.trial"), 64, t -> Parts.text(String.valueOf(t.number()))));
        for (String field : fields) {
            columns.add(column(Texts.get("students.option." + field), 96, t -> Parts.text(value(field, t.settings().get(field)))));
        }
        columns.add(column(Texts.get("students.f1"), 110, this::f1));
        columns.add(column(Texts.get("students.column.time"), 80, TrialTable::time));
        columns.add(column("", 110, this::state));
        table.getColumns().setAll(columns);
    }

    private static String value(String field, @Nullable String value) {
        return field.equals("class_weights")
                ? Texts.get("students.value.class_weights." + value)
                : String.valueOf(value);
    }

    private Node f1(GridTrial trial) {
        Double f1 = trial.validationF1();
        if (f1 != null)
            return Parts.text(Numbers.bounded(f1), trial.number() == best ? "t-medium" : "");
        return Parts.text(trial.error() == null ? "" : Numbers.MISSING, "ink-3");
    }

    private static Node time(GridTrial trial) {
        return Parts.text(trial.ended() ? Numbers.duration(Duration.ofMillis((long) (trial.seconds() * 1000))) : "");
    }

    private Node state(GridTrial trial) {
        String error = trial.error();
        if (error != null) {
            Label failed = Parts.text(Texts.get("students.trial.failed"), "ink-bad");
            failed.setTooltip(new Tooltip(error));
            failed.setAccessibleText(error);
            return failed;
        }
        if (trial.number() == best)
            return Parts.chip(Texts.get(live ? "students.trial.sofar" : "students.trial.best"), "check", "ok");
        return trial.number() == running
                ? Parts.row(6, Parts.icon("activity", "small", "accent"), Parts.text(Texts.get("students.trial.running"), "ink-2"))
                : Parts.text("");
    }

    private static TableColumn<GridTrial, GridTrial> column(String title, double width, Function<GridTrial, Node> shown) {
        TableColumn<GridTrial, GridTrial> column = new TableColumn<>(title);
        column.setMinWidth(width);
        column.setPrefWidth(width);
        column.setSortable(false);
        column.setReorderable(false);
        column.setCellValueFactory(trial -> new SimpleObjectProperty<>(trial.getValue()));
        column.setCellFactory(_ -> new TableCell<>() {
            @Override
            protected void updateItem(@Nullable GridTrial trial, boolean empty) {
                super.updateItem(trial, empty);
                setText(null);
                setGraphic(empty || trial == null ? null : shown.apply(trial));
            }
        });
        return column;
    }
}
