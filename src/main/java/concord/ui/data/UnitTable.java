package concord.ui.data;

import concord.model.Annotation;
import concord.model.Annotator;
import concord.model.LabelSet;
import concord.model.Variable;
import concord.model.VariableKind;
import concord.report.Numbers;
import concord.ui.Texts;
import concord.ui.control.LabelTag;
import concord.ui.control.Parts;
import concord.ui.data.PagedRows.Line;
import concord.ui.shell.Workspace;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.shape.Rectangle;
import org.jspecify.annotations.Nullable;

/// The units that match, two lines of text each, with one column an annotator and as many metadata columns as there is room for.
final class UnitTable {
    private static final double ROW = 52;
    private static final double TEXT = 260;
    private static final double LABEL = 106;
    private static final double ANY = 112;
    /// A line of this many characters is never wider than the column; the letters of the face are about this wide.
    private static final double CHARACTER = 6.0;

    private final Workspace workspace;
    private final DataViewModel model;
    private final TableView<Line> table = new TableView<>();
    private Matches matches;

    UnitTable(Workspace workspace, DataViewModel model) {
        this.workspace = workspace;
        this.model = model;
        this.matches = Matches.of(workspace.queryProperty().get());
        table.setId("data-units");
        table.setFixedCellSize(ROW);
        table.setAccessibleText(Texts.get("data.table.name"));
        table.setPlaceholder(Parts.elided(""));
        table.addEventFilter(KeyEvent.KEY_PRESSED, e -> {
            // selecting every line would ask for a million of them; the query itself is the selection
            if (new javafx.scene.input.KeyCodeCombination(KeyCode.A, KeyCombination.SHORTCUT_DOWN).match(e))
                e.consume();
        });
        table.widthProperty().addListener(_ -> fit());
        model.rowsProperty().addListener(_ -> showRows());
        model.findingProperty().addListener(_ -> placeholder());
        model.overviewProperty().addListener(_ -> columns());
        workspace.variableProperty().addListener(_ -> columns());
        workspace.queryProperty().addListener((_, _, query) -> {
            matches = Matches.of(query);
            table.refresh();
        });
        workspace.blindProperty().addListener(_ -> table.refresh());
        workspace.personProperty().addListener(_ -> table.refresh());
        model.selectedProperty().addListener((_, _, unit) -> follow(unit));
        table.getSelectionModel().selectedItemProperty().addListener((_, _, line) -> {
            if (line != null)
                model.selectedProperty().set(line.unit());
        });
        columns();
        showRows();
    }

    TableView<Line> view() {
        return table;
    }

    /// Goes to the line before or after the selected one.
    void move(int by) {
        int at = table.getSelectionModel().getSelectedIndex() + by;
        if (at < 0 || at >= table.getItems().size())
            return;
        table.getSelectionModel().select(at);
        table.scrollTo(Math.max(0, at - 2));
    }

    private void showRows() {
        Long unit = model.selectedProperty().get();
        table.setItems(model.rowsProperty().get());
        placeholder();
        follow(unit);
    }

    private void placeholder() {
        boolean busy = model.findingProperty().get();
        table.setPlaceholder(Parts.elided(busy ? Texts.get("data.table.finding") : Texts.get("data.table.nothing"), "ink-2"));
    }

    private void follow(@Nullable Long unit) {
        int at = unit == null ? -1 : model.rowsProperty().get().positionOf(unit);
        if (at >= 0 && at != table.getSelectionModel().getSelectedIndex()) {
            table.getSelectionModel().select(at);
            table.scrollTo(Math.max(0, at - 2));
        }
    }

    private void columns() {
        DataViewModel.Overview overview = model.overviewProperty().get();
        table.getColumns().clear();
        add(Texts.get("data.table.id"), 76, line -> idCell(line.row() == null ? "…" : line.row().unit().key()));
        add(Texts.get("data.table.text"), TEXT, line -> line.row() == null ? null : textCell(line.row().unit().text()));
        Variable variable = workspace.variableProperty().get();
        if (variable != null) {
            for (Annotator annotator : overview.annotators()) {
                add(annotator.name(), LABEL, line -> labelCell(line, annotator.name()));
            }
            add(Texts.get("data.table.final"), LABEL, this::finalCell);
        }
        for (String column : overview.facetColumns()) {
            add(column, ANY, line -> line.row() == null ? null : valueCell(line.row().unit().metadata().get(column)));
        }
        fit();
    }

