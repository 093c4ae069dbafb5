package concord.ui.study;

import concord.app.StudyService.SamplingPlan;
import concord.model.SampleStrategy;
import concord.model.Variable;
import concord.report.Numbers;
import concord.study.SamplingOutcome;
import concord.ui.Texts;
import concord.ui.control.Fold;
import concord.ui.control.Parts;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import javafx.beans.binding.Bindings;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
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

/// The form of a study of what to label next, with what it comes to and the button that starts it.
final class SamplingSetUpView extends VBox {
    private static final List<SampleStrategy> STRATEGIES = List.of(SampleStrategy.RANDOM, SampleStrategy.UNCERTAINTY, SampleStrategy.MARGIN,
            SampleStrategy.LEAST_CONFIDENCE, SampleStrategy.CORESET, SampleStrategy.BADGE, SampleStrategy.BASE_VS_TUNED);
    private final SamplingSetUpViewModel model;
    private final SamplingForm form;
    private final ObservableList<String> samples = FXCollections.observableArrayList();
    private final ObservableList<String> tests = FXCollections.observableArrayList();
    private final ObservableList<String> people = FXCollections.observableArrayList();
    private final ObservableList<String> sources = FXCollections.observableArrayList();
    private final ObservableList<String> askable = FXCollections.observableArrayList();
    private final ObservableList<String> labels = FXCollections.observableArrayList();

    /// @param back leaves the form as it is
    SamplingSetUpView(SamplingSetUpViewModel model, Runnable back) {
        this.model = model;
        form = model.form();
        getStyleClass().add("card");
        setId("study-sampling-set-up");
        setMinHeight(0);
        TextField question = StudyFields.typed("study-sampling-question", form.question, Texts.get("study.sampling.prompt"));
        question.setAccessibleText(Texts.get("study.question"));
        VBox parts = Parts.column(22, part("study.question", List.of(), question),
                part("study.source", List.of(Field.SOURCE), domain("source", form.source, sources)),
                part("study.target", List.of(Field.TARGET), domain("target", form.target, askable)), budget(), strategies(),
                part("study.students", List.of(Field.STUDENTS),
                        new StudentPicker(model.kinds(), form.students, StudentPicker.Baseline.WITHOUT)),
                more());
        Button draw = Parts.link(Texts.get("study.domain.draw"), () -> model.workspace().screenProperty().set("data"));
        draw.setId("study-draw-samples");
        StudyFields.showing(draw, Bindings.size(samples).lessThan(2));
        parts.getChildren().add(1, draw);
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
        List<String> names = ground.samples().stream().map(Ground.Choice::name).toList();
        StudyFields.keep(samples, names);
        List<String> none = new ArrayList<>(List.of(""));
        none.addAll(names);
        StudyFields.keep(tests, none);
        StudyFields.keep(people, ground.people());
        StudyFields.keep(sources, ground.sources());
        List<String> all = new ArrayList<>(ground.sources());
        model.teachersProperty().get().keySet().forEach(run -> all.add(SamplingForm.ASK + run));
        StudyFields.keep(askable, all);
        Variable variable = model.workspace().variableProperty().get();
        List<String> macro = new ArrayList<>(List.of(""));
        if (variable != null)
            macro.addAll(variable.labelNames());
        StudyFields.keep(labels, macro);
    }

    private Node domain(String id, SamplingForm.Side side, ObservableList<String> from) {
        ComboBox<String> sample = StudyFields.choice("study-" + id, samples, side.sample(),
                s -> s.isEmpty() ? Texts.get("study.domain.choose") : s);
        ComboBox<String> who = StudyFields.choice("study-" + id + "-labels", from, side.labels(),
                a -> a.startsWith(SamplingForm.ASK)
                        ? Texts.get("study.domain.ask", a.substring(SamplingForm.ASK.length()))
                        : ArmList.shown(a));
        ComboBox<String> test = StudyFields.choice("study-" + id + "-test", tests, side.test(),
                s -> s.isEmpty() ? Texts.get("study.domain.untested") : s);
        ComboBox<String> truth = StudyFields.choice("study-" + id + "-truth", people, side.truth(), ArmList::shown);
        FlowPane fields = new FlowPane(16, 12, StudyFields.sized("study.domain.sample", sample, 170),
                StudyFields.sized("study.domain.labels", who, 180));
        if (side == form.source)
            fields.getChildren().add(StudyFields.sized("study.domain.size",
                    StudyFields.typed("study-source-size", side.size(), Texts.get("study.arm.all")), 84));
        fields.getChildren().addAll(StudyFields.sized("study.domain.test", test, 170), StudyFields.sized("study.annotator", truth, 150));
        return fields;
    }

