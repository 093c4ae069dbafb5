package concord.ui.data;

import concord.ui.Texts;
import concord.ui.control.Parts;
import java.text.Bidi;
import java.util.ArrayList;
import java.util.List;
import javafx.geometry.NodeOrientation;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;

/// Texts of units as nodes, with what the search found marked.
final class UnitText {
    /// How many characters of a very long text are laid out at a time.
    private static final int PORTION = 30_000;

    private UnitText() {
    }

    /// @param classes style classes of the text
    static TextFlow flow(String text, Matches matches, String classes) {
        List<Node> nodes = new ArrayList<>();
        boolean wordwise = bidirectional(text);
        for (Matches.Piece piece : matches.pieces(text)) {
            if (piece.marked()) {
                nodes.add(Parts.style(new Label(piece.text()), classes + " kw"));
            } else {
                for (String part : wordwise ? piece.text().split("(?<=\\s)(?=\\S)") : new String[]{piece.text()}) {
                    nodes.add(Parts.style(new Text(part), classes + " unit-piece"));
                }
            }
        }
        TextFlow flow = new TextFlow(nodes.toArray(Node[]::new));
        orient(flow, text);
        return flow;
    }

    /// The whole text; of a very long one the beginning with a way to show more.
    static VBox whole(String text, Matches matches, String classes) {
        VBox box = new VBox(10);
        append(box, text, 0, matches, classes);
        return box;
    }

    /// Whether some of the text runs right to left. Such texts are laid out word by word, because JavaFX 26 fails with an
    /// ArrayIndexOutOfBoundsException when it has to wrap inside a right-to-left run.
    static boolean bidirectional(String text) {
        return Bidi.requiresBidi(text.toCharArray(), 0, text.length());
    }

    /// Right-to-left texts turn their own node, nothing around it.
    static void orient(Node node, String text) {
        String head = text.length() > 200 ? text.substring(0, 200) : text;
        boolean right = Bidi.requiresBidi(head.toCharArray(), 0, head.length())
                && new Bidi(head, Bidi.DIRECTION_DEFAULT_LEFT_TO_RIGHT).getBaseLevel() == 1;
        node.setNodeOrientation(right ? NodeOrientation.RIGHT_TO_LEFT : NodeOrientation.LEFT_TO_RIGHT);
    }

    private static void append(VBox box, String text, int from, Matches matches, String classes) {
        int end = Math.min(text.length(), from + PORTION);
        if (end < text.length() && text.lastIndexOf('\n', end) > from)
            end = text.lastIndexOf('\n', end) + 1;
        TextFlow flow = flow(text.substring(from, end).stripTrailing(), matches, classes);
        flow.setLineSpacing(5);
        box.getChildren().add(flow);
        if (end < text.length()) {
            int next = end;
            var more = Parts.link(Texts.get("data.unit.more-text", text.length() - end), () -> {
            });
            more.setOnAction(_ -> {
                box.getChildren().remove(more);
                append(box, text, next, matches, classes);
            });
            box.getChildren().add(more);
        }
    }
}
