package concord.ui.study;

import concord.report.Numbers;
import concord.stats.Value;
import concord.ui.Texts;
import concord.ui.control.Parts;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.scene.shape.Circle;

/// Arms by students: each cell its mean F1 with the standard deviation over seeds, a dot a seed, shaded by the mean; or what it waits for.
final class MatrixCard extends VBox {
    private static final double NAMES = 132;
    private static final double NARROWEST = 92;
    private static final double HIGH = 52;
    private static final int DARK = 5;
    private final Label title = Parts.elided("", "t-note", "t-medium");
    private final Label what = Parts.elided(Texts.get("study.matrix.what"), "t-small", "ink-3");
    private final HBox legend = Parts.row(6);
    private final GridPane grid = new GridPane();

    MatrixCard() {
        super(14);
        getStyleClass().add("card");
        setPadding(new Insets(16, 20, 18, 20));
        setMinHeight(Region.USE_PREF_SIZE);
        title.setMinWidth(Region.USE_PREF_SIZE);
        grid.setId("study-matrix");
        grid.setHgap(6);
        grid.setVgap(6);
        ScrollPane scroll = new ScrollPane(grid);
        scroll.getStyleClass().add("bare");
        scroll.setFitToWidth(true);
        scroll.setVbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        // all rows are to be seen: only many arms scroll, and that sideways
        grid.heightProperty().addListener((_, _, h) -> scroll.setMinHeight(h.doubleValue() + 2));
        getChildren().addAll(Parts.row(8, title, what, Parts.spacer(), legend), scroll);
    }

    /// @param heading "F1 on the same 300 texts"
    /// @param name    what a student is called
    /// @param kind    what stands below its name
    void show(Matrix matrix, String heading, UnaryOperator<String> name, UnaryOperator<String> kind) {
        title.setText(heading);
        legend(matrix);
        grid.getChildren().clear();
        grid.getColumnConstraints().setAll(new ColumnConstraints(NAMES));
        for (int j = 0; j < matrix.columns().size(); j++) {
            ColumnConstraints column = new ColumnConstraints(NARROWEST, NARROWEST, Double.MAX_VALUE);
            column.setHgrow(Priority.ALWAYS);
            grid.getColumnConstraints().add(column);
            grid.add(head(matrix.columns().get(j)), j + 1, 0);
        }
        grid.setMinWidth(NAMES + matrix.columns().size() * (NARROWEST + 6));
        int row = 1;
        for (Map.Entry<String, List<Optional<Matrix.Entry>>> student : matrix.cells().entrySet()) {
            String called = name.apply(student.getKey());
            VBox names = Parts.column(1, Parts.elided(called, "t-medium"), Parts.elided(kind.apply(student.getKey()), "t-small", "ink-3"));
            names.setAlignment(Pos.CENTER_LEFT);
            grid.add(names, 0, row);
            for (int j = 0; j < student.getValue().size(); j++) {
                Optional<Matrix.Entry> entry = student.getValue().get(j);
                if (entry.isPresent())
                    grid.add(cell(matrix, matrix.columns().get(j), entry.get(), called), j + 1, row);
            }
            row++;
        }
    }

    private void legend(Matrix matrix) {
        legend.getChildren().clear();
        if (!(matrix.high() > matrix.low()))
            return;
        HBox steps = Parts.row(2);
        for (int level = 1; level <= 6; level++) {
            steps.getChildren().add(Parts.style(Parts.height(Parts.width(new Region(), 16), 8), "h" + level));
        }
        legend.getChildren().addAll(Parts.text(Numbers.bounded(matrix.low()), "t-small", "ink-3"), steps,
                Parts.text(Numbers.bounded(matrix.high()), "t-small", "ink-3"));
    }

    private static Node head(Matrix.Column column) {
        return Parts
                .padded(Parts.column(1, Parts.row(6, ArmGlyph.of(column.slot(), 9), Parts.elided(column.arm(), "t-note", "t-medium")),
                        Parts.elided(column.below(), "t-small", "ink-3")), 0, 0, 4, 4);
    }

