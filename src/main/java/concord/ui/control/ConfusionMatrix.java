package concord.ui.control;

import concord.model.Label;
import concord.model.UnitFilter;
import concord.model.Variable;
import concord.ui.Texts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.IntStream;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.geometry.HPos;
import javafx.geometry.Pos;
import javafx.scene.AccessibleAction;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// The confusion matrix of two annotators: counts and row shares, a heat class `h0` .. `h6` by row share, and a chosen cell.
///
/// Arrow keys move between cells, Enter or Space (or a click) chooses one or lets it go. With more than [#MOST] labels the most frequent are
/// shown, and the matrix says so.
public final class ConfusionMatrix extends VBox {
    /// Labels drawn at most; more would leave no room for a number in a cell.
    public static final int MOST = 12;
    private static final double[] STEPS = {0.08, 0.15, 0.25, 0.40, 0.60, 0.80};

    private final GridPane grid = new GridPane();
    private final ObjectProperty<UnitFilter.@Nullable Cell> chosen = new SimpleObjectProperty<>();
    private final List<CellNode> cells = new ArrayList<>();
    private int side;

    public ConfusionMatrix() {
        super(6);
        getStyleClass().add("confusion-matrix");
        grid.setHgap(4);
        grid.setVgap(4);
        setFocusTraversable(false);
        chosen.addListener((_, _, _) -> mark());
        grid.addEventHandler(KeyEvent.KEY_PRESSED, this::pressed);
    }

    /// The cell chosen, or null; may be bound to the workspace's in both directions.
    public ObjectProperty<UnitFilter.@Nullable Cell> chosenProperty() {
        return chosen;
    }

    /// Draws the matrix anew.
    ///
    /// @param reference who is in the rows
    /// @param labels    of rows and columns
    /// @param confusion counts, rows first
    public void show(Variable variable, String reference, String other, List<String> labels, List<List<Integer>> confusion) {
        int focused = IntStream.range(0, cells.size()).filter(i -> cells.get(i).isFocused()).findFirst().orElse(-1);
        int before = side;
        cells.clear();
        grid.getChildren().clear();
        grid.getColumnConstraints().clear();
        List<Integer> kept = kept(confusion);
        side = kept.size();
        ColumnConstraints first = new ColumnConstraints(22);
        grid.getColumnConstraints().add(first);
        for (int column = 0; column < side; column++) {
            ColumnConstraints constraints = new ColumnConstraints(28, 40, 64);
            constraints.setHgrow(Priority.ALWAYS);
            constraints.setHalignment(HPos.CENTER);
            grid.getColumnConstraints().add(constraints);
            grid.add(head(variable, labels.get(kept.get(column))), column + 1, 0);
        }
        for (int row = 0; row < side; row++) {
            int r = kept.get(row);
            int total = confusion.get(r).stream().mapToInt(Integer::intValue).sum();
            grid.add(head(variable, labels.get(r)), 0, row + 1);
            for (int column = 0; column < side; column++) {
                int c = kept.get(column);
                UnitFilter.Cell cell = new UnitFilter.Cell(variable.name(), reference, labels.get(r), other, labels.get(c));
                CellNode node = new CellNode(cell, confusion.get(r).get(c), total);
                cells.add(node);
                grid.add(node, column + 1, row + 1);
            }
            grid.add(Piece.line(count(total), "t-small", "ink-3"), side + 1, row + 1);
        }
        getChildren().setAll(grid, legend(variable, kept.stream().map(labels::get).toList()));
        if (labels.size() > side)
            getChildren().add(Piece.wrapped(Texts.get("audit.matrix.most", side, labels.size()), "t-small", "ink-3"));
        mark();
        if (focused >= 0 && before == side)
            cells.get(focused).requestFocus();
    }

