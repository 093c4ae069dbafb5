package concord.ui.label;

import concord.app.LabelService;
import concord.app.ProjectSettings.Reveal;
import concord.report.Numbers;
import concord.ui.Texts;
import concord.ui.control.Parts;
import javafx.geometry.Pos;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// Title, what is labelled and by whom, whether blind, and progress.
final class LabelHeader extends HBox {
    private final Label what = Parts.elided("", "ink-2", "t-note");
    private final Hyperlink who = new Hyperlink();
    private final StackPane blind = new StackPane();
    private final Label done = Parts.text("", "t-strong");
    private final Label of = Parts.text("", "ink-2");
    private final Label pace = Parts.text("", "ink-3", "t-note");
    private final ProgressBar bar = new ProgressBar(0);
    private final VBox progress = new VBox(8, Parts.row(6, done, of, Parts.spacer(), pace), bar);

    /// @param change asks again who labels what
    LabelHeader(Runnable change) {
        super(24);
        setAlignment(Pos.CENTER_LEFT);
        who.getStyleClass().addAll("t-note", "quiet-link");
        who.setId("who");
        who.setOnAction(_ -> change.run());
        bar.getStyleClass().add("thin-bar");
        bar.setMaxWidth(Double.MAX_VALUE);
        progress.setMinWidth(220);
        progress.setMaxWidth(220);
        getChildren().addAll(new VBox(2, Parts.text(Texts.get("label.title"), "t-title"), Parts.row(8, what, who)), Parts.spacer(), blind,
                progress);
        active(Activity.WAITING);
    }

    enum Activity {
        WAITING, LABELLING
    }

    void active(Activity activity) {
        boolean on = activity == Activity.LABELLING;
        progress.setVisible(on);
        blind.setVisible(on);
        who.setVisible(on);
        what.setVisible(on);
    }

    void show(Choice choice, int size, Reveal reveal) {
        what.setText(switch (choice.order()) {
            case RANDOM -> Texts.get(choice.sample() == null ? "label.whatRandom" : "label.whatSample", size, choice.seed(),
                    String.valueOf(choice.sample()));
            case FILE -> Texts.get("label.whatFile", size);
            case UNCERTAINTY -> Texts.get("label.whatUncertain", size);
            case DISAGREEMENT -> Texts.get("label.whatDisagreeing", size);
            case DRAWN -> Texts.get("label.whatDrawn", size);
        });
        who.setText(Texts.get("label.who", choice.person()));
        blind.getChildren().setAll(switch (reveal) {
            case NEVER -> Parts.chip(Texts.get("label.blind"), "eye-off", "outline");
            case AFTER_SAVING -> Parts.chip(Texts.get("label.afterSaving"), "eye", "outline");
            case ALWAYS -> Parts.chip(Texts.get("label.revealAlways"), "eye", "warn");
        });
        Parts.hint(blind, Texts.get(switch (reveal) {
            case NEVER -> "label.blindHint";
            case AFTER_SAVING -> "label.afterSavingHint";
            case ALWAYS -> "label.revealAlwaysHint";
        }));
    }

    void progress(LabelService.Progress now) {
        done.setText(Numbers.count(now.done()));
        of.setText(Texts.get("label.of", now.total()));
        pace.setText(now.medianMillis() == 0 ? "" : Texts.get("label.pace", UnitCard.seconds(now.medianMillis())));
        bar.setProgress(now.total() == 0 ? 0 : now.done() / (double) now.total());
        bar.setAccessibleText(Texts.get("label.progress", now.done(), now.total()));
    }
}
