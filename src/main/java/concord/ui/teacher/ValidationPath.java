package concord.ui.teacher;

import concord.app.ResultsService;
import concord.app.Validation;
import concord.app.Validation.FinalTest;
import concord.app.Validation.Step;
import concord.app.ValidationService.Status;
import concord.model.Label;
import concord.report.Numbers;
import concord.ui.Texts;
import concord.ui.codebook.Differences;
import concord.ui.control.Parts;
import concord.ui.teacher.ValidationViewModel.Looked;
import concord.ui.teacher.ValidationViewModel.Revised;
import concord.ui.teacher.ValidationViewModel.Sight;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// A validation in five steps, the one to do next unfolded.
final class ValidationPath extends VBox {
    private static final int USUAL_SIZE = 500;
    private static final int EDITS = 6;
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM yyyy", Locale.ENGLISH);
    private final ValidationViewModel model;
    private final VBox steps = Parts.column(12);
    private final SimpleStringProperty reference = new SimpleStringProperty("");
    private final SimpleIntegerProperty size = new SimpleIntegerProperty();
    private final SimpleIntegerProperty share = new SimpleIntegerProperty(50);
    private final SimpleStringProperty sample = new SimpleStringProperty("");

    ValidationPath(ValidationViewModel model) {
        super(12);
        this.model = model;
        setId("teacher-validation");
        setMinHeight(0);
        var problem = Parts.sentence("", "t-note", "ink-bad");
        problem.setId("teacher-validation-problem");
        problem.textProperty().bind(model.problemProperty());
        Fields.showing(problem, problem.textProperty().isNotEmpty());
        ScrollPane scroll = new ScrollPane(steps);
        scroll.getStyleClass().add("bare");
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        Parts.grow(scroll);
        getChildren().addAll(problem, StartRow.talking(model.teacher()), scroll);
        model.sightProperty().addListener((_, _, _) -> show());
        model.lookedProperty().addListener((_, _, _) -> show());
        model.teacher().liveProperty().addListener((_, _, _) -> show());
        show();
    }

    /// Made anew with each change; whoever works by keyboard stays on the button of the same name.
    private void show() {
        Node owner = getScene() == null ? null : getScene().getFocusOwner();
        String focused = owner == null || steps.lookup("#" + owner.getId()) != owner ? null : owner.getId();
        build();
        Node again = focused == null ? null : steps.lookup("#" + focused);
        if (again != null && !again.isDisabled())
            again.requestFocus();
    }

    private void build() {
        steps.getChildren().clear();
        Sight sight = model.sightProperty().get();
        if (sight == null)
            return;
        Step next = sight.status().map(Status::next).orElse(null);
        steps.getChildren().addAll(intro(sight), codebook(sight, next), label(sight, next), gauge(sight, next), revise(sight, next),
                test(sight, next));
        if (sight.validation().filter(v -> v.finalTest() == null).isPresent())
            steps.getChildren().add(leave());
    }

    private Node intro(Sight sight) {
        return Parts.sentence(Texts.get("teacher.validation.what")
                + (sight.earlier() > 0 ? " " + Texts.get("teacher.validation.earlier", sight.earlier()) : ""), "t-note", "ink-2");
    }

    private enum Mark {
        DONE("check-circle", "ok"), NOW("play-circle", "accent"), LATER("circle", "faint");

        private final String icon;
        private final String style;

        Mark(String icon, String style) {
            this.icon = icon;
            this.style = style;
        }
    }

    private static VBox step(int number, Mark mark, String aside, Node... content) {
        HBox head = Parts.row(10, Parts.icon(mark.icon, mark.style),
                Parts.text(Texts.get("teacher.step." + number), "t-medium", mark == Mark.LATER ? "ink-3" : ""), Parts.spacer(),
                Parts.elided(aside, "t-note", "ink-2"));
        head.setMinHeight(24);
        VBox step = Parts.column(10, head);
        step.getStyleClass().add("card");
        step.setPadding(new Insets(14, 20, 14, 20));
        step.setId("teacher-step-" + number);
        step.setAccessibleText(Texts.get("teacher.step.words", number, Texts.get("teacher.step." + number),
                Texts.get("teacher.step.mark." + mark.name().toLowerCase(Locale.ROOT)), aside));
        if (content.length > 0) {
            VBox inner = Parts.column(10, content);
            inner.setPadding(new Insets(0, 0, 0, 26));
            step.getChildren().add(inner);
        }
        return step;
    }