    /// Indexes of the labels to draw, in their own order.
    private static List<Integer> kept(List<List<Integer>> confusion) {
        int n = confusion.size();
        if (n <= MOST)
            return IntStream.range(0, n).boxed().toList();
        int[] totals = new int[n];
        for (int r = 0; r < n; r++) {
            for (int c = 0; c < n; c++) {
                totals[r] += confusion.get(r).get(c);
                totals[c] += confusion.get(r).get(c);
            }
        }
        return IntStream.range(0, n).boxed().sorted(Comparator.comparingInt((Integer i) -> -totals[i])).limit(MOST).sorted().toList();
    }

    private static Node head(Variable variable, String label) {
        StackPane head = new StackPane(new LabelGlyph(slot(variable, label), 12));
        head.setMinHeight(20);
        Piece.hint(head, label);
        return head;
    }

    private static Node legend(Variable variable, List<String> labels) {
        FlowPane legend = new FlowPane(10, 4);
        for (String label : labels) {
            javafx.scene.control.Label name = Piece.cuttable(label, "t-small", "ink-3");
            name.setMaxWidth(150);
            legend.getChildren().add(Piece.row(5, new LabelGlyph(slot(variable, label), 9), name));
        }
        return legend;
    }

    private static int slot(Variable variable, String label) {
        return variable.label(label).map(Label::slot).orElse(7);
    }

    private static String count(long n) {
        return String.format(Locale.ENGLISH, "%,d", n);
    }

    private void mark() {
        UnitFilter.Cell cell = chosen.get();
        boolean any = false;
        for (CellNode node : cells) {
            boolean on = Objects.equals(node.cell, cell);
            any |= on;
            node.getStyleClass().removeAll("cursor");
            if (on)
                node.getStyleClass().add("cursor");
            node.setFocusTraversable(on);
        }
        if (!any && !cells.isEmpty())
            cells.getFirst().setFocusTraversable(true);
    }

    private void choose(CellNode node) {
        chosen.set(node.cell.equals(chosen.get()) ? null : node.cell);
    }

    private void pressed(KeyEvent event) {
        if (!(event.getTarget() instanceof CellNode node))
            return;
        int at = cells.indexOf(node);
        KeyCode code = event.getCode();
        if (code == KeyCode.ENTER || code == KeyCode.SPACE) {
            choose(node);
        } else if (code == KeyCode.ESCAPE && chosen.get() != null) {
            chosen.set(null);
        } else if (code == KeyCode.LEFT && at % side > 0) {
            cells.get(at - 1).requestFocus();
        } else if (code == KeyCode.RIGHT && at % side < side - 1) {
            cells.get(at + 1).requestFocus();
        } else if (code == KeyCode.UP && at >= side) {
            cells.get(at - side).requestFocus();
        } else if (code == KeyCode.DOWN && at < cells.size() - side) {
            cells.get(at + side).requestFocus();
        } else if (!code.isArrowKey()) {
            return;
        }
        event.consume();
    }

    private final class CellNode extends StackPane {
        private final UnitFilter.Cell cell;

        CellNode(UnitFilter.Cell cell, int count, int rowTotal) {
            this.cell = cell;
            double share = rowTotal == 0 ? 0 : count / (double) rowTotal;
            int heat = (int) Arrays.stream(STEPS).filter(step -> share > step).count();
            getStyleClass().addAll("cell", "h" + heat, "matrix-cell");
            String percent = rowTotal == 0 ? "–" : Math.round(share * 100) + "%";
            VBox words = new VBox(Piece.line(count(count), "t-medium"), Piece.line(percent, "t-small"));
            words.setAlignment(Pos.CENTER);
            words.setMouseTransparent(true);
            getChildren().add(words);
            setMinHeight(40);
            setAccessibleRole(AccessibleRole.BUTTON);
            setAccessibleText(Texts.get("audit.matrix.cell", cell.a(), cell.labelA(), cell.b(), cell.labelB(), count, percent));
            Piece.hint(this, getAccessibleText());
            setOnMouseClicked(_ -> {
                requestFocus();
                choose(this);
            });
        }

        @Override
        public void executeAccessibleAction(AccessibleAction action, Object... parameters) {
            if (action == AccessibleAction.FIRE) {
                choose(this);
            } else {
                super.executeAccessibleAction(action, parameters);
            }
        }
    }
}
