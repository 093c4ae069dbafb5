package concord.ui.data;

import concord.model.Sample;
import concord.model.SampleStrategy;
import concord.ui.Texts;
import concord.ui.control.Parts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import javafx.beans.property.BooleanProperty;
import javafx.beans.value.ObservableValue;
import javafx.collections.FXCollections;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import org.jspecify.annotations.Nullable;

/// The dialog that draws a sample.
final class SampleForm {
    private static final List<SampleStrategy> BY_CHANCE = List.of(SampleStrategy.RANDOM, SampleStrategy.STRATIFIED, SampleStrategy.ALL);
    private static final List<SampleStrategy> BY_STUDENT = Arrays.stream(SampleStrategy.values()).filter(SampleStrategy::active).toList();
    private final SampleViewModel model;
    private final VBox where = new VBox(8);
    private final VBox view;

    SampleForm(SampleViewModel model, Runnable close, Consumer<Sample> drawn) {
        this.model = model;
        TextField name = field(model.nameProperty());
        name.setId("sample-name");
        HBox strategies = strategies();
        VBox size = Parts.field(Texts.get("data.sample.size"), Parts.width(field(model.sizeProperty()), 110));
        size.visibleProperty().bind(model.strategyProperty().isNotEqualTo(SampleStrategy.ALL));
        size.managedProperty().bind(size.visibleProperty());
        VBox strata = Parts.field(Texts.get("data.sample.strata"),
                choice(model.strata(), model.stratifyProperty(), Texts.get("data.sample.column")));
        strata.visibleProperty().bind(model.strategyProperty().isEqualTo(SampleStrategy.STRATIFIED));
        strata.managedProperty().bind(strata.visibleProperty());
        Label explained = Parts.wrapped("", "t-note", "ink-2");
        explained.textProperty().bind(model.strategyProperty().map(SampleForm::explanation));
        Button add = Parts.link(Texts.get("data.sample.add-where"), this::addWhere);
        Label problem = Parts.wrapped("", "t-note", "ink-bad");
        problem.textProperty().bind(model.problemProperty());
        problem.visibleProperty().bind(problem.textProperty().isNotEmpty());
        problem.managedProperty().bind(problem.visibleProperty());
        Button draw = Parts.primary(Texts.get("data.sample.draw"), "shuffle", () -> model.draw(close, drawn));
        draw.disableProperty().bind(model.busyProperty());
        draw.setId("sample-draw");
        draw.setDefaultButton(true);
        Button cancel = Parts.button(Texts.get("data.dialog.cancel"), close);
        cancel.setId("sample-cancel");
        HBox foot = Parts.row(12, Parts.spacer(), cancel, draw);
        HBox numbers = Parts.row(16, size, Parts.field(Texts.get("data.sample.seed"), Parts.width(field(model.seedProperty()), 110)),
                Parts.grow(strata));
        HBox frames = Parts.row(16,
                Parts.grow(Parts.field(Texts.get("data.sample.from"),
                        named("sample-from",
                                choice(optional(model.samples()), model.fromProperty(), Texts.get("data.sample.everything"))))),
                Parts.grow(Parts.field(Texts.get("data.sample.not-in"),
                        named("sample-not-in",
                                choice(optional(model.samples()), model.notInProperty(), Texts.get("data.sample.nothing"))))));
        view = new VBox(16, Parts.elided(Texts.get("data.action.sample"), "t-title"), Parts.field(Texts.get("data.sample.name"), name),
                new VBox(8, strategies, byStudent(), explained), numbers, frames,
                new VBox(8, Parts.elided(Texts.get("data.sample.where"), "t-note", "t-medium", "ink-2"), where, add), problem, foot);
        Dialogs.frame(view, 600);
    }

    Region view() {
        return view;
    }

    private HBox strategies() {
        ToggleGroup group = new ToggleGroup();
        HBox row = Parts.style(Parts.row(2), "seg");
        for (SampleStrategy strategy : BY_CHANCE) {
            row.getChildren().add(segment(group, title(strategy), strategy, model.strategyProperty().get() == strategy));
        }
        ToggleButton students = segment(group, Texts.get("data.sample.by-student"), BY_STUDENT.getFirst(),
                model.strategyProperty().get().active());
        students.setId("sample-by-student");
        row.getChildren().add(students);
        row.setMaxWidth(Region.USE_PREF_SIZE);
        return row;
    }

    private ToggleButton segment(ToggleGroup group, String title, SampleStrategy strategy, boolean on) {
        ToggleButton button = Parts.style(new ToggleButton(title), "seg-button");
        button.setToggleGroup(group);
        button.setSelected(on);
        button.setOnAction(_ -> {
            model.strategyProperty().set(strategy);
            button.setSelected(true);
        });
        return button;
    }

