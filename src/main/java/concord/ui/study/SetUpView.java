package concord.ui.study;

import concord.app.StudyService.Plan;
import concord.model.Variable;
import concord.model.request.Recipe;
import concord.model.request.StudyRequest;
import concord.report.Numbers;
import concord.ui.Texts;
import concord.ui.control.Fold;
import concord.ui.control.Parts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.beans.binding.Bindings;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.collections.FXCollections;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// The form of a distillation study, with what it comes to and the button that starts it.
final class SetUpView extends VBox {
    private final SetUpViewModel model;
    private final StudyForm form;
    private final ObservableList<String> samples = FXCollections.observableArrayList();
    private final ObservableList<String> people = FXCollections.observableArrayList();
    private final ObservableList<String> labels = FXCollections.observableArrayList();

    /// @param back leaves the form as it is
    SetUpView(SetUpViewModel model, Runnable back) {
        this.model = model;
        form = model.form();
        getStyleClass().add("card");
        setId("study-set-up");
        setMinHeight(0);
        TextField question = StudyFields.typed("study-question", form.question, Texts.get("study.question.prompt"));
        question.setAccessibleText(Texts.get("study.question"));
        VBox parts = Parts.column(22, part("study.question", List.of(), question), variables(), test(), arms(),
                part("study.students", List.of(Field.STUDENTS),
                        new StudentPicker(model.kinds(), form.students, StudentPicker.Baseline.WITH)),
                repeats(), more());
        parts.setPadding(new Insets(20, 24, 20, 24));
        ScrollPane scroll = StudyFields.scrolling(parts);
        scroll.setMinHeight(80);
        scroll.setPrefHeight(10);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        getChildren().addAll(scroll, Parts.hair(), foot(back));
        model.groundProperty().addListener((_, _, _) -> fill());
        fill();
    }

    private VBox part(String key, List<Field> fields, Node... content) {
        return StudyFields.part(key, model.refusalProperty(), fields, content);
    }

    private void fill() {
        Ground ground = model.groundProperty().get();
        StudyFields.keep(samples, ground.samples().stream().map(Ground.Choice::name).toList());
        StudyFields.keep(people, ground.people());
        Variable variable = model.workspace().variableProperty().get();
        List<String> all = new ArrayList<>(List.of(""));
        if (variable != null)
            all.addAll(variable.labelNames());
        StudyFields.keep(labels, all);
    }

    /// Only where there are several.
    private Node variables() {
        FlowPane boxes = new FlowPane(18, 8);
        VBox part = part("study.variables", List.of(Field.VARIABLES), boxes);
        Runnable show = () -> {
            List<Variable> all = model.workspace().codebookProperty().get().variables();
            boxes.getChildren().setAll(all.stream().map(v -> box(v.name())).toList());
            part.setVisible(all.size() != 1);
            part.setManaged(all.size() != 1);
        };
        model.workspace().codebookProperty().addListener((_, _, _) -> show.run());
        form.variables.addListener((ListChangeListener<String>) _ -> show.run());
        show.run();
        return part;
    }

    private CheckBox box(String variable) {
        CheckBox box = new CheckBox(variable);
        box.setSelected(form.variables.contains(variable));
        box.setOnAction(_ -> {
            if (box.isSelected())
                form.variables.add(variable);
            else
                form.variables.remove(variable);
        });
        return box;
    }

