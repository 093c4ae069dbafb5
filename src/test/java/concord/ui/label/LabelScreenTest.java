package concord.ui.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import concord.app.LabelService.Order;
import concord.app.LabelService.Session;
import concord.app.ProjectSettings.Reveal;
import concord.model.Annotation;
import concord.ui.testing.ScreenRig;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javafx.scene.control.TextArea;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelScreenTest {
    @TempDir
    Path folder;

    private static Session session(ScreenRig rig) {
        return rig.project.labels().start("Mira", "stance", null, Order.RANDOM, 42);
    }

    private static void name(ScreenRig rig) {
        rig.until("the name is asked for", () -> rig.robot.lookup("#person").tryQuery().isPresent());
        rig.robot.clickOn("#person").write("Mira").type(KeyCode.ENTER);
        rig.until("a text is shown", () -> rig.robot.lookup("#label-0").tryQuery().isPresent());
        rig.until("the card has the focus", () -> rig.robot.lookup("#unit-card").query().isFocused());
    }

    @Test
    void tenTextsByKeysThenUndoAcrossARestart() throws Exception {
        try (ScreenRig rig = ScreenRig.create(folder, 12)) {
            rig.show(LabelScreen::new);
            name(rig);
            assertThat(rig.workspace.blindProperty().get()).isTrue();
            for (KeyCode key : List.of(KeyCode.DIGIT1, KeyCode.NUMPAD2, KeyCode.DIGIT3, KeyCode.NUMPAD1, KeyCode.DIGIT2, KeyCode.DIGIT3,
                    KeyCode.NUMPAD3, KeyCode.DIGIT1, KeyCode.DIGIT2, KeyCode.NUMPAD1)) {
                rig.robot.type(key);
            }
            rig.until("ten are saved", () -> session(rig).progress().done() == 10);
            assertThat(session(rig).progress().perLabel()).isEqualTo(Map.of("support", 4, "oppose", 3, "neutral", 3));
            assertThat(rig.robot.lookup("#unit-card").query().isFocused()).as("no answer has the focus").isTrue();
        }
        try (ScreenRig rig = ScreenRig.reopen(folder)) {
            rig.show(LabelScreen::new);
            rig.until("the session is taken up", () -> rig.robot.lookup("#label-0").tryQuery().isPresent() && rig.visible("as Mira"));
            rig.until("the card has the focus", () -> rig.robot.lookup("#unit-card").query().isFocused());
            rig.robot.type(KeyCode.BACK_SPACE);
            rig.until("one is undone", () -> session(rig).progress().done() == 9);
            rig.robot.press(KeyCode.CONTROL, KeyCode.Y).release(KeyCode.Y, KeyCode.CONTROL);
            rig.until("it is redone", () -> session(rig).progress().done() == 10);
        }
    }

    @Test
    void skipFlagComment() throws Exception {
        try (ScreenRig rig = ScreenRig.create(folder, 4)) {
            rig.show(LabelScreen::new);
            name(rig);
            rig.robot.type(KeyCode.F);
            rig.until("it is flagged", () -> session(rig).progress().flagged() == 1);
            rig.robot.type(KeyCode.C);
            rig.until("the editor is open", () -> rig.robot.lookup("#comment").queryAs(TextArea.class).isFocused());
            rig.robot.write("odd").type(KeyCode.ENTER);
            rig.until("the comment is kept", () -> session(rig).at(0).own().stream().map(Annotation::comment).anyMatch("odd"::equals));
            assertThat(rig.robot.lookup("#unit-card").query().isFocused()).isTrue();
            rig.robot.type(KeyCode.SPACE);
            rig.until("it is skipped", () -> session(rig).progress().skipped() == 1);
            for (int i = 0; i < 3; i++) {
                rig.robot.type(KeyCode.DIGIT1);
            }
            rig.until("the end is shown", () -> rig.visible("All 4 texts are done"));
        }
    }

    @Test
    void whatTheMachineSaidIsShownAfterSavingAndAChangeIsASecondRow() throws Exception {
        try (ScreenRig rig = ScreenRig.create(folder, 5)) {
            rig.project.settings().reveal(Reveal.AFTER_SAVING);
            rig.show(LabelScreen::new);
            name(rig);
            assertThat(rig.visible("GPT")).as("hidden before saving").isFalse();
            assertThat(rig.visible("Because of word")).isFalse();
            rig.robot.type(KeyCode.DIGIT1);
            rig.until("the machine's label is shown", () -> rig.visible("GPT") && rig.visible("Because of word"));
            rig.robot.type(KeyCode.DIGIT2);
            rig.until("there are two rows", () -> session(rig).at(0).own().size() == 2);
            assertThat(session(rig).at(0).own()).extracting(Annotation::label, Annotation::seenLlm)
                    .containsExactly(tuple("support", false),
                            tuple("oppose", true));
            rig.robot.type(KeyCode.ENTER);
            rig.until("the next text hides it again", () -> !rig.visible("Because of word"));
        }
    }
}
