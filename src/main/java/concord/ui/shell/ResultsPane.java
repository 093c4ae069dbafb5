package concord.ui.shell;

import concord.model.Variable;
import concord.report.Numbers;
import concord.stats.PairwiseFigures;
import concord.stats.RankingFigures;
import concord.ui.Texts;
import concord.ui.control.ConfusionMatrix;
import concord.ui.control.LabelGlyph;
import concord.ui.control.Parts;
import concord.ui.control.RankingWords;
import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.ListCell;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.shape.Circle;
import org.jspecify.annotations.Nullable;

/// The live results: pair, agreement, figures by label, confusion matrix, charts.
final class ResultsPane extends VBox {
    static final double INNER = 252;
    private final Workspace workspace;
    private final ResultsViewModel model;
    private final ComboBox<PairChoice> selector = new ComboBox<>();
    private final VBox body = Parts.column(0);
    private final ConfusionMatrix matrix = new ConfusionMatrix(INNER);
    private final ResultsCharts charts;
    private boolean selecting;

    ResultsPane(Workspace workspace, ResultsViewModel model) {
        this.workspace = workspace;
        this.model = model;
        charts = new ResultsCharts(workspace);
        getStyleClass().add("side-content");
        ScrollPane scroll = new ScrollPane(body);
        scroll.getStyleClass().add("bare");
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        getChildren().addAll(head(), Parts.gap(12), selectorRow(), Parts.gap(16), scroll);
        model.figuresProperty().addListener((_, _, _) -> show());
        model.noticeProperty().addListener((_, _, _) -> show());
        workspace.cellProperty().addListener((_, _, _) -> showMatrix());
        workspace.pairProperty().addListener((_, _, _) -> select());
        show();
    }

    private Node head() {
        Circle dot = new Circle(3.5);
        dot.getStyleClass().add("live-dot");
        HBox live = Parts.row(5, dot, Parts.text(Texts.get("results.live"), "t-small", "ink-ok"));
        live.visibleProperty().bind(Bindings.isNotNull(model.figuresProperty()).and(model.busyProperty().not()));
        return Parts.row(8, Parts.text(Texts.get("results.title"), "t-head"), Parts.spacer(), live, charts.exportMenu());
    }

    private Node selectorRow() {
        selector.getStyleClass().add("pair-selector");
        selector.setAccessibleText(Texts.get("results.pair"));
        selector.setMaxWidth(Double.MAX_VALUE);
        selector.setMinWidth(0);
        selector.setItems(model.choices());
        selector.setCellFactory(_ -> new PairCell());
        selector.setButtonCell(new PairCell());
        selector.setOnAction(_ -> {
            PairChoice choice = selector.getValue();
            if (!selecting && choice != null)
                workspace.pairProperty().set(choice.pair());
        });
        model.choices().addListener((javafx.collections.ListChangeListener<PairChoice>) _ -> select());
        HBox.setHgrow(selector, Priority.ALWAYS);
        Button swap = Parts.iconButton("repeat", Texts.get("results.swap"), "sm");
        swap.setOnAction(_ -> model.swap());
        return Parts.row(4, selector, swap);
    }

    private void select() {
        AnnotatorPair pair = workspace.pairProperty().get();
        selecting = true;
        selector.setValue(pair == null
                ? null
                : model.choices().stream().filter(c -> c.pair().equals(pair)).findFirst()
                        .or(() -> model.choices().stream().filter(c -> c.pair().equals(new AnnotatorPair(pair.other(), pair.reference())))
                                .findFirst().map(c -> new PairChoice(pair, c.hidden(), c.n())))
                        .orElse(null));
        selecting = false;
    }