    private Node codebook(Sight sight, @Nullable Step next) {
        List<String> bare = sight.variable().labels().stream().filter(l -> l.definition().isBlank()).map(Label::name).toList();
        boolean fit = bare.isEmpty() && !sight.variable().labels().isEmpty();
        String aside = Texts.get("teacher.step.1.aside", sight.codebook().version(), sight.variable().labels().size());
        Mark mark = next != null || fit ? Mark.DONE : Mark.NOW;
        if (fit || next == Step.DONE)
            return step(1, mark, aside);
        return step(1, mark, aside, line("alert-triangle", "warn", Texts.get("teacher.step.1.bare", String.join(", ", bare))),
                Parts.row(8, Parts.button(Texts.get("teacher.codebook.write"), "book-open", model::revise, "sm")));
    }

    private Node label(Sight sight, @Nullable Step next) {
        if (sight.status().isEmpty())
            return step(2, Mark.NOW, "", begin(sight));
        Status status = sight.status().get();
        Validation of = status.validation();
        String aside = Texts.get("teacher.step.2.aside", Numbers.count(status.labelledDevelopment() + status.labelledTest()),
                Numbers.count(status.development() + status.test()), of.reference());
        boolean done = status.labelledDevelopment() == status.development() && status.labelledTest() == status.test();
        if (done)
            return step(2, Mark.DONE, aside);
        ProgressBar bar = new ProgressBar(
                (double) (status.labelledDevelopment() + status.labelledTest()) / (status.development() + status.test()));
        bar.getStyleClass().add("thin-bar");
        bar.setMaxWidth(Double.MAX_VALUE);
        Button go = Parts.primary(Texts.get("teacher.step.2.go"), "tag", model::label);
        go.setId("teacher-validation-label");
        VBox step = step(2, Mark.NOW, aside, bar, Parts.sentence(Texts.get("teacher.step.2.how", of.reference(),
                Numbers.count(status.labelledDevelopment()), Numbers.count(status.development()), Numbers.count(status.labelledTest()),
                Numbers.count(status.test())), "t-note", "ink-2"));
        VBox inner = (VBox) step.getChildren().getLast();
        if (sight.seen())
            inner.getChildren().add(line("eye", "warn", Texts.get("teacher.step.2.seen")));
        inner.getChildren().add(of.reference().equals(ResultsService.FINAL)
                ? Parts.row(8, Parts.button(Texts.get("teacher.step.2.audit"), "git-pull-request",
                        () -> model.workspace().screenProperty().set("audit")))
                : Parts.row(8, go));
        return step;
    }

    private Node begin(Sight sight) {
        if (reference.get().isEmpty())
            reference.set(model.workspace().personProperty().get());
        if (size.get() == 0)
            size.set((int) Math.min(USUAL_SIZE, sight.units()));
        TextField who = Fields.text(reference);
        who.setId("teacher-validation-who");
        who.setPromptText(Texts.get("teacher.step.2.who.prompt"));
        TextField many = Fields.whole(size, 6);
        many.setId("teacher-validation-size");
        TextField part = Fields.whole(share, 2);
        part.setId("teacher-validation-share");
        FlowPane fields = new FlowPane(12, 12, wide(Fields.field("teacher.step.2.who", who), 180),
                wide(Fields.field("teacher.step.2.size", many), 110), wide(Fields.field("teacher.step.2.share", part), 150),
                wide(Fields.field("teacher.texts", Fields.choice(model.teacher().asking().samples(), sample,
                        s -> s.isEmpty() ? Texts.get("teacher.texts.all") : s)), 190));
        Button draw = Parts.primary(Texts.get("teacher.step.2.draw"), "shuffle",
                () -> model.begin(reference.get(), size.get(), share.get() / 100.0, sample.get()));
        draw.setId("teacher-validation-begin");
        draw.disableProperty().bind(reference.map(String::isBlank));
        return Parts.column(12, Parts.sentence(Texts.get("teacher.step.2.what"), "t-note", "ink-2"), fields, Parts.row(8, draw));
    }

    private static VBox wide(VBox field, double width) {
        return Parts.width(field, width);
    }

