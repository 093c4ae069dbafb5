package concord.ui.audit;

import concord.app.AuditService;
import concord.model.Annotation;
import concord.model.Annotator;
import concord.model.DisagreementReason;
import concord.model.Gold;
import concord.model.LabelSet;
import concord.model.VariableKind;
import concord.report.Numbers;
import concord.ui.Texts;
import concord.ui.control.Parts;
import concord.ui.control.VoteDots;
import java.util.AbstractList;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.shape.Rectangle;
import org.jspecify.annotations.Nullable;

/// Text, both labels, the student's, and the final one; rows are read as they scroll into view.
final class AuditTable extends TableView<Integer> {
    private static final double ROW = 58;
    private static final int LONG = 400;

    private final AuditViewModel model;
    private boolean selecting;

    AuditTable(AuditViewModel model) {
        this.model = model;
        getStyleClass().add("audit-table");
        setId("audit-table");
        setFixedCellSize(ROW);
        setMinHeight(ROW * 2 + 38);
        setPrefHeight(ROW * 5 + 38);
        setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        setPlaceholder(Parts.wrapped(Texts.get("audit.noRows"), "ink-3"));
        getSelectionModel().selectedIndexProperty().addListener((_, _, now) -> {
            if (!selecting && now.intValue() >= 0)
                model.select(now.intValue());
        });
        model.queueProperty().addListener((_, _, now) -> fill(now.size()));
        model.positionProperty().addListener((_, _, now) -> select(now.intValue()));
        model.arrivedProperty().addListener((_, _, _) -> refresh());
        model.auditProperty().addListener((_, _, now) -> columns(now));
    }

    private void fill(int size) {
        selecting = true;
        setItems(FXCollections.observableList(new AbstractList<>() {
            @Override
            public Integer get(int index) {
                return index;
            }

            @Override
            public int size() {
                return size;
            }
        }));
        selecting = false;
        select(model.positionProperty().get());
    }

    private void select(int index) {
        if (index < 0 || index == getSelectionModel().getSelectedIndex())
            return;
        selecting = true;
        getSelectionModel().clearAndSelect(index);
        selecting = false;
        scrollTo(Math.max(0, index - 1));
    }

    private void columns(@Nullable AuditCase audit) {
        getColumns().clear();
        if (audit == null)
            return;
        TableColumn<Integer, Integer> text = column(Texts.get("audit.text"), AuditTable::text);
        text.setMinWidth(160);
        text.setPrefWidth(440);
        getColumns().add(text);
        getColumns().add(narrow(audit.pair().reference(), (c, row) -> mark(c, row.reference())));
        getColumns().add(narrow(audit.pair().other(), (c, row) -> mark(c, row.other())));
        if (audit.student() != null)
            getColumns().add(narrow(audit.student(), (c, row) -> mark(c, row.student())));
        getColumns().add(narrow(Texts.get("audit.final"), AuditTable::decision));
    }

    private TableColumn<Integer, Integer> narrow(String title, BiFunction<AuditCase, AuditService.Row, Node> cell) {
        TableColumn<Integer, Integer> column = column(title, cell);
        column.setMinWidth(104);
        column.setPrefWidth(128);
        column.setMaxWidth(190);
        return column;
    }

    private TableColumn<Integer, Integer> column(String title, BiFunction<AuditCase, AuditService.Row, Node> cell) {
        TableColumn<Integer, Integer> column = new TableColumn<>(title);
        column.setSortable(false);
        column.setReorderable(false);
        column.setCellValueFactory(row -> new ReadOnlyObjectWrapper<>(row.getValue()));
        column.setCellFactory(_ -> new TableCell<>() {
            @Override
            protected void updateItem(@Nullable Integer index, boolean empty) {
                super.updateItem(index, empty);
                AuditCase audit = model.auditProperty().get();
                setGraphic(empty || index == null || audit == null
                        ? null
                        : model.row(index).<Node>map(row -> cell.apply(audit, row)).orElse(null));
            }
        });
        return column;
    }

    private static Node text(AuditCase audit, AuditService.Row row) {
        String all = row.unit().textB() == null ? row.unit().text() : row.unit().text() + " / " + row.unit().textB();
        String plain = all.replaceAll("\\s+", " ").strip();
        Region words = Parts.paragraph(plain.length() > LONG ? plain.substring(0, LONG) + " …" : plain, "t-note");
        words.setMinHeight(0);
        words.setMaxHeight(36);
        VBox box = new VBox(words);
        box.setAlignment(Pos.CENTER_LEFT);
        Rectangle clip = new Rectangle();
        clip.widthProperty().bind(box.widthProperty());
        clip.heightProperty().bind(box.heightProperty());
        box.setClip(clip);
        return box;
    }

    private static Node mark(AuditCase audit, @Nullable Annotation annotation) {
        if (annotation == null || annotation.label() == null)
            return Parts.text("–", "ink-3");
        VBox box = new VBox(5, tag(audit, annotation.label()));
        box.setAlignment(Pos.CENTER_LEFT);
        Double sure = AuditCase.sure(annotation);
        if (sure != null)
            box.getChildren().add(isStudent(audit, annotation) ? bar(sure) : new VoteDots(sure, audit.slot(annotation.label())));
        return box;
    }

    private static boolean isStudent(AuditCase audit, Annotation annotation) {
        return audit.annotators().stream().anyMatch(a -> a instanceof Annotator.Student && a.name().equals(annotation.annotator()));
    }

    private static Node bar(double sure) {
        ProgressBar bar = new ProgressBar(sure);
        bar.getStyleClass().addAll("thin-bar", "sure-bar");
        HBox row = Parts.row(6, bar, Parts.text(Numbers.bounded(sure), "t-small", "ink-3"));
        return row;
    }

    private static Node decision(AuditCase audit, AuditService.Row row) {
        Gold gold = row.gold();
        if (gold == null)
            return Parts.text(Texts.get("audit.toDecide"), "t-note", "ink-3");
        VBox box = new VBox(3, tag(audit, gold.label()));
        box.setAlignment(Pos.CENTER_LEFT);
        if (!gold.reasons().isEmpty())
            box.getChildren().add(Parts.elided(gold.reasons().stream().sorted().map(AuditTable::words).collect(Collectors.joining(", ")),
                    "t-small", "ink-3"));
        return box;
    }

    static HBox tag(AuditCase audit, String label) {
        String name = name(audit, label);
        HBox tag = Parts.tag(audit.slot(label), name);
        if (name.length() > 12)
            Parts.hint(tag, name);
        return tag;
    }

    /// An answer as people read it.
    static String name(AuditCase audit, String label) {
        return audit.variable().kind() == VariableKind.MULTI ? String.join(", ", LabelSet.parse(label).names()) : label;
    }

    static String words(DisagreementReason reason) {
        return Texts.get(switch (reason) {
            case AMBIGUOUS_TEXT -> "audit.ambiguousText";
            case GUIDELINE_GAP -> "audit.guidelineGap";
            case HUMAN_ERROR -> "audit.humanError";
            case TEACHER_ERROR -> "audit.teacherError";
        });
    }
}
