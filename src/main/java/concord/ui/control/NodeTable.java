package concord.ui.control;

import concord.ui.Texts;
import java.util.function.Function;
import java.util.function.Supplier;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.ObservableList;
import javafx.scene.Node;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import org.jspecify.annotations.Nullable;

/// A table whose cells are nodes made from the row; its columns are neither sorted nor moved.
public final class NodeTable<R> extends TableView<R> {
    private boolean following;

    /// @param height of a row in pixels
    public NodeTable(String id, double height, ObservableList<R> rows, Node placeholder) {
        setId(id);
        setFixedCellSize(height);
        setItems(rows);
        setPlaceholder(placeholder);
    }

    /// Adds a column of words.
    ///
    /// @param title key of its title
    /// @param least width in pixels it can shrink to
    public TableColumn<R, R> words(String title, double least, double width, Function<R, Node> shown) {
        return add(title, least, width, () -> new NodeCell<>(shown));
    }

    /// Adds a column of figures, which stand at the right and are never cut.
    ///
    /// @param title key of its title
    public TableColumn<R, R> figures(String title, double width, Function<R, Node> shown) {
        TableColumn<R, R> column = add(title, width, width, () -> {
            NodeCell<R> cell = new NodeCell<>(shown);
            cell.getStyleClass().add("num");
            return cell;
        });
        column.getStyleClass().add("num-head");
        return column;
    }

    private TableColumn<R, R> add(String title, double least, double width, Supplier<NodeCell<R>> cells) {
        TableColumn<R, R> column = new TableColumn<>(Texts.get(title));
        column.setMinWidth(least);
        column.setPrefWidth(width);
        column.setSortable(false);
        column.setReorderable(false);
        column.setCellValueFactory(row -> new SimpleObjectProperty<>(row.getValue()));
        column.setCellFactory(_ -> cells.get());
        getColumns().add(column);
        return column;
    }

    /// The row selected follows the property and sets it; a selection that is lost because the rows change leaves the property alone.
    public void follow(ObjectProperty<@Nullable R> chosen) {
        getSelectionModel().selectedItemProperty().addListener((_, _, row) -> {
            if (!following && row != null)
                chosen.set(row);
        });
        chosen.addListener((_, _, row) -> {
            following = true;
            if (row == null)
                getSelectionModel().clearSelection();
            else
                getSelectionModel().select(row);
            following = false;
        });
    }

    private static final class NodeCell<R> extends TableCell<R, R> {
        private final Function<R, Node> shown;

        NodeCell(Function<R, Node> shown) {
            this.shown = shown;
        }

        @Override
        protected void updateItem(@Nullable R row, boolean empty) {
            super.updateItem(row, empty);
            setText(null);
            setGraphic(empty || row == null ? null : shown.apply(row));
        }
    }
}