    private Node budget() {
        FlowPane fields = new FlowPane(16, 12, number("study.budget", form.budget, 100), number("study.rounds", form.rounds, 84),
                StudyFields.sized("study.seeds", StudyFields.typed("study-sampling-seeds", form.seeds, "1, 2, 3"), 120));
        return part("study.spend", List.of(Field.BUDGET, Field.SEEDS), fields);
    }

    private static Node number(String key, StringProperty property, double width) {
        return StudyFields.sized(key, StudyFields.typed(key.replace('.', '-'), property, ""), width);
    }

    private Node strategies() {
        VBox boxes = Parts.column(10);
        for (SampleStrategy strategy : STRATEGIES) {
            CheckBox box = new CheckBox(name(strategy.key()));
            box.setId("study-strategy-" + strategy.key());
            box.setMinWidth(190);
            box.setDisable(SamplingForm.always(strategy));
            box.setSelected(form.strategies.get().contains(strategy));
            form.strategies.addListener((_, _, now) -> box.setSelected(now.contains(strategy)));
            box.setOnAction(_ -> form.choose(strategy, box.isSelected()));
            String what = Texts.get("study.strategy." + strategy.key() + ".what");
            box.setAccessibleHelp(what);
            HBox row = Parts.row(12, box, Parts.grow(Parts.sentence(what, "t-note", "ink-2")));
            row.setAlignment(Pos.TOP_LEFT);
            boxes.getChildren().add(row);
        }
        CheckBox diverse = new CheckBox(Texts.get("study.diverse"));
        diverse.setId("study-diverse");
        diverse.setMinWidth(190);
        diverse.selectedProperty().bindBidirectional(form.diverse);
        HBox row = Parts.row(12, diverse, Parts.grow(Parts.sentence(Texts.get("study.diverse.what"), "t-note", "ink-2")));
        row.setAlignment(Pos.TOP_LEFT);
        boxes.getChildren().addAll(Parts.hair(), row);
        return part("study.strategies", List.of(Field.STRATEGIES), boxes);
    }

    /// A strategy as people call it.
    static String name(String key) {
        return key.equals(SamplingOutcome.START) ? Texts.get("study.strategy.none") : Texts.get("study.strategy." + key);
    }

    private Node more() {
        ComboBox<String> positive = StudyFields.choice("study-sampling-positive", labels, form.positive,
                l -> l.isEmpty() ? Texts.get("study.positive.none") : l);
        FlowPane fields = new FlowPane(16, 14, StudyFields.sized("study.positive", positive, 190));
        return Parts.column(10, new Fold("study.more", "study-sampling-more", fields), fields,
                StudyFields.wrong(model.refusalProperty(), List.of(Field.MORE)));
    }

    private Node foot(Runnable back) {
        Label plan = Parts.elided("", "t-medium");
        plan.textProperty().bind(Bindings.createStringBinding(() -> {
            SamplingPlan made = model.planProperty().get();
            Refusal why = model.refusalProperty().get();
            return made != null ? PlanLine.of(made) : why == null ? Texts.get("study.plan.making") : Texts.get("study.plan.none");
        }, model.planProperty(), model.refusalProperty()));
        Label test = Parts.elided("", "t-note", "ink-2");
        test.textProperty().bind(Bindings.createStringBinding(() -> {
            SamplingPlan made = model.planProperty().get();
            Refusal why = model.refusalProperty().get();
            return made != null ? units(made) : why == null ? "" : why.sentence();
        }, model.planProperty(), model.refusalProperty()));
        VBox words = Parts.grow(Parts.column(3, plan, test));
        words.setAlignment(Pos.CENTER_LEFT);
        Button leave = Parts.button(Texts.get("shell.dialog.cancel"), back);
        leave.setId("study-sampling-leave");
        Button start = Parts.primary(Texts.get("study.start"), "play", model::start, "lg");
        start.setId("study-sampling-start");
        start.disableProperty().bind(model.planProperty().isNull());
        HBox foot = Parts.row(12, words, leave, start);
        foot.setPadding(new Insets(14, 24, 14, 24));
        return foot;
    }

    /// "Learns 2,000 texts first, then chooses among 5,000. Tested on source: 400, target: 300."
    static String units(SamplingPlan plan) {
        String tested = plan.testUnits().entrySet().stream().map(t -> domain(t.getKey()) + " " + Numbers.count(t.getValue()))
                .collect(Collectors.joining(", "));
        return Texts.get("study.sampling.units", Numbers.count(plan.sourceUnits()), Numbers.count(plan.poolUnits()), tested);
    }

    static String domain(String key) {
        return Texts.get(key.equals(SamplingOutcome.SOURCE) ? "study.domain.source" : "study.domain.target");
    }
}