    private Node gauge(Sight sight, @Nullable Step next) {
        Status status = sight.status().orElse(null);
        if (status == null || status.labelledDevelopment() == 0)
            return step(3, Mark.LATER, "");
        Validation of = status.validation();
        String aside = of.rounds().isEmpty() ? "" : Texts.get("teacher.step.3.aside", of.rounds().size(), of.looks());
        if (of.finalTest() != null)
            return step(3, Mark.DONE, aside);
        boolean enough = status.labelledDevelopment() == status.development();
        Button run = next == Step.GAUGE
                ? Parts.primary(Texts.get("teacher.step.3.run"), "play", model::gauge)
                : Parts.button(Texts.get("teacher.step.3.run"), "play", model::gauge);
        run.setId("teacher-validation-gauge");
        run.disableProperty().bind(StartRow.waiting(model.teacher()).or(model.teacher().liveProperty().isNotNull()));
        Button look = next == Step.REVISE && model.lookedProperty().get() == null
                ? Parts.primary(Texts.get("teacher.step.3.look"), "eye", model::look)
                : Parts.button(Texts.get("teacher.step.3.look"), "eye", model::look);
        look.setId("teacher-validation-look");
        look.setDisable(of.rounds().isEmpty() || model.teacher().liveProperty().get() != null);
        VBox content = Parts.column(12, Parts.sentence(Texts.get(enough ? "teacher.step.3.how" : "teacher.step.3.few",
                Numbers.count(status.labelledDevelopment()), Numbers.count(status.development())), "t-note", "ink-2"),
                Parts.row(8, run, look));
        Looked looked = model.lookedProperty().get();
        if (looked != null)
            content.getChildren().add(looked(sight, looked));
        return step(3, of.rounds().isEmpty() || next == Step.GAUGE ? enough ? Mark.NOW : Mark.LATER : Mark.DONE, aside, content);
    }

    private Node looked(Sight sight, Looked looked) {
        VBox words = Parts.column(6,
                Parts.row(8, Parts.chip(Texts.get("teacher.gauge"), "info", "outline"),
                        Parts.elided(Texts.get("teacher.gauge.of", looked.gauge().run(), looked.gauge().codebookVersion(),
                                Numbers.count(looked.figures().n()), looked.gauge().looks()), "t-note", "ink-2")),
                tables(sight, looked.figures()));
        int wrong = looked.gauge().wrong().size();
        words.getChildren().add(Parts.row(10, Parts.text(Texts.get("teacher.gauge.wrong", Numbers.count(wrong), wrong,
                Numbers.count(looked.gauge().missing().size())), "t-note"), Parts.link(Texts.get("teacher.gauge.show"), model::differing)));
        return words;
    }

    private static Node tables(Sight sight, FigureList figures) {
        FlowPane tables = new FlowPane(28, 12, FigureViews.statistics(figures), FigureViews.labels(figures, sight.variable()));
        tables.setMinHeight(FlowPane.USE_PREF_SIZE);
        return tables;
    }

    private Node revise(Sight sight, @Nullable Step next) {
        Validation of = sight.validation().orElse(null);
        if (of == null || of.rounds().isEmpty())
            return step(4, Mark.LATER, "");
        String aside = Texts.get("teacher.step.4.aside", of.revisions().size());
        VBox content = Parts.column(12);
        if (of.finalTest() == null) {
            Button open = Parts.button(Texts.get("teacher.step.4.open"), "book-open", model::revise);
            open.setId("teacher-validation-revise");
            content.getChildren().addAll(Parts.sentence(Texts.get("teacher.step.4.how"), "t-note", "ink-2"), Parts.row(8, open));
        }
        for (Revised revised : sight.revised()) {
            VBox edits = Parts.column(6, Parts.sentence(Texts.get("teacher.step.4.revision", revised.revision().from(),
                    revised.revision().to(), revised.revision().author(), revised.revision().units().size(), revised.revision().reason()),
                    "t-note"));
            revised.edits().stream().limit(EDITS).forEach(e -> edits.getChildren().add(Differences.of(e)));
            if (revised.edits().size() > EDITS)
                edits.getChildren()
                        .add(Parts.sentence(Texts.get("codebook.versions.more", revised.edits().size() - EDITS), "t-small", "ink-3"));
            content.getChildren().add(edits);
        }
        Mark mark = of.finalTest() != null ? Mark.DONE : next == Step.REVISE ? Mark.NOW : Mark.DONE;
        return content.getChildren().isEmpty() ? step(4, mark, aside) : step(4, mark, aside, content);
    }