    /// What only a choice by a student needs.
    private Node byStudent() {
        ComboBox<SampleStrategy> strategy = Parts.style(new ComboBox<>(FXCollections.observableArrayList(BY_STUDENT)), "choice");
        strategy.setId("sample-strategy");
        strategy.setMaxWidth(Double.MAX_VALUE);
        strategy.setConverter(new StringConverter<>() {
            @Override
            public String toString(@Nullable SampleStrategy one) {
                return one == null ? "" : title(one);
            }

            @Override
            public @Nullable SampleStrategy fromString(String text) {
                return null;
            }
        });
        strategy.valueProperty().addListener((_, _, now) -> {
            if (now != null)
                model.strategyProperty().set(now);
        });
        model.strategyProperty().subscribe(now -> strategy.setValue(now.active() ? now : null));
        HBox row = Parts.row(16, Parts.grow(Parts.field(Texts.get("data.sample.strategy"), strategy)),
                Parts.grow(Parts.field(Texts.get("data.sample.student"),
                        choice(model.students(), model.studentProperty(), Texts.get("data.sample.no-students-yet")))));
        CheckBox diverse = tick("data.sample.diverse", model.diverseProperty());
        shown(diverse, model.strategyProperty().map(SampleViewModel::canSpread));
        CheckBox queries = tick("data.sample.queries", model.wholeQueriesProperty());
        shown(queries, model.strategyProperty().map(s -> s == SampleStrategy.BASE_VS_TUNED && model.ranks()));
        diverse.disableProperty().bind(queries.visibleProperty().and(queries.selectedProperty()));
        VBox box = new VBox(8, row, diverse, queries);
        shown(box, model.strategyProperty().map(SampleStrategy::active));
        return box;
    }

    private static Node named(String id, Node node) {
        node.setId(id);
        return node;
    }

    private static CheckBox tick(String key, BooleanProperty value) {
        CheckBox box = new CheckBox(Texts.get(key));
        box.setWrapText(true);
        box.selectedProperty().bindBidirectional(value);
        return box;
    }

    private static void shown(Node node, ObservableValue<Boolean> when) {
        node.visibleProperty().bind(when);
        node.managedProperty().bind(node.visibleProperty());
    }

    private void addWhere() {
        ComboBox<String> column = Parts.style(new ComboBox<>(model.columns()), "choice");
        column.setPromptText(Texts.get("data.sample.column"));
        ComboBox<String> value = Parts.style(new ComboBox<>(), "choice");
        value.setEditable(true);
        value.setPromptText(Texts.get("data.sample.value"));
        column.setAccessibleText(Texts.get("data.sample.column"));
        value.setAccessibleText(Texts.get("data.sample.value"));
        HBox row = Parts.row(8, column, Parts.elided("=", "ink-3"), value);
        row.getChildren().add(Parts.smallIconButton("x", Texts.get("data.sample.remove-where"), () -> {
            if (column.getValue() != null)
                model.where().remove(column.getValue());
            where.getChildren().remove(row);
        }));
        column.valueProperty().addListener((_, old, now) -> {
            if (old != null)
                model.where().remove(old);
            model.values(now, values -> value.getItems().setAll(values));
        });
        value.getEditor().textProperty().addListener((_, _, text) -> {
            if (column.getValue() != null)
                model.where().put(column.getValue(), text);
        });
        where.getChildren().add(row);
    }

    private static TextField field(javafx.beans.property.StringProperty value) {
        TextField field = Parts.style(new TextField(), "field");
        field.textProperty().bindBidirectional(value);
        return field;
    }

    /// The names with "none" before them.
    private static ObservableList<@Nullable String> optional(ObservableList<String> names) {
        ObservableList<@Nullable String> all = FXCollections.observableArrayList();
        // In one step: a choice keeps the place it has, which is the first, and what stands there would be chosen.
        Runnable fill = () -> {
            List<@Nullable String> next = new ArrayList<>();
            next.add(null);
            next.addAll(names);
            all.setAll(next);
        };
        names.addListener((ListChangeListener<String>) _ -> fill.run());
        fill.run();
        return all;
    }

    private static Node choice(ObservableList<@Nullable String> items, javafx.beans.property.ObjectProperty<@Nullable String> value,
            String none) {
        ComboBox<@Nullable String> box = Parts.style(new ComboBox<>(items), "choice");
        box.setMaxWidth(Double.MAX_VALUE);
        box.setConverter(new StringConverter<>() {
            @Override
            public String toString(@Nullable String name) {
                if (name == null)
                    return none;
                return name.startsWith("label:") ? Texts.get("data.sample.labels-of", name.substring("label:".length())) : name;
            }

            @Override
            public @Nullable String fromString(String text) {
                return text;
            }
        });
        box.valueProperty().bindBidirectional(value);
        return box;
    }

    private static String title(SampleStrategy strategy) {
        return switch (strategy) {
            case RANDOM -> Texts.get("data.sample.random");
            case STRATIFIED -> Texts.get("data.sample.stratified");
            case ALL -> Texts.get("data.sample.all");
            case UNCERTAINTY -> Texts.get("data.sample.uncertainty");
            case MARGIN -> Texts.get("data.sample.margin");
            case LEAST_CONFIDENCE -> Texts.get("data.sample.least-confidence");
            case CORESET -> Texts.get("data.sample.coreset");
            case BADGE -> Texts.get("data.sample.badge");
            case BASE_VS_TUNED -> Texts.get("data.sample.base-vs-tuned");
            case IMPORT -> strategy.key();
        };
    }

    private static String explanation(SampleStrategy strategy) {
        return switch (strategy) {
            case RANDOM -> Texts.get("data.sample.random-why");
            case STRATIFIED -> Texts.get("data.sample.stratified-why");
            case ALL, IMPORT -> Texts.get("data.sample.all-why");
            case UNCERTAINTY -> chosen("data.sample.uncertainty-why");
            case MARGIN -> chosen("data.sample.margin-why");
            case LEAST_CONFIDENCE -> chosen("data.sample.least-confidence-why");
            case CORESET -> chosen("data.sample.coreset-why");
            case BADGE -> chosen("data.sample.badge-why");
            case BASE_VS_TUNED -> chosen("data.sample.base-vs-tuned-why");
        };
    }

    private static String chosen(String key) {
        return Texts.get(key) + " " + Texts.get("data.sample.chosen");
    }
}
