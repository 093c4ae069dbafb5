package concord.ui.control;

import concord.report.Numbers;
import concord.ui.Texts;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;
import javafx.geometry.HPos;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Button;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// Two annotators' labels against each other; a cell can be chosen. Shades are row shares.
public final class ConfusionMatrix extends ScrollPane {
    private static final double SMALLEST = 30;
    private static final double LARGEST = 46;
    private final double inner;
    private final GridPane grid = new GridPane();

    /// What is drawn.
    ///
    /// @param slots  label marks, aligned with `labels`
    /// @param counts rows = reference, columns = other
    public record Content(String reference, String other, List<String> labels, List<Integer> slots, List<List<Integer>> counts) {
        public Content {
            labels = List.copyOf(labels);
            slots = List.copyOf(slots);
            counts = List.copyOf(counts);
        }
    }

    /// A cell by its labels.
    public record Choice(String reference, String other) {}

    /// @param inner width available in pixels
    public ConfusionMatrix(double inner) {
        this.inner = inner;
        getStyleClass().addAll("bare", "confusion");
        setFitToWidth(true);
        setVbarPolicy(ScrollBarPolicy.NEVER);
        grid.setHgap(2);
        grid.setVgap(2);
        setContent(grid);
    }

    /// @param choice the cell with the ring, or null
    /// @param chosen told the reference's and the other's label when a cell is pressed; null makes the cells plain
    public void show(Content content, @Nullable Choice choice, @Nullable BiConsumer<String, String> chosen) {
        grid.getChildren().clear();
        grid.getColumnConstraints().clear();
        int k = content.labels().size();
        double side = Math.clamp((inner - 22 - 42) / Math.max(1, k) - 2, SMALLEST, LARGEST);
        grid.getColumnConstraints().add(new ColumnConstraints(22));
        for (int j = 0; j < k; j++) {
            ColumnConstraints column = new ColumnConstraints(side);
            column.setHalignment(HPos.CENTER);
            grid.getColumnConstraints().add(column);
            grid.add(glyph(content, j), j + 1, 0);
        }
        for (int i = 0; i < k; i++) {
            List<Integer> row = content.counts().get(i);
            int total = row.stream().mapToInt(Integer::intValue).sum();
            grid.add(glyph(content, i), 0, i + 1);
            for (int j = 0; j < k; j++) {
                grid.add(cell(content, i, j, row.get(j), total, side, choice, chosen), j + 1, i + 1);
            }
            grid.add(Parts.text(Numbers.count(total), "t-small", "ink-3", "total"), k + 1, i + 1);
        }
    }

    private static VBox glyph(Content content, int index) {
        VBox box = new VBox(new LabelGlyph(content.slots().get(index), 11));
        box.setAlignment(Pos.CENTER);
        box.setMinHeight(20);
        Tooltip.install(box, new Tooltip(content.labels().get(index)));
        return box;
    }

    private static Button cell(Content content, int i, int j, int count, int total, double side, @Nullable Choice choice,
            @Nullable BiConsumer<String, String> chosen) {
        double share = total == 0 ? 0 : (double) count / total;
        VBox inside = new VBox(Parts.text(Numbers.count(count), "t-note", "t-medium"));
        inside.setAlignment(Pos.CENTER);
        if (side >= 40 && total > 0)
            inside.getChildren().add(Parts.text(Numbers.percent(share), "t-small"));
        Button cell = new Button(null, inside);
        cell.getStyleClass().addAll("cell", "h" + Math.round(share * 6));
        Parts.width(cell, side);
        Parts.height(cell, Math.min(side, 40));
        String a = content.labels().get(i);
        String b = content.labels().get(j);
        String words = Texts.get("results.matrix.cell", content.reference(), a, content.other(), b, Numbers.count(count),
                Numbers.percent(share));
        cell.setAccessibleText(words);
        cell.setTooltip(new Tooltip(words));
        if (choice != null && Objects.equals(choice.reference(), a) && Objects.equals(choice.other(), b))
            cell.getStyleClass().add("cursor");
        if (chosen == null) {
            cell.setAccessibleRole(AccessibleRole.TEXT);
            cell.setFocusTraversable(false);
            cell.getStyleClass().add("plain");
        } else {
            cell.setOnAction(_ -> chosen.accept(a, b));
        }
        return cell;
    }
}
