package concord.ui.data;

import concord.model.result.Preview;
import concord.model.result.Row;
import concord.ui.Texts;
import concord.ui.control.Parts;
import concord.ui.data.ColumnChoice.Kind;
import java.util.List;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import org.jspecify.annotations.Nullable;

/// The first rows of a file with the role of each column in its header: icon and name, the role, below it whose labels they are or why the
/// role was guessed.
final class PreviewTable {
    /// More columns than these are imported as guessed; their roles cannot be chosen here.
    private static final int MOST_COLUMNS = 80;

    private final ImportViewModel model;
    private final VBox view;

    PreviewTable(ImportViewModel model, Preview preview) {
        this.model = model;
        TableView<Row> table = Parts.style(new TableView<>(), "preview-table");
        table.setId("data-preview");
        table.setFixedCellSize(36);
        table.setAccessibleText(Texts.get("data.import.preview"));
        List<ColumnChoice> columns = model.columns();
        for (int i = 0; i < Math.min(columns.size(), MOST_COLUMNS); i++) {
            table.getColumns().add(column(columns.get(i), i));
        }
        table.getItems().setAll(preview.rows());
        VBox.setVgrow(table, Priority.ALWAYS);
        String note = Texts.get("data.import.shown", preview.rows().size(), preview.totalRows());
        if (columns.size() > MOST_COLUMNS)
            note += " " + Texts.get("data.import.columns-left", columns.size() - MOST_COLUMNS);
        StackPane foot = new StackPane(Parts.elided(note, "t-small", "ink-3"));
        foot.setAlignment(javafx.geometry.Pos.CENTER_LEFT);
        Parts.padded(foot, 8, 12, 8, 12);
        view = new VBox(table, foot);
        Parts.padded(Parts.style(view, "card"), 4, 4, 4, 4);
    }

    Region view() {
        return view;
    }

    private TableColumn<Row, String> column(ColumnChoice choice, int index) {
        TableColumn<Row, String> column = new TableColumn<>();
        column.setSortable(false);
        column.setReorderable(false);
        double width = width(choice);
        column.setMinWidth(96);
        column.setPrefWidth(width);
        column.setGraphic(header(choice));
        column.setCellValueFactory(row -> new ReadOnlyStringWrapper(cell(row.getValue(), index)));
        column.setCellFactory(_ -> new TableCell<>() {
            @Override
            protected void updateItem(@Nullable String value, boolean empty) {
                super.updateItem(value, empty);
                setText(empty ? null : value == null || value.isEmpty() ? "–" : brief(value));
                getStyleClass().removeAll("ink-3", "t-note");
                getStyleClass().add(value == null || value.isEmpty() ? "ink-3" : "t-note");
            }
        });
        return column;
    }

    private static double width(ColumnChoice choice) {
        return switch (choice.kind()) {
            case TEXT, TEXT_B, QUERY, DOCUMENT -> 240;
            case ID -> 120;
            case HUMAN, TEACHER, SCORE, CONFIDENCE, METADATA, IGNORED, LONG_ANNOTATOR, LONG_LABEL -> 138;
        };
    }

    private static String brief(String value) {
        String line = value.length() > 300 ? value.substring(0, 300) : value;
        return line.replaceAll("\\s+", " ");
    }

    private static @Nullable String cell(Row row, int index) {
        return index < row.cells().size() ? row.cells().get(index) : null;
    }

    private VBox header(ColumnChoice choice) {
        HBox title = Parts.row(6);
        VBox below = new VBox();
        below.setMinHeight(28);
        ComboBox<Kind> role = Parts.style(new ComboBox<>(), "role-choice");
        role.getItems().setAll(Kind.values());
        role.setConverter(words());
        role.setValue(choice.kind());
        role.setMaxWidth(Double.MAX_VALUE);
        role.setAccessibleText(Texts.get("data.import.role-of", choice.name()));
        role.setUserData(choice.name());
        Runnable show = () -> {
            Label name = Parts.elided(choice.name(), "t-mono");
            name.setTooltip(new Tooltip(choice.name()));
            title.getChildren().setAll(Parts.icon(icon(choice.kind()), "small", "accent"), name);
            below.getChildren().setAll(below(choice));
        };
        role.valueProperty().addListener((_, _, kind) -> {
            choice.kind(kind);
            show.run();
        });
        show.run();
        return Parts.padded(new VBox(6, title, role, below), 8, 4, 4, 4);
    }

    private Region below(ColumnChoice choice) {
        Label note = Parts.elided(choice.note(), "t-small", "ink-3");
        note.setTooltip(new Tooltip(choice.note()));
        if (!choice.kind().named())
            return note;
        String annotator = choice.roleProperty().get().annotatorName();
        if (choice.kind() == Kind.CONFIDENCE) {
            ComboBox<String> whose = Parts.style(new ComboBox<>(), "role-choice", "small");
            whose.getItems().setAll(model.annotators());
            whose.setValue(annotator);
            whose.setMaxWidth(Double.MAX_VALUE);
            whose.setOnShowing(_ -> whose.getItems().setAll(model.annotators()));
            whose.setAccessibleText(Texts.get("data.import.whose", choice.name()));
            whose.valueProperty().addListener((_, _, name) -> {
                if (name != null)
                    choice.annotator(name);
            });
            return whose;
        }
        TextField name = Parts.style(new TextField(annotator), "annotator-name");
        name.setAccessibleText(Texts.get("data.import.annotator-of", choice.name()));
        name.setTooltip(new Tooltip(Texts.get("data.import.annotator-of", choice.name())));
        name.textProperty().addListener((_, _, text) -> choice.annotator(text.strip()));
        return name;
    }

    private static String icon(Kind kind) {
        return switch (kind) {
            case ID -> "hash";
            case TEXT, TEXT_B, DOCUMENT -> "align-left";
            case QUERY -> "search";
            case HUMAN, LONG_ANNOTATOR -> "user";
            case TEACHER -> "cpu";
            case SCORE -> "hash";
            case CONFIDENCE -> "percent";
            case METADATA -> "bookmark";
            case IGNORED -> "slash";
            case LONG_LABEL -> "tag";
        };
    }

    private static StringConverter<Kind> words() {
        return new StringConverter<>() {
            @Override
            public String toString(@Nullable Kind kind) {
                return kind == null ? "" : switch (kind) {
                    case ID -> Texts.get("data.role.id");
                    case TEXT -> Texts.get("data.role.text");
                    case TEXT_B -> Texts.get("data.role.text-b");
                    case QUERY -> Texts.get("data.role.query");
                    case DOCUMENT -> Texts.get("data.role.document");
                    case HUMAN -> Texts.get("data.role.human");
                    case TEACHER -> Texts.get("data.role.teacher");
                    case SCORE -> Texts.get("data.role.score");
                    case CONFIDENCE -> Texts.get("data.role.confidence");
                    case METADATA -> Texts.get("data.role.metadata");
                    case IGNORED -> Texts.get("data.role.ignored");
                    case LONG_ANNOTATOR -> Texts.get("data.role.long-annotator");
                    case LONG_LABEL -> Texts.get("data.role.long-label");
                };
            }

            @Override
            public Kind fromString(String text) {
                throw new UnsupportedOperationException("the choice is not typed");
            }
        };
    }
}
