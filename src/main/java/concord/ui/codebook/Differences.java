package concord.ui.codebook;

import concord.app.CodebookService.Edit;
import concord.ui.control.Parts;
import javafx.scene.Node;
import javafx.scene.layout.VBox;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;

/// One change between two versions of the codebook, with its words struck or underlined.
public final class Differences {
    private Differences() {
    }

    public static Node of(Edit edit) {
        TextFlow flow = new TextFlow();
        String end = "";
        for (WordDiff.Piece piece : WordDiff.of(edit.before(), edit.after())) {
            if (piece.change() == WordDiff.Change.ADDED && !end.isEmpty() && !end.endsWith(" "))
                flow.getChildren().add(new Text(" "));
            end = piece.change() == WordDiff.Change.REMOVED ? piece.text() : "";
            flow.getChildren().add(Parts.style(new Text(piece.text()), switch (piece.change()) {
                case SAME -> "t-note diff-same";
                case REMOVED -> "t-note del";
                case ADDED -> "t-note ins";
            }));
        }
        VBox box = new VBox(4, Parts.wrapped(edit.where(), "t-small", "ink-3"));
        if (!flow.getChildren().isEmpty())
            box.getChildren().add(flow);
        return Parts.padded(Parts.style(box, "well"), 10, 12, 10, 12);
    }
}
