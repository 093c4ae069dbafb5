package concord.ui.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

@ExtendWith(ApplicationExtension.class)
class NodeTableTest {
    private final ObservableList<String> rows = FXCollections.observableArrayList("one", "four");
    private final ObjectProperty<@Nullable String> chosen = new SimpleObjectProperty<>();
    private NodeTable<String> table;

    @Start
    void start(Stage stage) {
        table = new NodeTable<>("words", 30, rows, new Label());
        table.words("teacher.column.call", 60, 100, Label::new);
        table.figures("teacher.column.took", 60, word -> new Label(String.valueOf(word.length())));
        table.follow(chosen);
        stage.setScene(new Scene(table, 300, 200));
        stage.show();
    }

    @Test
    void cellsAreMadeFromTheRowAndFiguresAreMarkedAsSuch() {
        Set<Node> cells = table.lookupAll(".table-cell");
        assertThat(cells.stream().map(c -> ((TableCell<?, ?>) c).getGraphic()).filter(Label.class::isInstance)
                .map(g -> ((Label) g).getText()).collect(Collectors.toSet())).containsExactlyInAnyOrder("one", "four", "3", "4");
        assertThat(table.lookupAll(".table-cell.num").stream().map(c -> ((TableCell<?, ?>) c).getGraphic())
                .filter(Label.class::isInstance).map(g -> ((Label) g).getText())).containsExactlyInAnyOrder("3", "4");
        assertThat(table.getColumns()).noneMatch(c -> c.isSortable() || c.isReorderable());
    }

    @Test
    void theSelectionFollowsAndIsFollowedAndOutlivesNewRows(FxRobot robot) {
        robot.interact(() -> chosen.set("four"));
        assertThat(table.getSelectionModel().getSelectedItem()).isEqualTo("four");
        robot.interact(() -> table.getSelectionModel().select("one"));
        assertThat(chosen.get()).isEqualTo("one");
        robot.interact(() -> rows.setAll(List.of()));
        assertThat(chosen.get()).isEqualTo("one");
        robot.interact(() -> chosen.set(null));
        assertThat(table.getSelectionModel().getSelectedItem()).isNull();
    }
}
