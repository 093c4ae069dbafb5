package concord.ui.teacher;

import concord.app.TeacherService.Plan;
import concord.model.result.TeachEstimate;
import concord.report.Numbers;
import concord.ui.Texts;
import concord.ui.control.Parts;
import java.time.Duration;
import javafx.geometry.Insets;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// Price, calls, tokens and time before the start.
final class EstimateBox extends VBox {
    private final FormViewModel model;
    private final VBox lines = Parts.column(6);

    EstimateBox(FormViewModel model) {
        super(8);
        this.model = model;
        setId("teacher-estimate");
        setPadding(new Insets(14, 20, 14, 20));
        setMinHeight(USE_PREF_SIZE);
        TextField path = new TextField();
        path.setEditable(false);
        path.setAccessibleText(Texts.get("teacher.price.path"));
        path.textProperty().bind(model.priceTableProperty());
        VBox place = Parts.column(4, Parts.sentence(Texts.get("teacher.price.path"), "t-small", "ink-3"), path);
        Fields.showing(place, path.textProperty().isNotEmpty());
        getChildren().addAll(Parts.row(0, Parts.text(Texts.get("teacher.estimate"), "t-note", "t-medium"), Parts.spacer(),
                Parts.text(Texts.get("teacher.estimate.before"), "t-small", "ink-3")), lines, place);
        model.outlookProperty().addListener((_, _, now) -> show(now));
        model.planningProperty()
                .addListener((_, _, now) -> lines.setOpacity(now && model.outlookProperty().get() != Outlook.NONE ? 0.5 : 1));
        show(model.outlookProperty().get());
    }

    private void show(Outlook now) {
        lines.getChildren().clear();
        if (now == Outlook.NONE) {
            lines.getChildren().add(Parts.sentence(Texts.get("teacher.estimate.making"), "t-note", "ink-3"));
            return;
        }
        Plan plan = now.plan();
        if (plan == null) {
            lines.getChildren().add(Parts.sentence(now.refusal(), "t-note", "ink-warn"));
            return;
        }
        TeachEstimate estimate = plan.estimate();
        boolean free = plan.request().teacher().startsWith(TeacherForm.EMBEDDED + ":");
        lines.getChildren().addAll(Parts.wrapped(free ? Texts.get("teacher.price.free") : price(estimate), "t-title"),
                small(free
                        ? Texts.get("teacher.calls.count", Numbers.count(estimate.calls()), estimate.calls())
                        : Texts.get("teacher.estimate.calls", Numbers.count(estimate.calls()), estimate.calls(),
                                range(tokens(estimate.tokensInLow()), tokens(estimate.tokensInHigh())),
                                range(tokens(estimate.tokensOutLow()), tokens(estimate.tokensOutHigh())))),
                small(estimate.secondsLow() == 0
                        ? Texts.get("teacher.estimate.soon", time(estimate.secondsHigh()))
                        : Texts.get("teacher.estimate.time", range(time(estimate.secondsLow()), time(estimate.secondsHigh())))));
        if (!free)
            lines.getChildren().add(new HBox(4, estimate.priceDate() == null
                    ? Parts.text(Texts.get("teacher.price.add"), "t-small", "ink-3")
                    : Parts.text(Texts.get("teacher.price.date", estimate.priceDate()), "t-small", "ink-3"), table()));
        plan.notes().forEach(note -> {
            HBox row = Parts.row(6, Parts.icon("alert-triangle", "small", "warn"), Parts.grow(Parts.sentence(note, "t-small", "ink-2")));
            row.setAlignment(javafx.geometry.Pos.TOP_LEFT);
            lines.getChildren().add(row);
        });
    }

    private javafx.scene.Node table() {
        var link = Parts.link(Texts.get("teacher.price.edit"), model::editPrices);
        link.setId("teacher-prices");
        link.setPadding(new Insets(-2, 4, 0, 4));
        return link;
    }

    static String price(TeachEstimate estimate) {
        Double low = estimate.costLow();
        Double high = estimate.costHigh();
        return low == null || high == null ? Texts.get("teacher.price.unknown") : range(Money.of(low), Money.of(high));
    }

    private static String range(String low, String high) {
        return low.equals(high) ? low : Texts.get("teacher.range", low, high);
    }

    private static String tokens(long n) {
        return n >= 1_000_000
                ? Numbers.plain(n / 1e6, 1) + " M"
                : n >= 10_000 ? Numbers.count(Math.round(n / 1e3)) + " k" : Numbers.count(n);
    }

    private static String time(long seconds) {
        return Numbers.duration(Duration.ofSeconds(seconds >= 120 ? Math.round(seconds / 60.0) * 60 : seconds));
    }

    private static Label small(@Nullable String text) {
        return Parts.sentence(text == null ? "" : text, "t-small", "ink-2");
    }
}