    private void show() {
        body.getChildren().clear();
        PairwiseFigures figures = model.figuresProperty().get();
        String notice = model.noticeProperty().get();
        charts.clear();
        if (figures == null) {
            body.getChildren().add(Parts.gap(24));
            body.getChildren().add(note("info", notice));
            return;
        }
        if (!notice.isEmpty())
            body.getChildren().addAll(note("eye-off", notice), Parts.gap(16));
        Variable variable = workspace.variableProperty().get();
        RankingFigures ranking = model.rankingProperty().get();
        if (ranking != null)
            ranking(ranking);
        if (ranking != null && figures.n() == 0)
            return;
        section("results.agreement", Texts.get("results.overlap", Numbers.count(figures.n())));
        List<FigureRow> agreement = new java.util.ArrayList<>(FigureRow.agreement(figures));
        if (variable != null && variable.kind().ordered())
            agreement.addAll(FigureRow.ordered(figures));
        body.getChildren().addAll(FigureTables.table(agreement), Parts.gap(22));
        AnnotatorPair pair = workspace.pairProperty().get();
        String reference = pair == null ? "" : pair.reference();
        section("results.bylabel", Texts.get("results.reference", reference));
        body.getChildren().addAll(FigureTables.labels(figures, variable), Parts.gap(22));
        section("results.matrix", Texts.get("results.matrix.rows", reference));
        body.getChildren().addAll(matrix, Parts.gap(8), legend(figures, variable), Parts.gap(22));
        showMatrix();
        section("results.performance", Texts.get("results.reference", reference));
        body.getChildren().addAll(FigureTables.table(FigureRow.performance(figures)), Parts.gap(22));
        if (pair != null)
            body.getChildren().addAll(charts.show(figures, pair, variable));
        body.getChildren().add(Parts.gap(16));
    }

    private void ranking(RankingFigures ranking) {
        section("ranking.title", "");
        Node about = Parts.sentence(RankingWords.about(ranking), "t-small", "ink-3");
        Parts.hint(about, RankingWords.rules(ranking));
        body.getChildren().addAll(FigureTables.statistics(List.copyOf(ranking.values().keySet()), ranking.values(), ranking.intervals()),
                Parts.gap(6), about, Parts.gap(22));
    }

    private void showMatrix() {
        PairwiseFigures figures = model.figuresProperty().get();
        AnnotatorPair pair = workspace.pairProperty().get();
        if (figures == null || pair == null)
            return;
        Variable variable = workspace.variableProperty().get();
        var cell = workspace.cellProperty().get();
        boolean mine = cell != null && cell.a().equals(pair.reference()) && cell.b().equals(pair.other());
        matrix.show(
                new ConfusionMatrix.Content(pair.reference(), pair.other(), figures.labels(),
                        figures.labels().stream().map(l -> FigureTables.slot(variable, figures, l)).toList(), figures.confusion()),
                mine ? new ConfusionMatrix.Choice(cell.labelA(), cell.labelB()) : null, model.openToCells()
                        ? model.choosing(workspace.cellProperty(), () -> workspace.screenProperty().set("audit"))
                        : null);
    }

    private Node legend(PairwiseFigures figures, @Nullable Variable variable) {
        FlowPane names = new FlowPane(10, 4);
        for (String label : figures.labels()) {
            names.getChildren().add(Parts.row(5, new LabelGlyph(FigureTables.slot(variable, figures, label), 9),
                    Parts.elided(label, "t-small", "ink-2")));
        }
        String hint = Texts.get(model.openToCells() ? "results.matrix.hint" : "results.matrix.closed");
        return Parts.column(6, names, Parts.sentence(hint, "t-small", "ink-3"));
    }

    private void section(String key, String aside) {
        body.getChildren().addAll(Parts.row(6, Parts.text(Texts.get(key), "t-note", "t-medium"), Parts.elided(aside, "t-small", "ink-3")),
                Parts.gap(6));
    }

    private static Node note(String icon, String sentence) {
        HBox row = Parts.row(8, Parts.icon(icon, "small", "faint"), Parts.grow(Parts.sentence(sentence, "t-small", "ink-3")));
        row.setAlignment(javafx.geometry.Pos.TOP_LEFT);
        row.setMinHeight(Region.USE_PREF_SIZE);
        return row;
    }

    private static final class PairCell extends ListCell<PairChoice> {
        @Override
        protected void updateItem(@Nullable PairChoice choice, boolean empty) {
            super.updateItem(choice, empty);
            setText(null);
            if (empty || choice == null) {
                setGraphic(null);
                return;
            }
            setGraphic(Parts.row(6, Parts.elided(choice.pair().reference(), "t-medium"), Parts.text("×", "ink-3"),
                    Parts.elided(choice.pair().other(), "t-medium"),
                    Parts.text(Texts.get("results.n.of", Numbers.count(choice.n())), "ink-3", "t-note")));
        }
    }
}