    private Node test() {
        ComboBox<String> sample = StudyFields.choice("study-sample", samples, form.sample, s -> s);
        sample.setPromptText(Texts.get("study.sample.none"));
        ComboBox<String> who = StudyFields.choice("study-annotator", people, form.annotator, ArmList::shown);
        who.setPromptText(Texts.get("study.annotator.none"));
        Button draw = Parts.link(Texts.get("study.test.draw"), model::drawTest);
        draw.setId("study-draw-test");
        Label facts = Parts.sentence("", "t-note", "ink-2");
        facts.textProperty().bind(Bindings.createStringBinding(this::facts, model.groundProperty(), form.sample, model.planProperty()));
        Parts.grow(facts);
        Label chance = Parts.sentence(Texts.get("study.test.chosen"), "t-note", "ink-warn");
        chance.setGraphic(Parts.icon("alert-triangle", "small", "warn"));
        StudyFields.showing(chance, Bindings.createBooleanBinding(
                () -> model.groundProperty().get().sample(form.sample.get()).map(c -> !c.byChance()).orElse(false), model.groundProperty(),
                form.sample));
        FlowPane fields = new FlowPane(16, 12, StudyFields.sized("study.sample", sample, 200),
                StudyFields.sized("study.annotator", who, 200), Parts.column(6, Parts.text(" ", "t-small"), draw));
        return part("study.test", List.of(Field.TEST), fields, facts, chance);
    }

    private String facts() {
        Plan plan = model.planProperty().get();
        return model.groundProperty().get().sample(form.sample.get()).map(c -> {
            String drawn = Texts.get(c.byChance() ? "study.test.random" : "study.test.notrandom", Numbers.count(c.size()));
            String labelled = plan == null ? "" : " " + Texts.get("study.test.labelled", Numbers.count(plan.testUnits()));
            return drawn + labelled + " " + PlanLine.looks(c.looks());
        }).orElse(samples.isEmpty() ? Texts.get("study.test.none") : "");
    }

    private Node arms() {
        BooleanProperty adding = new SimpleBooleanProperty();
        AddArm add = StudyFields.showing(new AddArm(model), adding);
        Button open = Parts.button(Texts.get("study.arm.add"), "plus", "sm");
        open.setId("study-add-arm");
        open.setOnAction(_ -> adding.set(!adding.get()));
        return part("study.arms", List.of(Field.ARMS), new ArmList(model), Parts.row(0, open), add);
    }

    private Node repeats() {
        TextField seeds = StudyFields.typed("study-seeds", form.seeds, "1, 2, 3");
        TextField sure = StudyFields.typed("study-consistency", form.consistency, Texts.get("study.consistency.prompt"));
        TextField grid = StudyFields.typed("study-grid-typed", form.grid, "learning_rate=1e-4,3e-4; epochs=4,8");
        grid.setAccessibleText(Texts.get("study.grid"));
        Parts.hint(grid, Texts.get("study.grid.typed.what"));
        Label small = Parts.sentence("", "t-note", "ink-2");
        small.textProperty().bind(Bindings.createStringBinding(() -> Texts.get("study.grid.small.what", StudyForm.typed(form.small())),
                form.students));
        HBox segments = StudyFields.segments("study.grid", List.of("study.grid.off", "study.grid.small", "study.grid.typed"),
                List.of(StudyForm.Search.values()), form.search);
        form.search.addListener((_, _, now) -> {
            if (now == StudyForm.Search.TYPED && form.grid.get().isBlank())
                form.grid.set(StudyForm.typed(form.small()));
        });
        VBox search = part("study.grid", List.of(Field.GRID), segments,
                StudyFields.showing(small, form.search.isEqualTo(StudyForm.Search.SMALL)),
                StudyFields.showing(grid, form.search.isEqualTo(StudyForm.Search.TYPED)));
        FlowPane row = new FlowPane(16, 12, StudyFields.sized("study.seeds", seeds, 150),
                StudyFields.sized("study.consistency", sure, 190));
        return Parts.column(22, search, part("study.repeat", List.of(Field.SEEDS, Field.CONSISTENCY), row));
    }

