package concord.ui.control;

import java.util.List;
import javafx.geometry.HPos;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;

/// A table as papers print it: a rule above, one under the head, one below; the first column to the left, the others to the right.
public final class ThreeLineTable extends GridPane {
    private static final double ROW = 25;
    private final List<String> head;

    /// @param widths of the columns in pixels, as many as there are titles
    public ThreeLineTable(List<String> head, double... widths) {
        this.head = List.copyOf(head);
        for (int i = 0; i < widths.length; i++) {
            ColumnConstraints column = new ColumnConstraints(widths[i]);
            column.setHalignment(i == 0 ? HPos.LEFT : HPos.RIGHT);
            getColumnConstraints().add(column);
        }
        setFocusTraversable(false);
    }

    /// Replaces the body; each row has as many nodes as the table has columns.
    public void setRows(List<List<Node>> rows) {
        getChildren().clear();
        int at = 0;
        at = rule("rule-1", at);
        at = line(head.stream().map(t -> (Node) Parts.text(t, "t-small", "ink-2")).toList(), at);
        at = rule("rule-2", at);
        add(Parts.gap(3), 0, at++);
        for (List<Node> row : rows) {
            at = line(row, at);
        }
        add(Parts.gap(3), 0, at++);
        rule("rule-1", at);
    }

    private int rule(String style, int at) {
        Region rule = new Region();
        rule.getStyleClass().add(style);
        add(rule, 0, at, head.size(), 1);
        return at + 1;
    }

    private int line(List<Node> cells, int at) {
        for (int i = 0; i < cells.size(); i++) {
            HBox cell = new HBox(cells.get(i));
            cell.setAlignment(i == 0 ? Pos.CENTER_LEFT : Pos.CENTER_RIGHT);
            cell.setMinHeight(ROW);
            add(cell, i, at);
        }
        return at + 1;
    }
}
