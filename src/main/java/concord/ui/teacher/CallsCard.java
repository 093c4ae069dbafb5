package concord.ui.teacher;

import concord.model.CallStatus;
import concord.model.LabelSet;
import concord.model.TeacherCall;
import concord.model.Variable;
import concord.report.Numbers;
import concord.ui.Texts;
import concord.ui.control.LabelTag;
import concord.ui.control.NodeTable;
import concord.ui.control.Parts;
import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Insets;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import org.jspecify.annotations.Nullable;

/// The calls of the run, and one of them in full.
final class CallsCard extends HBox {
    private static final double ROW = 38;
    private final CallsViewModel model;
    private final TeacherViewModel teacher;
    private final NodeTable<CallRow> table;

    CallsCard(CallsViewModel model, TeacherViewModel teacher) {
        this.model = model;
        this.teacher = teacher;
        getStyleClass().add("card");
        setId("teacher-calls-card");
        setPadding(new Insets(4));
        setMinHeight(0);
        setFillHeight(true);
        table = table();
        Label count = Parts.elided("", "t-note", "ink-3");
        model.rows().addListener((javafx.collections.ListChangeListener<CallRow>) _ -> {
            int n = model.rows().size();
            count.setText(
                    n == 0 ? "" : Texts.get(n == CallsViewModel.MOST ? "teacher.calls.latest" : "teacher.calls.all", Numbers.count(n)));
        });
        HBox head = Parts.padded(Parts.row(10, Parts.text(Texts.get("teacher.calls"), "t-head"), Parts.grow(count), filter()), 8, 10, 6,
                14);
        VBox left = new VBox(head, table);
        left.setMinSize(0, 0);
        left.setPrefSize(10, 10);
        HBox.setHgrow(left, Priority.ALWAYS);
        VBox.setVgrow(table, Priority.ALWAYS);
        StackPane inspector = new StackPane(new CallInspector(model, teacher));
        inspector.setMinHeight(0);
        Parts.width(inspector, 252);
        getChildren().addAll(left, Parts.upright(), inspector);
    }

    private Node filter() {
        ComboBox<@Nullable CallStatus> box = new ComboBox<>();
        box.setId("teacher-call-filter");
        box.getItems().add(null);
        box.getItems().addAll(CallStatus.values());
        box.setConverter(new StringConverter<>() {
            @Override
            public String toString(@Nullable CallStatus status) {
                return status == null ? Texts.get("teacher.status.all") : status(status);
            }

            @Override
            public @Nullable CallStatus fromString(String text) {
                throw new UnsupportedOperationException("not typed");
            }
        });
        box.setButtonCell(new FilterCell());
        box.setCellFactory(_ -> new FilterCell());
        box.setAccessibleText(Texts.get("teacher.calls.filter"));
        box.setOnAction(_ -> model.statusProperty().set(box.getValue()));
        Parts.width(box, 150);
        return box;
    }

    private static final class FilterCell extends javafx.scene.control.ListCell<@Nullable CallStatus> {
        @Override
        protected void updateItem(@Nullable CallStatus status, boolean empty) {
            super.updateItem(status, empty);
            setText(status == null ? Texts.get("teacher.status.all") : status(status));
        }
    }

    static String status(CallStatus status) {
        return Texts.get("teacher.status." + status.key());
    }

    private NodeTable<CallRow> table() {
        Label none = Parts.sentence(Texts.get("teacher.calls.none"), "t-note", "ink-3");
        none.setPadding(new Insets(0, 20, 0, 20));
        none.setTextAlignment(javafx.scene.text.TextAlignment.CENTER);
        NodeTable<CallRow> calls = new NodeTable<>("teacher-calls", ROW, model.rows(), none);
        calls.setMinHeight(0);
        calls.setPrefSize(10, 10);
        calls.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_NEXT_COLUMN);
        calls.setAccessibleText(Texts.get("teacher.calls"));
        calls.words("teacher.column.call", 60, 104, r -> Parts.elided(r.name(), "t-note"));
        calls.words("teacher.column.label", 60, 116, this::label);
        calls.figures("teacher.column.took", 64, r -> Parts.text(took(r), "t-note", "ink-2"));
        calls.figures("teacher.column.cost", 78, r -> Parts.text(cost(r.call()), "t-note", "ink-2"));
        calls.follow(model.selectedProperty());
        return calls;
    }

    private Node label(CallRow row) {
        TeacherCall call = row.call();
        String label = call.label();
        if (label != null)
            return tags(teacher.workspace().variableProperty().get(), label);
        boolean bad = call.status() != CallStatus.CAPPED;
        return Parts.row(6, Parts.icon(bad ? "alert-circle" : "minus-circle", "small", bad ? "bad" : "faint"),
                Parts.elided(status(call.status()), "t-note", bad ? "ink-bad" : "ink-3"));
    }

    /// The labels of an answer, side by side.
    static Node tags(@Nullable Variable variable, String label) {
        if (variable == null || variable.kind() != concord.model.VariableKind.MULTI)
            return new LabelTag(variable, label);
        List<Node> tags = new ArrayList<>();
        LabelSet.parse(label).names().forEach(name -> tags.add(new LabelTag(variable, name)));
        return tags.isEmpty() ? Parts.elided(Texts.get("teacher.label.none"), "ink-3") : Parts.row(8, tags.toArray(Node[]::new));
    }

    static String took(CallRow row) {
        return row.call().attempt() == 0 ? Numbers.MISSING : row.seconds() < 0.1 ? "<0.1 s" : Numbers.plain(row.seconds(), 1) + " s";
    }

    static String cost(TeacherCall call) {
        return call.provider().equals(TeacherForm.EMBEDDED) ? Texts.get("teacher.cost.free") : Money.of(call.cost());
    }
}