    private Node more() {
        ComboBox<String> positive = StudyFields.choice("study-positive", labels, form.positive,
                l -> l.isEmpty() ? Texts.get("study.positive.none") : l);
        TextField parallel = StudyFields.typed("study-parallel", form.parallel, Texts.get("study.parallel.prompt"));
        ComboBox<String> keep = StudyFields.choice("study-keep",
                FXCollections.observableArrayList(StudyRequest.KEEP_FIRST, StudyRequest.KEEP_ALL, StudyRequest.KEEP_NONE), form.keep,
                k -> Texts.get("study.keep." + k));
        ComboBox<String> share = shares();
        ComboBox<String> device = StudyFields.choice("study-device", FXCollections.observableArrayList(Recipe.AUTO, "cpu"), form.device,
                d -> d.equals(Recipe.AUTO) ? Texts.get("students.device.auto") : shortly(d));
        model.devicesProperty().addListener((_, _, devices) -> {
            List<String> all = new ArrayList<>(List.of(Recipe.AUTO));
            all.addAll(devices);
            device.getItems().setAll(all);
        });
        CheckBox stop = new CheckBox(Texts.get("study.stop"));
        stop.setId("study-stop");
        stop.selectedProperty().bindBidirectional(form.stopHopeless);
        Parts.hint(stop, Texts.get("study.stop.what"));
        FlowPane fields = new FlowPane(16, 14, StudyFields.sized("study.positive", positive, 190),
                StudyFields.sized("study.validation", share, 100), StudyFields.sized("study.keep", keep, 190),
                StudyFields.sized("study.parallel", parallel, 110), StudyFields.sized("study.device", device, 150));
        VBox content = Parts.column(14, fields, stop);
        content.visibleProperty().addListener((_, _, visible) -> {
            if (visible)
                model.askDevices();
        });
        return Parts.column(10, new Fold("study.more", "study-more", content), content,
                StudyFields.wrong(model.refusalProperty(), List.of(Field.MORE)));
    }

    private static String shortly(String device) {
        return device.equals("cpu") ? Texts.get("students.device.cpu") : Texts.get("students.device.gpu", device.replaceFirst("^gpu", ""));
    }

    private ComboBox<String> shares() {
        ComboBox<String> box = new ComboBox<>(FXCollections.observableArrayList("0.1", "0.15", "0.2", "0.25", "0.3", "0.4", "0.5"));
        box.setId("study-validation");
        box.setConverter(StudyFields.converter(s -> Numbers.percent(Double.parseDouble(s))));
        box.setValue(String.format(Locale.ROOT, "%s", form.validation.get()));
        form.validation.addListener((_, _, now) -> box.setValue(String.format(Locale.ROOT, "%s", now.doubleValue())));
        box.setOnAction(_ -> {
            if (box.getValue() != null)
                form.validation.set(Double.parseDouble(box.getValue()));
        });
        return box;
    }

    private Node foot(Runnable back) {
        Label plan = Parts.elided("", "t-medium");
        plan.setId("study-plan");
        plan.textProperty().bind(Bindings.createStringBinding(() -> {
            Plan made = model.planProperty().get();
            Refusal why = model.refusalProperty().get();
            return made != null ? PlanLine.of(made) : why == null ? Texts.get("study.plan.making") : Texts.get("study.plan.none");
        }, model.planProperty(), model.refusalProperty()));
        Label test = Parts.elided("", "t-note", "ink-2");
        test.textProperty().bind(Bindings.createStringBinding(() -> {
            Plan made = model.planProperty().get();
            Refusal why = model.refusalProperty().get();
            return made != null ? PlanLine.test(made) : why == null ? "" : why.sentence();
        }, model.planProperty(), model.refusalProperty()));
        VBox words = Parts.grow(Parts.column(3, plan, test));
        words.setAlignment(Pos.CENTER_LEFT);
        Button leave = Parts.button(Texts.get("shell.dialog.cancel"), back);
        leave.setId("study-leave");
        Button start = Parts.primary(Texts.get("study.start"), "play", model::start, "lg");
        start.setId("study-start");
        start.disableProperty().bind(model.planProperty().isNull());
        HBox foot = Parts.row(12, words, leave, start);
        foot.setPadding(new Insets(14, 24, 14, 24));
        return foot;
    }
}
