package concord.ui.students;

import concord.report.Numbers;
import concord.stats.Interval;
import concord.stats.Value;
import concord.ui.Texts;
import concord.ui.control.IntervalMark;
import concord.ui.control.NodeTable;
import concord.ui.control.Parts;
import java.time.Duration;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// The students with their figures; the interval of F1 is drawn in the row.
final class StudentTable extends StackPane {
    private static final double ROW = 46;

    StudentTable(StudentsViewModel model) {
        getStyleClass().addAll("card", "table-card");
        setMinHeight(36 + 3 * ROW);
        NodeTable<StudentRow> table = new NodeTable<>("student-table", ROW, model.rows(), new Label(Texts.get("students.first")));
        table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        table.words("students.column.student", 190, 190, StudentTable::name);
        table.figures("students.column.n", 62, r -> text(Numbers.count(r.outcome().trainUnits())));
        table.figures("students.column.f1", 54, r -> figure(r, StudentFigures.F1));
        table.figures("students.column.interval", 92, StudentTable::interval);
        TableColumn<StudentRow, StudentRow> drawn = table.words("students.column.drawn", 168, 168, StudentTable::drawn);
        Runnable head = () -> drawn.setText(model.teacherProperty().get().isEmpty()
                ? Texts.get("students.column.drawn")
                : Texts.get("students.column.drawn.teacher", model.teacherProperty().get()));
        model.teacherProperty().addListener((_, _, _) -> head.run());
        head.run();
        table.figures("students.column.precision", 74, r -> figure(r, "macro.precision"));
        table.figures("students.column.recall", 62, r -> figure(r, "macro.recall"));
        table.figures("students.column.kappa", 50, r -> figure(r, "cohen_kappa"));
        table.figures("students.column.time", 76, r -> text(Numbers.duration(Duration.ofMillis((long) (r.outcome().seconds() * 1000)))));
        table.follow(model.selectedProperty());
        getChildren().add(table);
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
}