    private static Node cell(Matrix matrix, Matrix.Column column, Matrix.Entry entry, String student) {
        StackPane cell = new StackPane();
        cell.getStyleClass().addAll("cell", "study-cell");
        cell.setMinHeight(HIGH);
        cell.setPrefHeight(HIGH);
        cell.setFocusTraversable(true);
        cell.setAccessibleRole(AccessibleRole.TEXT);
        String words = words(column, entry, student);
        cell.setAccessibleText(words);
        Parts.hint(cell, words);
        cell.setOnMousePressed(_ -> cell.requestFocus());
        VBox inside = Parts.column(3);
        inside.setAlignment(Pos.CENTER);
        switch (entry.state()) {
            case DONE -> {
                int level = entry.mean().defined() ? matrix.level(entry.mean().orNaN()) : 0;
                cell.getStyleClass().add("h" + level);
                if (!entry.work().isEmpty())
                    cell.getStyleClass().add("working");
                HBox numbers = Parts.row(5, Parts.text(Numbers.bounded(entry.mean()), "t-medium"));
                if (entry.sd() instanceof Value.Defined(double sd))
                    numbers.getChildren().add(Parts.text("±" + Numbers.bounded(sd), "t-small"));
                numbers.setAlignment(Pos.CENTER);
                inside.getChildren().addAll(numbers, dots(entry, level >= DARK ? "on-heat" : "ink"));
            }
            case AT_WORK -> {
                cell.getStyleClass().add("at-work");
                inside.setSpacing(6);
                inside.getChildren().addAll(Parts.elided(entry.work(), "t-small", "ink-accent"), bar(entry.share()));
            }
            case WAITING -> {
                cell.getStyleClass().add("open");
                inside.getChildren().addAll(Parts.text(Texts.get("study.waiting"), "t-small", "ink-3"), dots(entry, "open"));
            }
            case FAILED -> {
                cell.getStyleClass().addAll("open", "failed");
                inside.getChildren().addAll(
                        Parts.row(5, Parts.icon("alert-circle", "small", "bad"),
                                Parts.text(Texts.get("study.failed"), "t-small", "ink-bad")),
                        dots(entry, "open"));
                ((HBox) inside.getChildren().getFirst()).setAlignment(Pos.CENTER);
            }
        }
        cell.getChildren().add(inside);
        return cell;
    }

    private static Node dots(Matrix.Entry entry, String ink) {
        HBox dots = Parts.row(4);
        dots.setAlignment(Pos.CENTER);
        for (Matrix.Seed seed : entry.seeds()) {
            Circle dot = new Circle(2.5);
            dot.getStyleClass().addAll("seed-dot", switch (seed) {
                case DONE -> "done";
                case OPEN -> "open";
                case FAILED -> "failed";
            }, ink);
            dots.getChildren().add(dot);
        }
        return dots;
    }

    private static Node bar(double share) {
        double wide = 72;
        Region fill = Parts.height(Parts.width(Parts.style(new Region(), "fill"), Math.clamp(share, 0, 1) * wide), 4);
        StackPane track = Parts.height(Parts.width(new StackPane(Parts.style(new Region(), "track"), fill), wide), 4);
        StackPane.setAlignment(fill, Pos.CENTER_LEFT);
        return track;
    }

    /// "MiniLM, Human, 250 labels: F1 .69, standard deviation .03 over 3 of 3 seeds".
    private static String words(Matrix.Column column, Matrix.Entry entry, String student) {
        String where = Texts.get("study.cell", student, column.arm(), column.below());
        return where + " " + switch (entry.state()) {
            case DONE -> done(entry);
            case AT_WORK -> entry.work();
            case WAITING -> Texts.get("study.waiting");
            case FAILED -> entry.why();
        };
    }

    private static String done(Matrix.Entry entry) {
        long done = entry.seeds().stream().filter(Matrix.Seed.DONE::equals).count();
        String mean = switch (entry.mean()) {
            case Value.Defined(double f1) -> "F1 " + Numbers.bounded(f1);
            case Value.Undefined(String reason) -> Texts.get("results.undefined", reason);
        };
        String sd = entry.sd() instanceof Value.Defined(double v) ? " " + Texts.get("study.cell.sd", Numbers.bounded(v)) : "";
        String seeds = " " + Texts.get("study.cell.seeds", done, entry.seeds().size());
        String settings = entry.settings().isEmpty()
                ? ""
                : " " + Texts.get("study.cell.settings",
                        entry.settings().entrySet().stream().map(e -> e.getKey() + " " + e.getValue()).collect(Collectors.joining(", ")));
        String failed = entry.why().isEmpty() ? "" : " " + entry.why();
        String work = entry.work().isEmpty() ? "" : " " + Texts.get("study.cell.work", entry.work());
        return mean + sd + seeds + settings + failed + work;
    }
}
