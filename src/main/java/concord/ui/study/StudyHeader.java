package concord.ui.study;

import concord.model.JobRecord;
import concord.model.Study;
import concord.report.Numbers;
import concord.ui.Texts;
import concord.ui.control.Parts;
import javafx.beans.binding.Bindings;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// The title with the study looked at, how far it is, and what can be done about it.
final class StudyHeader extends HBox {
    private final StudiesViewModel model;
    private final Label what = Parts.elided("", "ink-2", "t-note");
    private final ComboBox<String> choice = new ComboBox<>();
    private final Label runs = Parts.text("", "t-note", "t-medium");
    private final Label left = Parts.text("", "t-note", "ink-2");
    private final ProgressBar bar = new ProgressBar();
    private final VBox progress;
    private final Button pause = Parts.button(Texts.get("study.pause"), "pause");
    private final Button resume = Parts.button(Texts.get("study.resume"), "play");
    private final HBox asking = Parts.row(8);
    private final Button delete = Parts.iconButton("trash-2", Texts.get("study.delete"));
    private final MenuButton create = new MenuButton(Texts.get("study.new"), Parts.icon("plus"));
    private boolean filling;
    private boolean plain;

    /// @param actions what the menu of new studies does
    StudyHeader(StudiesViewModel model, Actions actions) {
        super(12);
        this.model = model;
        setAlignment(Pos.CENTER_LEFT);
        choice.setId("study-choice");
        choice.setConverter(StudyFields.converter(this::listed));
        choice.setAccessibleText(Texts.get("study.choice"));
        choice.setMaxWidth(260);
        choice.setMinWidth(120);
        choice.setOnAction(_ -> choose());
        Parts.width(bar, 220);
        bar.getStyleClass().add("thin-bar");
        progress = Parts.column(6, Parts.row(10, runs, Parts.spacer(), left), bar);
        Parts.width(progress, 220);
        progress.setAlignment(Pos.CENTER_LEFT);
        progress.setId("study-progress");
        pause.setId("study-pause");
        pause.setOnAction(_ -> model.pause());
        resume.setId("study-resume");
        resume.setOnAction(_ -> model.resume());
        delete.setId("study-delete");
        delete.setOnAction(_ -> ask());
        Button sure = Parts.button(Texts.get("study.delete.sure"), "trash-2", this::sure, "danger");
        sure.setId("study-delete-sure");
        Button keep = Parts.button(Texts.get("students.delete.keep"), this::settle);
        asking.getChildren().addAll(sure, keep);
        create.setId("study-new");
        create.getStyleClass().addAll("b", "study-menu");
        create.setMinWidth(USE_PREF_SIZE);
        create.getItems().addAll(item("study.new.distillation", "study-new-distillation", actions::distillation),
                item("study.new.sampling", "study-new-sampling", actions::sampling), item("study.new.again", "study-new-again",
                        actions::again));
        VBox title = Parts.column(2, Parts.text(Texts.get("study.title"), "t-title"), what);
        title.setMinWidth(80);
        HBox.setHgrow(title, Priority.ALWAYS);
        getChildren().addAll(title, choice, progress, pause, resume, asking, delete, create);
        model.all().addListener((ListChangeListener<Study>) _ -> show());
        model.selectedProperty().addListener((_, _, _) -> {
            settle();
            show();
        });
        model.jobProperty().addListener((_, _, _) -> show());
        model.outcomeProperty().addListener((_, _, _) -> show());
        model.liveProperty().addListener((_, _, live) -> {
            if (live != null)
                live.momentProperty().addListener((_, _, moment) -> progress(moment));
            show();
        });
        settle();
        show();
    }

    /// What the menu offers.
    interface Actions {
        void distillation();

        void sampling();

        /// The form, filled with what the study looked at asked for.
        void again();
    }

    private static MenuItem item(String key, String id, Runnable action) {
        MenuItem item = new MenuItem(Texts.get(key));
        item.setId(id);
        item.setOnAction(_ -> action.run());
        return item;
    }

    /// While a study is set up only the title stands here.
    void plain(String sentence) {
        plain = true;
        for (Node node : getChildren()) {
            if (node != getChildren().getFirst())
                hide(node);
        }
        what.setText(sentence);
    }

    /// The study looked at stands here again.
    void full() {
        plain = false;
        show();
    }

    private void show() {
        if (plain)
            return;
        Study study = model.selectedProperty().get();
        filling = true;
        choice.getItems().setAll(model.all().stream().map(Study::name).toList());
        choice.setValue(study == null ? null : study.name());
        filling = false;
        what.setText(study == null ? Texts.get("study.what") : said(study));
        LiveStudy live = model.liveProperty().get();
        shown(choice, model.all().size() > 1);
        shown(progress, live != null || model.resumable());
        shown(pause, live != null);
        shown(resume, model.resumable());
        shown(create, true);
        create.getItems().getLast().setVisible(study != null);
        if (!asking.isVisible())
            shown(delete, study != null && live == null);
        if (live != null)
            progress(live.momentProperty().get());
        else
            paused();
    }

    /// Where a study stopped that can go on.
    private void paused() {
        JobRecord job = model.jobProperty().get();
        if (job == null || !model.resumable())
            return;
        long total = Moment.said(job.phase()).map(Moment.Said::total).orElse(0L);
        runs.setText(total > 0 && model.ended().isPresent()
                ? Texts.get("study.runs", Numbers.count(model.ended().getAsLong()), Numbers.count(total))
                : "");
        left.setText(Texts.get("study.state." + job.state()));
        bar.setProgress(job.total() > 0 ? (double) job.done() / job.total() : 0);
        progress.setAccessibleText(runs.getText() + " " + left.getText());
    }

    private String listed(String name) {
        return model.all().stream().filter(s -> s.name().equals(name)).findFirst().map(model::question).filter(q -> !q.isEmpty())
                .map(q -> Texts.get("study.choice.entry", name, q)).orElse(name);
    }

    private String said(Study study) {
        String question = model.question(study);
        return question.isEmpty() ? study.name() : question;
    }

    private void progress(Moment moment) {
        runs.setText(moment.total() > 0
                ? Texts.get("study.runs", Numbers.count(moment.done()), Numbers.count(moment.total()))
                : Texts.get("study.begins"));
        left.setText(moment.left().map(d -> Texts.get("jobs.left", Numbers.duration(d))).orElse(""));
        bar.setProgress(moment.total() > 0 ? moment.fraction() : -1);
        progress.setAccessibleText(runs.getText() + " " + left.getText());
    }

    private void choose() {
        String name = choice.getValue();
        if (filling || name == null)
            return;
        model.all().stream().filter(s -> s.name().equals(name)).findFirst().ifPresent(s -> model.selectedProperty().set(s));
    }

    private void ask() {
        hide(delete);
        shown(asking, true);
        asking.getChildren().getLast().requestFocus();
    }

    private void settle() {
        hide(asking);
        shown(delete, !plain && model.selectedProperty().get() != null && model.liveProperty().get() == null);
    }

    private void sure() {
        settle();
        model.delete();
    }

    private static void hide(Node node) {
        shown(node, false);
    }

    private static void shown(Node node, boolean is) {
        node.setVisible(is);
        node.setManaged(is);
    }
}
