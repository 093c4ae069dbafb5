package concord.ui.teacher;

import concord.model.result.TeachEstimate;
import concord.report.Numbers;
import concord.ui.Texts;
import concord.ui.control.Parts;
import java.util.ArrayList;
import java.util.List;
import javafx.beans.value.ChangeListener;
import javafx.geometry.Insets;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// The run that is looked at: how far, how much money, what came of it.
final class RunCard extends VBox {
    private final TeacherViewModel model;
    private final Label icon = new Label();
    private final Label state = Parts.text("", "t-medium");
    private final Label name = Parts.elided("", "ink-2", "t-note");
    private final Label done = Parts.text("", "ink-2", "t-note");
    private final Label money = Parts.text("", "t-head");
    private final Label allowed = Parts.text("", "ink-2", "t-note");
    private final Label left = Parts.text("", "ink-2", "t-note");
    private final Button resume = Parts.button(Texts.get("teacher.resume"), "play", "sm");
    private final Button collect = Parts.button(Texts.get("teacher.collect"), "download-cloud", "sm");
    private final CostBar bar = new CostBar();
    private final FlowPane counts = new FlowPane(20, 4);
    private final ChangeListener<LiveRun.Moment> moment = (_, _, _) -> show();

    RunCard(TeacherViewModel model) {
        super(8);
        this.model = model;
        getStyleClass().add("card");
        setId("teacher-run-card");
        setPadding(new Insets(14, 20, 12, 20));
        setMinHeight(USE_PREF_SIZE);
        setMinWidth(0);
        resume.setId("teacher-resume");
        resume.setOnAction(_ -> model.resume());
        collect.setId("teacher-collect");
        collect.setOnAction(_ -> model.collect());
        HBox head = Parts.row(12, icon, state, name, done, Parts.spacer(), money, allowed, left, collect, resume);
        head.setMinHeight(28);
        getChildren().addAll(head, bar, counts);
        model.factsProperty().addListener((_, _, _) -> show());
        model.liveProperty().addListener((_, before, now) -> {
            if (before != null)
                before.momentProperty().removeListener(moment);
            if (now != null)
                now.momentProperty().addListener(moment);
            show();
        });
        managedProperty().bind(visibleProperty());
        show();
    }

    private void show() {
        RunFacts facts = model.factsProperty().get();
        LiveRun live = model.liveProperty().get();
        setVisible(facts != null);
        if (facts == null)
            return;
        Situation now = Situation.of(facts, live != null);
        icon.setGraphic(Parts.icon(now.icon, now.style));
        state.setText(Texts.get("teacher.state." + now.name().toLowerCase(java.util.Locale.ROOT)));
        name.setText(facts.run().name());
        long answered = facts.answered();
        long asked = facts.asked();
        Double spent = facts.outcome().cost();
        if (live != null && live.momentProperty().get().spent() != null)
            spent = live.momentProperty().get().spent();
        done.setText(Texts.get("teacher.done.of", Numbers.count(live(live, answered, asked)), Numbers.count(asked)));
        boolean free = facts.request().teacher().startsWith(TeacherForm.EMBEDDED + ":");
        Double cap = facts.request().budget();
        money.setText(free ? "" : spent == null ? "" : Money.of(spent));
        allowed.setText(free
                ? ""
                : spent == null
                        ? Texts.get("teacher.price.unknown.short")
                        : cap == null ? Texts.get("teacher.spent.nocap") : Texts.get("teacher.spent.of", Money.of(cap)));
        left.setText(live == null
                ? ""
                : live.momentProperty().get().progress().left().map(t -> Texts.get("jobs.left", Numbers.duration(t))).orElse(""));
        gone(money);
        gone(allowed);
        gone(left);
        TeachEstimate estimate = facts.estimate();
        bar.show(new CostBar.Content(free ? null : spent, estimate == null ? null : estimate.costLow(),
                estimate == null ? null : estimate.costHigh(), cap,
                asked == 0 ? 0 : (double) live(live, answered, asked) / asked));
        boolean open = live == null && facts.open() > 0 && facts.outcome().pending() == 0;
        resume.setVisible(open);
        resume.setManaged(open);
        resume.setTooltip(facts.capped() ? new javafx.scene.control.Tooltip(Texts.get("teacher.resume.cap")) : null);
        boolean out = live == null && facts.outcome().pending() > 0;
        collect.setVisible(out);
        collect.setManaged(out);
        counts.getChildren().setAll(counts(facts));
    }

    /// A run that goes on counts what is left only, so the larger of the two is what is answered.
    private static long live(@Nullable LiveRun live, long answered, long asked) {
        if (live == null)
            return answered;
        var progress = live.momentProperty().get().progress();
        return progress.total() == asked ? Math.max(answered, progress.done()) : answered;
    }

    private static void gone(Label label) {
        label.setManaged(!label.getText().isEmpty());
    }

    private enum Situation {
        RUNNING("activity", "accent"), OUT("clock", "accent"), CAPPED("alert-circle", "warn"), OPEN("pause-circle",
                "warn"), FINISHED("check-circle", "ok");

        private final String icon;
        private final String style;

        Situation(String icon, String style) {
            this.icon = icon;
            this.style = style;
        }

        static Situation of(RunFacts facts, boolean live) {
            if (live)
                return RUNNING;
            if (facts.outcome().pending() > 0)
                return OUT;
            return facts.open() == 0 ? FINISHED : facts.capped() ? CAPPED : OPEN;
        }
    }

    private static List<Node> counts(RunFacts facts) {
        List<Node> nodes = new ArrayList<>();
        nodes.add(count("teacher.count.parsed", Numbers.count(facts.tally().parsed())));
        long none = facts.tally().unparsable();
        nodes.add(count("teacher.count.nolabel", Numbers.count(none)));
        if (facts.tally().refused() > 0)
            nodes.add(count("teacher.count.refused", Numbers.count(facts.tally().refused())));
        if (facts.tally().failed() > 0)
            nodes.add(count("teacher.count.failed", Numbers.count(facts.tally().failed())));
        if (facts.tally().capped() > 0)
            nodes.add(count("teacher.count.capped", Numbers.count(facts.tally().capped())));
        if (!facts.request().teacher().startsWith(TeacherForm.EMBEDDED + ":"))
            nodes.add(count("teacher.count.retried", Numbers.count(facts.tally().retried())));
        if (facts.unanimous() != null)
            nodes.add(count("teacher.count.unanimous", Numbers.percent(facts.unanimous())));
        return nodes;
    }

    private static Node count(String key, String value) {
        return Parts.row(6, Parts.text(value, "t-note", "t-medium"), Parts.text(Texts.get(key), "t-note", "ink-2"));
    }
}
