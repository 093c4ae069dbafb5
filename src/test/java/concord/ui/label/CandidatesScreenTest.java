package concord.ui.label;

import static org.assertj.core.api.Assertions.assertThat;

import concord.app.AppContext;
import concord.app.LabelService.Order;
import concord.app.LabelService.Session;
import concord.app.Project;
import concord.model.ColumnRole;
import concord.model.VariableKind;
import concord.model.request.ImportRequest;
import concord.model.request.ReadOptions;
import concord.ui.testing.ScreenRig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Documents graded as cards under their query.
class CandidatesScreenTest {
    private static final PseudoClass CURRENT = PseudoClass.getPseudoClass("current");

    @TempDir
    Path folder;

    private Project ranking(AppContext app) {
        StringBuilder csv = new StringBuilder("id,query,text,human\n");
        for (int i = 0; i < 9; i++) {
            csv.append('d').append(i).append(",which query ").append(i % 3).append(",Text of document ").append(i).append(',').append(i % 4)
                    .append('\n');
        }
        Map<String, ColumnRole> roles = new LinkedHashMap<>();
        roles.put("id", new ColumnRole.Id());
        roles.put("query", new ColumnRole.Query());
        roles.put("text", new ColumnRole.Document());
        roles.put("human", new ColumnRole.HumanLabel("Ana"));
        try {
            Path file = Files.writeString(folder.resolve("documents.csv"), csv);
            Project project = app.create(folder.resolve("p.mv.db"), List.of());
            project.data()
                    .submitImport(new ImportRequest(file.toString(), ReadOptions.GUESS, roles, false, "rel", VariableKind.RANKING, null,
                            null, null, Map.of()))
                    .await();
            project.settings().remember("label.order", "file");
            return project;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Session session(ScreenRig rig) {
        return rig.project.labels().start("Mira", "rel", null, Order.FILE, 42);
    }

    private static List<Node> cards(ScreenRig rig) {
        return List.copyOf(rig.robot.lookup(".candidate").queryAll());
    }

    private static int current(ScreenRig rig) {
        List<Node> cards = cards(rig);
        for (int i = 0; i < cards.size(); i++) {
            if (cards.get(i).getPseudoClassStates().contains(CURRENT))
                return i;
        }
        return -1;
    }

    @Test
    void keysGradeOneDocumentAfterTheOtherUnderTheirQuery() throws Exception {
        try (ScreenRig rig = ScreenRig.of(folder, this::ranking)) {
            rig.show(LabelScreen::new);
            rig.until("the name is asked for", () -> rig.robot.lookup("#person").tryQuery().isPresent());
            rig.robot.clickOn("#person").write("Mira").type(KeyCode.ENTER);
            rig.until("the documents of a query are listed", () -> cards(rig).size() == 3 && current(rig) == 0);
            rig.until("the card has the focus", () -> rig.robot.lookup("#unit-card").query().isFocused());
            assertThat(rig.visible("Query 1 of 3, 0 of 3 graded")).isTrue();
            // a grade is given by its own digit
            rig.robot.type(KeyCode.DIGIT3);
            rig.until("the next document is current", () -> current(rig) == 1 && rig.visible("1 of 3 graded"));
            assertThat(cards(rig).getFirst().lookupAll(".grade")).as("the grade stands on its card").hasSize(1);
            rig.until("it is saved", () -> session(rig).progress().done() == 1);
            assertThat(session(rig).candidates(0).orElseThrow().listed().getFirst().label()).isEqualTo("3");
            rig.robot.type(KeyCode.DOWN);
            rig.until("an arrow moves on without a grade", () -> current(rig) == 2);
            assertThat(session(rig).progress().done()).isEqualTo(1);
            rig.robot.type(KeyCode.NUMPAD0);
            rig.until("the open one of the query is not forgotten", () -> session(rig).progress().perLabel().get("0") == 1);
            rig.robot.type(KeyCode.BACK_SPACE);
            rig.until("undo goes back to its card", () -> current(rig) == 2 && session(rig).progress().done() == 1
                    && rig.visible("1 of 3 graded"));
            rig.robot.clickOn(cards(rig).get(1));
            rig.until("a click goes to a card", () -> current(rig) == 1);
            rig.robot.type(KeyCode.DIGIT1);
            rig.until("two are done", () -> session(rig).progress().done() == 2);
            rig.until("the last is current", () -> current(rig) == 2);
            rig.robot.type(KeyCode.DIGIT2);
            rig.until("the next query is shown", () -> rig.visible("Query 2 of 3, 0 of 3 graded"));
            assertThat(cards(rig).stream().flatMap(c -> c.lookupAll(".grade").stream())).isEmpty();
        }
    }
}
