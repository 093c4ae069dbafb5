package concord.ui.students;

import concord.model.Variable;
import concord.model.VariableKind;
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

/// The students with their figures; the interval of the one they are compared by is drawn in the row.
final class StudentTable extends StackPane {
    private static final double ROW = 46;

    StudentTable(StudentsViewModel model) {
        getStyleClass().addAll("card", "table-card");
        setMinHeight(36 + 3 * ROW);
        NodeTable<StudentRow> table = new NodeTable<>("student-table", ROW, model.rows(), new Label(Texts.get("students.first")));
        table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        table.words("students.column.student", 190, 190, StudentTable::name);
        table.figures("students.column.n", 62, r -> text(Numbers.count(r.outcome().trainUnits())));
        TableColumn<StudentRow, StudentRow> main = table.figures("students.column.f1", 64, r -> r.figures() == null
                ? missing(r.why())
                : figure(r, r.figures().main()));
        table.figures("students.column.interval", 92, StudentTable::interval);
        TableColumn<StudentRow, StudentRow> drawn = table.words("students.column.drawn", 168, 168, StudentTable::drawn);
        TableColumn<StudentRow, StudentRow> first = table.figures("students.column.precision", 74,
                r -> figure(r, "macro.precision", "map"));
        TableColumn<StudentRow, StudentRow> second = table.figures("students.column.recall", 62, r -> figure(r, "macro.recall", "mrr"));
        TableColumn<StudentRow, StudentRow> third = table.figures("students.column.kappa", 50,
                r -> figure(r, "cohen_kappa", "kendall_tau"));
        Runnable head = () -> {
            Variable variable = model.workspace().variableProperty().get();
            boolean ranks = variable != null && variable.kind() == VariableKind.RANKING;
            String figure = Texts.get(ranks ? "results.figure.ndcg_at_10" : "students.column.f1");
            main.setText(figure);
            drawn.setText(model.teacherProperty().get().isEmpty()
                    ? Texts.get("students.column.drawn", figure)
                    : Texts.get("students.column.drawn.teacher", figure, model.teacherProperty().get()));
            first.setText(Texts.get(ranks ? "results.figure.map" : "students.column.precision"));
            second.setText(Texts.get(ranks ? "results.figure.mrr" : "students.column.recall"));
            third.setText(Texts.get(ranks ? "ranking.column.tau" : "students.column.kappa"));
        };
        model.teacherProperty().addListener((_, _, _) -> head.run());
        model.workspace().variableProperty().addListener((_, _, _) -> head.run());
        head.run();
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

    /// @param ranked the key where documents are ranked
    private static Node figure(StudentRow row, String key, String ranked) {
        return figure(row, row.figures() != null && row.figures().main().equals(StudentFigures.NDCG) ? ranked : key);
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
        return row.figures() == null ? missing(row.why()) : text(Numbers.interval(row.figures().interval(row.figures().main())));
    }

    private static Node drawn(StudentRow row) {
        StudentFigures figures = row.figures();
        if (figures == null || !figures.value(figures.main()).defined())
            return missing(row.why());
        Interval interval = figures.interval(figures.main());
        double value = figures.value(figures.main()).orNaN();
        return new IntervalMark(value, interval == null ? value : interval.low(), interval == null ? value : interval.high(),
                row.teacher());
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