    private Node test(Sight sight, @Nullable Step next) {
        Status status = sight.status().orElse(null);
        if (status == null)
            return step(5, Mark.LATER, "");
        FinalTest made = status.validation().finalTest();
        String aside = Texts.get("teacher.step.5.aside", Numbers.count(status.test()));
        if (made == null) {
            boolean all = status.labelledTest() == status.test() && !status.validation().rounds().isEmpty();
            if (!all)
                return step(5, Mark.LATER, aside, Parts.sentence(Texts.get("teacher.step.5.wait"), "t-note", "ink-3"));
            Button run = Parts.button(Texts.get("teacher.step.5.run"), "check-square");
            run.setId("teacher-validation-test");
            run.disableProperty().bind(StartRow.waiting(model.teacher()).or(model.teacher().liveProperty().isNotNull()));
            Button sure = Parts.primary(Texts.get("teacher.step.5.sure"), "check-square", model::test);
            sure.setId("teacher-validation-test-sure");
            HBox row = Parts.row(8, run);
            Button not = Parts.button(Texts.get("teacher.step.5.not"), () -> row.getChildren().setAll(run));
            run.setOnAction(_ -> {
                row.getChildren().setAll(sure, not);
                sure.requestFocus();
            });
            return step(5, next == Step.REVISE ? Mark.NOW : Mark.LATER, aside,
                    Parts.sentence(Texts.get("teacher.step.5.how", Numbers.count(status.test())), "t-note", "ink-2"), row);
        }
        return made.figures() == null ? taken(made, aside) : reported(sight, made, aside);
    }

    private Node taken(FinalTest made, String aside) {
        boolean busy = model.teacher().liveProperty().get() != null;
        Button result = Parts.primary(Texts.get("teacher.step.5.result"), "eye", model::result);
        result.setId("teacher-validation-result");
        result.setDisable(busy);
        return step(5, Mark.NOW, aside,
                Parts.sentence(Texts.get(busy ? "teacher.step.5.running" : "teacher.step.5.ready", made.run()), "t-note",
                        "ink-2"),
                Parts.row(8, result));
    }

    private Node reported(Sight sight, FinalTest made, String aside) {
        VBox content = Parts.column(10,
                Parts.row(8, Parts.chip(Texts.get("teacher.reportable"), "check-circle", "ok"),
                        Parts.elided(Texts.get("teacher.step.5.made", made.run(), made.codebookVersion(),
                                DAY.format(made.at().atZone(ZoneId.systemDefault()))), "t-note", "ink-2")));
        if (sight.reports() != null)
            content.getChildren().addAll(
                    Parts.sentence(Texts.get("results.overlap", Numbers.count(sight.reports().n())), "t-small", "ink-3"),
                    tables(sight, sight.reports()));
        made.notes().forEach(n -> content.getChildren().add(line("info", "faint", n)));
        if (sight.status().isPresent()) {
            Button again = Parts.link(Texts.get("teacher.validation.another"),
                    () -> steps.getChildren().set(2, step(2, Mark.NOW, "", begin(sight))));
            content.getChildren().add(again);
        }
        return step(5, Mark.DONE, aside, content);
    }

    private Node leave() {
        Button leave = Parts.link(Texts.get("teacher.validation.leave"), () -> {
        });
        HBox row = Parts.row(8, leave);
        Button sure = Parts.button(Texts.get("teacher.validation.leave.sure"), "x", model::giveUp, "sm", "danger");
        sure.setId("teacher-validation-leave");
        Button keep = Parts.button(Texts.get("teacher.validation.leave.keep"), () -> row.getChildren().setAll(leave));
        keep.getStyleClass().add("sm");
        leave.setOnAction(
                _ -> row.getChildren().setAll(Parts.elided(Texts.get("teacher.validation.leave.what"), "t-note", "ink-2"), sure, keep));
        return row;
    }

    private static HBox line(String icon, String style, String sentence) {
        HBox row = Parts.row(8, Parts.icon(icon, "small", style), Parts.grow(Parts.sentence(sentence, "t-small", "ink-2")));
        row.setAlignment(Pos.TOP_LEFT);
        HBox.setHgrow(row, Priority.ALWAYS);
        return row;
    }
}
