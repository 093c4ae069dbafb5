package concord.ui.data;

import static org.assertj.core.api.Assertions.assertThat;

import atlantafx.base.controls.ModalPane;
import concord.model.SampleStrategy;
import concord.model.request.SampleRequest;
import concord.model.result.LookAlike;
import concord.ui.UiProject;
import concord.ui.data.ColumnChoice.Kind;
import concord.ui.data.ImportViewModel.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Labeled;
import javafx.scene.control.TableView;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

@ExtendWith(ApplicationExtension.class)
class DataScreenTest {
    private Path folder;
    private UiProject ui;
    private DataScreen screen;

    @Start
    void start(Stage stage) throws IOException {
        folder = Files.createTempDirectory("data-screen");
        ui = new UiProject(folder);
        screen = ui.show(stage, DataScreen::new);
    }

    @AfterEach
    void close() {
        ui.close();
    }

    private static void until(Callable<Boolean> condition) throws Exception {
        WaitForAsyncUtils.waitFor(20, TimeUnit.SECONDS, condition);
        WaitForAsyncUtils.waitForFxEvents();
    }

    private void offer(FxRobot robot, Path file) throws Exception {
        robot.interact(() -> screen.offer(file));
        until(() -> screen.importing().stateProperty().get() == State.READY);
    }

    private static void role(FxRobot robot, String column, Kind kind) {
        ComboBox<Kind> choice = robot.from(robot.lookup(".role-choice").queryAll()).match(n -> column.equals(n.getUserData())).query();
        robot.interact(() -> choice.setValue(kind));
    }

    @Test
    void theFormDrawsFromAllTextsUnlessToldAndAsksForAStudent(FxRobot robot) throws Exception {
        ui.load(ui.csv(folder));
        ui.project().samples().draw(new SampleRequest("pilot", 10, SampleStrategy.RANDOM, Map.of(), null, null, null, 1));
        until(() -> robot.lookup("#data-action-sample").tryQuery().isPresent());
        robot.clickOn("#data-action-sample");
        until(() -> robot.lookup("#sample-from").tryQueryAs(ComboBox.class).map(c -> c.getItems().size() == 2).orElse(false));
        assertThat(robot.lookup("#sample-from").queryComboBox().getValue()).isNull();
        assertThat(robot.lookup("#sample-not-in").queryComboBox().getValue()).isNull();
        robot.clickOn("#sample-by-student");
        assertThat(robot.lookup("#sample-strategy").queryComboBox().getValue()).isEqualTo(SampleStrategy.UNCERTAINTY);
        robot.clickOn("#sample-draw");
        until(() -> robot.lookup(".ink-bad").queryAllAs(Labeled.class).stream().anyMatch(l -> l.getText().contains("Students screen")));
        robot.clickOn("#sample-cancel");
        ModalPane modal = robot.lookup(n -> n instanceof ModalPane).query();
        until(() -> !modal.isDisplay());
    }

    @Test
    void aFileIsImportedThroughTheScreenAndAFacetNarrowsTheTable(FxRobot robot) throws Exception {
        until(() -> robot.lookup("#data-empty").tryQuery().isPresent());
        offer(robot, ui.csv(folder));
        robot.clickOn("#data-import-back");
        until(() -> robot.lookup("#data-empty").tryQuery().isPresent());
        offer(robot, ui.csv(folder));
        assertThat(robot.lookup("#data-preview").queryTableView().getItems()).hasSize(60);
        role(robot, "paper", Kind.TEXT);
        role(robot, "text", Kind.TEXT);
        until(() -> robot.lookup("#data-import-start").query().isDisabled());
        role(robot, "paper", Kind.METADATA);
        role(robot, "ana", Kind.HUMAN);
        role(robot, "gpt", Kind.TEACHER);
        role(robot, "sure", Kind.METADATA);
        until(() -> !robot.lookup("#data-import-start").query().isDisabled());
        assertThat(robot.lookup("#data-import-start").<Labeled>query().getText()).isEqualTo("Import 60 texts");
        robot.clickOn("#data-import-start");
        until(() -> robot.lookup("#data-import-leave").tryQuery().isPresent());
        robot.clickOn("#data-import-leave");
        until(() -> robot.lookup("#data-facets .check-box").tryQuery().isPresent());
        TableView<PagedRows.Line> table = robot.lookup("#data-units").queryTableView();
        assertThat(table.getItems()).hasSize(60);
        CheckBox no = robot.from(robot.lookup("#data-facets .check-box").queryAll()).match(n -> "label:ana=no".equals(n.getUserData()))
                .query();
        robot.clickOn(no);
        until(() -> table.getItems().size() == 20);
        assertThat(robot.lookup(".filter-chip").queryAll()).hasSize(1);
        robot.clickOn(".chip-cross");
        until(() -> table.getItems().size() == 60);
        robot.clickOn("#data-search").write("park");
        until(() -> table.getItems().size() == 30);
        assertThat(robot.lookup("#data-detail .kw").tryQuery()).isPresent();
    }

