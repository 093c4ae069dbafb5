package concord.ui.teacher;

import concord.app.CodebookService.Edit;
import concord.ui.Texts;
import concord.ui.control.Parts;
import concord.ui.control.UnitText;
import java.util.List;
import javafx.scene.layout.VBox;

/// The two messages of a prompt as they are sent, with what is new in the codebook marked.
final class PromptText extends VBox {
    PromptText() {
        super(10);
    }

    /// @return whether anything is marked
    boolean show(String system, String user, List<Edit> edits) {
        getChildren().clear();
        boolean marked = false;
        if (!system.isBlank())
            marked = message("teacher.prompt.system", system, edits);
        return message("teacher.prompt.user", user, edits) || marked;
    }

    private boolean message(String who, String text, List<Edit> edits) {
        List<UnitText.Mark> marks = NewWords.in(text, edits).stream().map(s -> new UnitText.Mark(s.from(), s.to(), "mark-keyword"))
                .toList();
        UnitText words = new UnitText("t-mono", 2);
        words.show(text, marks);
        getChildren().add(Parts.column(4, Parts.text(Texts.get(who), "t-small", "t-medium", "ink-3"), words));
        return !marks.isEmpty();
    }
}
