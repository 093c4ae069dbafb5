package concord.ui.audit;

import static org.assertj.core.api.Assertions.assertThat;

import concord.app.AuditService;
import concord.app.LabelService.Order;
import concord.model.DisagreementReason;
import concord.model.UnitFilter;
import concord.model.UnitQuery;
import concord.ui.testing.ScreenRig;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditScreenTest {
    @TempDir
    Path folder;

    private static int rows(ScreenRig rig) {
        return rig.robot.lookup("#audit-table").queryAs(TableView.class).getItems().size();
    }

    private static List<AuditService.Row> all(ScreenRig rig) {
        List<Long> queue = rig.project.audit().queue("stance", "Ana", "GPT", null, UnitQuery.ALL);
        return rig.project.audit().rows(queue, "stance", "Ana", "GPT", null);
    }

    @Test
    void aDecisionWithAReasonStandsBesideTheBlindLabel() throws Exception {
        try (ScreenRig rig = ScreenRig.create(folder, 12)) {
            rig.workspace.personProperty().set("Ana");
            rig.show(AuditScreen::new);
            rig.until("the three differences are listed", () -> rows(rig) == 3 && rig.visible("3 of 12 texts differ"));
            rig.until("a text is shown", () -> rig.robot.lookup(".decide").tryQuery().isPresent());
            rig.robot.type(KeyCode.L).type(KeyCode.E);
            rig.until("it is decided", () -> rig.project.audit().counts("stance", "Ana", "GPT").decided() == 1
                    && rig.project.audit().reasons("stance").equals(Map.of(DisagreementReason.HUMAN_ERROR, 1L)));
            AuditService.Row first = all(rig).stream().filter(row -> row.gold() != null).findFirst().orElseThrow();
            assertThat(first.gold().label()).isEqualTo(first.other().label()).isNotEqualTo(first.reference().label());
            assertThat(first.gold().decidedBy()).isEqualTo("Ana");
            rig.robot.type(KeyCode.ENTER).type(KeyCode.H);
            rig.until("two are decided", () -> rig.visible("2 decided, 1 to decide"));
            rig.robot.press(KeyCode.CONTROL, KeyCode.Z).release(KeyCode.Z, KeyCode.CONTROL);
            rig.until("one is taken back", () -> rig.visible("1 decided, 2 to decide"));
        }
    }

    @Test
    void aCellOfTheMatrixFiltersTheTable() throws Exception {
        try (ScreenRig rig = ScreenRig.create(folder, 12)) {
            rig.workspace.personProperty().set("Ana");
            rig.show(AuditScreen::new);
            rig.until("the differences are listed", () -> rows(rig) == 3);
            rig.robot.interact(() -> rig.workspace.cellProperty().set(new UnitFilter.Cell("stance", "Ana", "oppose", "GPT", "oppose")));
            rig.until("the cell's texts are listed", () -> rows(rig) == 3 && rig.visible("3 texts"));
            rig.robot.interact(() -> rig.workspace.cellProperty().set(new UnitFilter.Cell("stance", "Ana", "support", "GPT", "oppose")));
            rig.until("one text is left", () -> rows(rig) == 1 && rig.visible("1 text"));
            rig.robot.interact(() -> rig.workspace.cellProperty().set(null));
            rig.until("all are back", () -> rows(rig) == 3);
        }
    }

    @Test
    void whoStillLabelsBlindSeesOnlyTheTextsAlreadyLabelled() throws Exception {
        try (ScreenRig rig = ScreenRig.create(folder, 12)) {
            var session = rig.project.labels().start("Mira", "stance", null, Order.FILE, 1);
            session.label(session.at(0).unit().id(), "support", 1000, false);
            rig.workspace.personProperty().set("Mira");
            rig.workspace.pairProperty().set(new concord.ui.shell.AnnotatorPair("Ana", "GPT"));
            rig.show(AuditScreen::new);
            rig.until("one text is listed", () -> rows(rig) == 1 && rig.visible("Only texts you have labelled"));
        }
    }
}
