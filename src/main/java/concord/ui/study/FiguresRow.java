package concord.ui.study;

import concord.report.FigureData;
import concord.report.StudyFigures;
import concord.study.StudyOutcome;
import concord.ui.control.FigurePane;
import concord.ui.control.Parts;
import java.util.List;
import javafx.geometry.Insets;
import javafx.scene.layout.Region;
import javafx.scene.layout.TilePane;
import javafx.scene.layout.VBox;

/// The figures of a distillation study: F1 by arm, the learning curve, precision and recall; side by side where there is room.
final class FiguresRow extends TilePane {
    private static final double GAP = 16;
    private static final double NARROWEST = 284;
    private static final double WIDEST = 436;
    private static final double PADDING = 16;
    private final OutcomeViewModel model;
    private double drawn;

    FiguresRow(OutcomeViewModel model) {
        super(GAP, GAP);
        this.model = model;
        setId("study-figures");
        setMinWidth(0);
        model.shownProperty().addListener((_, _, _) -> draw());
        widthProperty().addListener((_, _, width) -> {
            if (Math.abs(card(width.doubleValue()) - drawn) > 1)
                draw();
        });
    }

    /// The width of a card where so much is there for all.
    private static double card(double width) {
        int columns = (int) Math.clamp((width + GAP) / (NARROWEST + GAP), 1, 3);
        return Math.min(WIDEST, Math.floor((width - (columns - 1) * GAP) / columns));
    }

    private void draw() {
        getChildren().clear();
        OutcomeViewModel.Shown shown = model.shownProperty().get();
        drawn = card(getWidth());
        if (shown == null || getWidth() <= 0)
            return;
        setPrefTileWidth(drawn);
        for (FigureData figure : figures(shown)) {
            VBox card = new VBox(new FigurePane(figure.layout(drawn - 2 * PADDING)));
            card.getStyleClass().add("card");
            card.setPadding(new Insets(14, PADDING, 12, PADDING));
            card.setMinHeight(Region.USE_PREF_SIZE);
            getChildren().add(Parts.width(card, drawn));
        }
    }

    /// Of the student whose arms are held against each other; by arm of all where all are shown.
    static List<FigureData> figures(OutcomeViewModel.Shown shown) {
        StudyOutcome outcome = shown.outcome();
        return List.of(shown.student().isEmpty()
                ? StudyFigures.byArm(outcome, shown.variable())
                : StudyFigures.byArm(outcome, shown.variable(), shown.student()),
                StudyFigures.learningCurve(outcome, shown.variable(), shown.of()),
                StudyFigures.plane(outcome, shown.variable(), shown.of()));
    }
}
