package concord.ui.control;

import concord.ui.Texts;
import java.text.Bidi;
import java.util.ArrayList;
import java.util.List;
import javafx.geometry.NodeOrientation;
import javafx.geometry.Orientation;
import javafx.scene.AccessibleRole;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.Region;
import javafx.scene.shape.Path;
import javafx.scene.shape.PathElement;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;
import javafx.scene.transform.Affine;
import javafx.scene.transform.Transform;

/// The text of a unit as it is read: serif, wrapped, with marked stretches behind it, right to left where its script runs so.
///
/// Marks are drawn behind the text and never change where lines break.
public final class UnitText extends Region {
    /// A stretch of the text to mark.
    ///
    /// @param from  index of the first character
    /// @param to    index after the last
    /// @param style style class of the mark: `mark-keyword`, `mark-differs`
    public record Mark(int from, int to, String style) {}

    private final TextFlow flow = new TextFlow();
    private final String style;
    private String text = "";
    private List<Mark> marks = List.of();
    private List<Path> fills = List.of();
    private List<Path> lines = List.of();

    /// @param style the type class of the text: `t-unit` for the one being read, `t-quote` beside others
    public UnitText(String style, double lineSpacing) {
        getStyleClass().add("unit-text");
        this.style = style;
        flow.setLineSpacing(lineSpacing);
        flow.setAccessibleRole(AccessibleRole.TEXT);
        getChildren().add(flow);
        MenuItem copy = new MenuItem(Texts.get("label.copyText"));
        copy.setOnAction(_ -> {
            ClipboardContent content = new ClipboardContent();
            content.putString(text);
            Clipboard.getSystemClipboard().setContent(content);
        });
        ContextMenu menu = new ContextMenu(copy);
        setOnContextMenuRequested(event -> menu.show(this, event.getScreenX(), event.getScreenY()));
    }

    public void show(String text, List<Mark> marks) {
        this.marks = List.copyOf(marks);
        fills = marks.stream().map(mark -> path(mark.style())).toList();
        lines = marks.stream().map(mark -> path(mark.style() + "-line")).toList();
        this.text = text;
        flow.getChildren().setAll(words(text, style, "unit-words"));
        flow.setAccessibleText(text);
        flow.setNodeOrientation(rightToLeft(text) ? NodeOrientation.RIGHT_TO_LEFT : NodeOrientation.LEFT_TO_RIGHT);
        getChildren().setAll(fills);
        getChildren().addAll(lines);
        getChildren().add(flow);
        requestLayout();
    }

    /// A text as nodes of one flow: a single one, or word by word where any of it runs right to left, because JavaFX 26 fails with an
    /// ArrayIndexOutOfBoundsException (PrismTextLayout.computeTrailingSpaceWidth) when it has to wrap inside a right-to-left run.
    static List<Text> words(String text, String... styles) {
        boolean whole = !Bidi.requiresBidi(text.toCharArray(), 0, text.length());
        List<Text> words = new ArrayList<>();
        for (String part : whole ? new String[]{text} : text.split("(?<=\\s)(?=\\S)")) {
            Text word = new Text(part);
            word.getStyleClass().addAll(styles);
            words.add(word);
        }
        return words;
    }

    /// Whether the first letter with a direction runs right to left.
    public static boolean rightToLeft(String text) {
        int end = Math.min(text.length(), 2000);
        for (int i = 0; i < end; i++) {
            byte direction = Character.getDirectionality(text.charAt(i));
            if (direction == Character.DIRECTIONALITY_LEFT_TO_RIGHT)
                return false;
            if (direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT || direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC)
                return true;
        }
        return new Bidi(text.substring(0, end), Bidi.DIRECTION_DEFAULT_LEFT_TO_RIGHT).isRightToLeft();
    }

    @Override
    protected double computePrefWidth(double height) {
        return flow.prefWidth(height);
    }

    @Override
    protected double computeMinHeight(double width) {
        return computePrefHeight(width);
    }

    @Override
    protected double computePrefHeight(double width) {
        return flow.prefHeight(width < 0 ? getWidth() > 0 ? getWidth() : -1 : width);
    }

    @Override
    public Orientation getContentBias() {
        return Orientation.HORIZONTAL;
    }

    @Override
    protected void layoutChildren() {
        flow.resizeRelocate(0, 0, getWidth(), getHeight());
        flow.layout();
        List<Transform> mirror = flow.getNodeOrientation() == NodeOrientation.RIGHT_TO_LEFT
                ? List.of(new Affine(-1, 0, getWidth(), 0, 1, 0))
                : List.of();
        for (int i = 0; i < marks.size(); i++) {
            Mark mark = marks.get(i);
            place(fills.get(i), flow.rangeShape(mark.from(), mark.to()), mirror);
            place(lines.get(i), flow.underlineShape(mark.from(), mark.to()), mirror);
        }
    }

    /// A flow that runs right to left measures from its right edge; the paths lie in this region, which measures from the left.
    private static void place(Path path, PathElement[] shape, List<Transform> mirror) {
        path.getTransforms().setAll(mirror);
        path.getElements().setAll(shape);
        path.setVisible(shape.length > 0);
    }

    private static Path path(String style) {
        Path path = new Path();
        path.getStyleClass().add(style);
        path.setManaged(false);
        path.setMouseTransparent(true);
        return path;
    }
}
