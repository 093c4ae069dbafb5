package concord.ui.students;

import concord.report.Numbers;
import concord.stats.Interval;
import concord.stats.Value;
import concord.ui.Texts;
import concord.ui.control.IntervalMark;
import concord.ui.control.Parts;
import java.time.Duration;
import java.util.function.Function;
import javafx.beans.property.SimpleObjectProperty;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// The students with their figures; the interval of F1 is drawn in the row.
final class StudentTable extends StackPane {
    private static final double ROW = 46;
    private final TableView<StudentRow> table = new TableView<>();
    private boolean selecting;

    StudentTable(StudentsViewModel model) {
        getStyleClass().addAll("card", "table-card");
        setMinHeight(36 + 3 * ROW);
        table.setId("student-table");
        table.setFixedCellSize(ROW);
        table.setItems(model.rows());
        table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        table.setPlaceholder(new Label(Texts.get("students.first")));
        table.getColumns().add(column("students.column.student", 190, false, StudentTable::name));
        table.getColumns().add(column("students.column.n", 62, true, r -> text(Numbers.count(r.outcome().trainUnits()))));
        table.getColumns().add(column("students.column.f1", 54, true, r -> figure(r, StudentFigures.F1)));
        table.getColumns().add(column("students.column.interval", 92, true, StudentTable::interval));
        TableColumn<StudentRow, StudentRow> drawn = column("students.column.drawn", 168, false, StudentTable::drawn);
        Runnable head = () -> drawn.setText(model.teacherProperty().get().isEmpty()
                ? Texts.get("students.column.drawn")
                : Texts.get("students.column.drawn.teacher", model.teacherProperty().get()));
        model.teacherProperty().addListener((_, _, _) -> head.run());
        head.run();
        table.getColumns().add(drawn);
        table.getColumns().add(column("students.column.precision", 74, true, r -> figure(r, "macro.precision")));
        table.getColumns().add(column("students.column.recall", 62, true, r -> figure(r, "macro.recall")));
        table.getColumns().add(column("students.column.kappa", 50, true, r -> figure(r, "cohen_kappa")));
        table.getColumns().add(column("students.column.time", 76, true,
                r -> text(Numbers.duration(Duration.ofMillis((long) (r.outcome().seconds() * 1000))))));
        table.getSelectionModel().selectedItemProperty().addListener((_, _, row) -> {
            if (!selecting && row != null)
                model.selectedProperty().set(row);
        });
        model.selectedProperty().addListener((_, _, row) -> {
            selecting = true;
            table.getSelectionModel().select(row);
            selecting = false;
        });
        getChildren().add(table);
    }

    private static TableColumn<StudentRow, StudentRow> column(String key, double width, boolean number, Function<StudentRow, Node> shown) {
        TableColumn<StudentRow, StudentRow> column = new TableColumn<>(Texts.get(key));
        column.setMinWidth(width);
        column.setPrefWidth(width);
        column.setSortable(false);
        column.setReorderable(false);
        if (number)
            column.getStyleClass().add("num-head");
        column.setCellValueFactory(row -> new SimpleObjectProperty<>(row.getValue()));
        column.setCellFactory(_ -> new Cell(number, shown));
        return column;
    }

    private static Node name(StudentRow row) {
        VBox name = Parts.column(1, Parts.elided(row.run().name(), "t-medium"), Parts.elided(
                Texts.get("students.column.from", row.run().student(), TrainButton.source(row.run().labelsFrom())), "t-small", "ink-3"));
        name.setAlignment(Pos.CENTER_LEFT);
        return name;
    }

    private static Node figure(StudentRow row, String key) {
        StudentFigures figures = row.figures();
        if (figures == null)
            return missing(row.why());
        return switch (figures.value(key)) {
            case Value.Undefined(String reason) -> missing(Texts.get("results.undefined", reason));
            case Value.Defined(double value) -> text(Numbers.bounded(value));
        };
    }

    private static Node interval(StudentRow row) {
        return row.figures() == null ? missing(row.why()) : text(Numbers.interval(row.figures().interval(StudentFigures.F1)));
    }

    private static Node drawn(StudentRow row) {
        StudentFigures figures = row.figures();
        if (figures == null || !figures.value(StudentFigures.F1).defined())
            return missing(row.why());
        Interval interval = figures.interval(StudentFigures.F1);
        double f1 = figures.value(StudentFigures.F1).orNaN();
        return new IntervalMark(f1, interval == null ? f1 : interval.low(), interval == null ? f1 : interval.high(), row.teacher());
    }

    private static Label text(String text) {
        return Parts.text(text);
    }

    private static Node missing(String why) {
        Label dash = Parts.text(Numbers.MISSING, "ink-3");
        dash.setTooltip(new Tooltip(why));
        dash.setAccessibleText(why);
        return dash;
    }

    private static final class Cell extends TableCell<StudentRow, StudentRow> {
        private final Function<StudentRow, Node> shown;

        Cell(boolean number, Function<StudentRow, Node> shown) {
            this.shown = shown;
            if (number)
                getStyleClass().add("num");
        }

        @Override
        protected void updateItem(@Nullable StudentRow row, boolean empty) {
            super.updateItem(row, empty);
            setText(null);
            setGraphic(empty || row == null ? null : shown.apply(row));
        }
    }
}