    /// Shows as many columns as there is room for, in the order of their weight: id, text, annotators, metadata; the final label when some is
    /// decided. Which are left out is no secret: the detail pane shows everything.
    private void fit() {
        List<TableColumn<Line, ?>> all = table.getColumns();
        if (all.size() < 2 || table.getWidth() <= 0)
            return;
        double left = table.getWidth() - 14 - all.getFirst().getPrefWidth() - TEXT;
        boolean finals = model.facetsProperty().get().facets().stream().anyMatch(f -> f.id().equals("final"));
        for (TableColumn<Line, ?> column : all.subList(2, all.size())) {
            boolean wanted = finals || !column.getText().equals(Texts.get("data.table.final"));
            boolean fits = wanted && column.getPrefWidth() <= left;
            column.setVisible(fits);
            left -= fits ? column.getPrefWidth() : 0;
        }
        all.get(1).setPrefWidth(TEXT + Math.max(0, left));
    }

    private void add(String title, double width, Function<Line, @Nullable Node> content) {
        TableColumn<Line, Line> column = new TableColumn<>(title);
        column.setSortable(false);
        column.setReorderable(false);
        column.setMinWidth(60);
        column.setPrefWidth(width);
        column.setCellValueFactory(d -> new ReadOnlyObjectWrapper<>(d.getValue()));
        column.setCellFactory(_ -> new TableCell<>() {
            @Override
            protected void updateItem(@Nullable Line line, boolean empty) {
                super.updateItem(line, empty);
                setGraphic(empty || line == null ? null : content.apply(line));
            }
        });
        table.getColumns().add(column);
    }

    private static Node idCell(String key) {
        Label label = Parts.elided(key);
        if (key.length() > 9)
            label.setTooltip(new Tooltip(key));
        return label;
    }

    private Node textCell(String text) {
        double width = table.getColumns().get(1).getWidth() - 24;
        int fits = (int) (2 * width / CHARACTER);
        String snippet = matches.snippet(text, Math.max(40, fits - 12));
        Region node;
        if (matches.pattern() == null && !UnitText.bidirectional(snippet)) {
            Label label = Parts.elided(snippet, "t-note");
            label.setWrapText(true);
            node = label;
        } else {
            node = UnitText.flow(snippet, matches, "t-note");
        }
        node.setMaxWidth(width);
        node.setPrefWidth(width);
        HBox box = new HBox(node);
        box.setFillHeight(false);
        box.setAlignment(javafx.geometry.Pos.CENTER_LEFT);
        box.setMinHeight(0);
        box.setPrefHeight(ROW - 8);
        box.setMaxHeight(ROW - 8);
        box.setClip(new Rectangle(width, ROW - 8));
        return box;
    }

    private @Nullable Node labelCell(Line line, String annotator) {
        if (line.row() == null)
            return null;
        var annotations = line.row().annotations();
        Annotation annotation = annotations.get(annotator);
        Annotation own = annotations.get(workspace.personProperty().get());
        if (model.hidden(annotator, own)) {
            Label hidden = Parts.elided(Texts.get("data.table.hidden-short"), "t-small", "ink-3");
            hidden.setGraphic(Parts.icon("eye-off", "tiny", "faint"));
            hidden.setAccessibleText(Texts.get("data.table.hidden"));
            hidden.setTooltip(new Tooltip(Texts.get("data.table.hidden-why")));
            return hidden;
        }
        String label = annotation == null ? null : annotation.label();
        if (label != null)
            return labelNode(workspace.variableProperty().get(), label);
        if (annotation != null && annotation.probabilities().containsKey(Annotation.SCORE))
            return valueCell(score(annotation));
        return valueCell(annotation != null && annotation.skipped() ? Texts.get("data.table.skipped") : null);
    }

    private @Nullable Node finalCell(Line line) {
        if (line.row() == null)
            return null;
        return line.row().gold() == null ? valueCell(null) : labelNode(workspace.variableProperty().get(), line.row().gold().label());
    }

    static Node labelNode(@Nullable Variable variable, String label) {
        if (variable == null || variable.kind() != VariableKind.MULTI)
            return new LabelTag(variable, label);
        List<String> names = LabelSet.parse(label).names();
        HBox tags = Parts.row(8);
        Consumer<String> tag = name -> tags.getChildren().add(new LabelTag(variable, name));
        names.forEach(tag);
        return names.isEmpty() ? Parts.elided(Texts.get("data.table.none-applies"), "t-note", "ink-2") : tags;
    }

    /// The number by which somebody orders documents.
    static String score(Annotation annotation) {
        return Numbers.plain(annotation.probabilities().getOrDefault(Annotation.SCORE, Double.NaN), 2);
    }

    private static Node valueCell(@Nullable String value) {
        Label label = Parts.elided(value == null ? "–" : value, value == null ? "t-note ink-3" : "t-note");
        if (value != null && value.length() > 14)
            label.setTooltip(new Tooltip(value));
        return label;
    }
}