    @Test
    void lookAlikeLabelsAreMergedByAClick(FxRobot robot) throws Exception {
        StringBuilder csv = new StringBuilder("id,text,human_label\n");
        for (int i = 0; i < 40; i++) {
            csv.append(i).append(",A text about the bridge and the river number ").append(i).append(',').append(i % 2 == 0 ? "Yes" : "no")
                    .append(i % 10 == 0 ? " " : "").append('\n');
        }
        offer(robot, UiProject.write(folder.resolve("alike.csv"), csv.toString()));
        LookAlike pair = screen.importing().previewProperty().get().lookAlikes().getFirst();
        assertThat(screen.importing().merges()).isEmpty();
        robot.clickOn(robot.from(robot.lookup("#data-problems .link").queryAll()).nth(0).<javafx.scene.Node>query());
        until(() -> !screen.importing().merges().isEmpty());
        assertThat(screen.importing().merges()).containsEntry(pair.b(), pair.a());
    }

    @Test
    void textsThatRunRightToLeftAndVeryLongOnesAreShown(FxRobot robot) throws Exception {
        String arabic = "هذا نص طويل عن الحافلات والحدائق في المدينة وعن كل ما يكتبه الناس عنها ".repeat(8);
        String csv = "id,text\na,\"" + arabic + "\"\nb,\"" + "word ".repeat(20_000) + "\"\nc,\n";
        offer(robot, UiProject.write(folder.resolve("odd.csv"), csv));
        role(robot, "id", Kind.ID);
        role(robot, "text", Kind.TEXT);
        robot.clickOn("#data-import-start");
        until(() -> robot.lookup("#data-import-leave").tryQuery().isPresent());
        robot.clickOn("#data-import-leave");
        until(() -> screen.model().detailProperty().get() != null);
        TableView<PagedRows.Line> table = robot.lookup("#data-units").queryTableView();
        robot.interact(() -> table.getSelectionModel().select(1));
        until(() -> robot.lookup("#data-detail .link").tryQuery().isPresent());
        assertThat(robot.lookup("#data-detail .link").<Labeled>query().getText()).contains("70,0");
    }

    @Test
    void aSampleIsDrawnAndTheExportDialogOpensAfterIt(FxRobot robot) throws Exception {
        ui.load(ui.csv(folder));
        until(() -> robot.lookup("#data-action-sample").tryQuery().isPresent());
        robot.clickOn("#data-action-sample");
        until(() -> robot.lookup("#sample-name").tryQuery().isPresent());
        robot.interact(() -> robot.lookup("#sample-name").queryTextInputControl().setText("pilot"));
        robot.clickOn("#sample-draw");
        until(() -> ui.project().samples().all().stream().anyMatch(s -> s.name().equals("pilot") && s.size() == 30));
        ModalPane modal = robot.lookup(n -> n instanceof ModalPane).query();
        until(() -> !modal.isDisplay());
        robot.clickOn("#data-action-export");
        until(() -> modal.isDisplay() && robot.lookup(".dialog-card").query().localToScene(0, 0).getY() > 0);
        robot.press(javafx.scene.input.KeyCode.ESCAPE).release(javafx.scene.input.KeyCode.ESCAPE);
        until(() -> !modal.isDisplay());
    }
}
