package concord.ui.teacher;

import concord.ui.Texts;
import concord.ui.control.Parts;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/// Money spent, expected and allowed in one picture; where money is not known, the share done.
final class CostBar extends Region {
    /// @param spent null while the price is not known
    /// @param low   of the estimate; null where there is none
    /// @param cap   null for none
    /// @param done  share done, in 0..1
    record Content(@Nullable Double spent, @Nullable Double low, @Nullable Double high, @Nullable Double cap, double done) {
        /// What the whole width stands for; 0 where only the share done can be shown.
        double scale() {
            if (spent == null || cap == null && (high == null || high <= 0))
                return 0;
            double most = Math.max(spent, high == null ? 0 : high);
            return cap == null ? most : Math.max(cap, spent);
        }
    }

    private static final double TRACK = 6;
    private final Region track = Parts.style(new Region(), "track");
    private final Region fill = Parts.style(new Region(), "fill");
    private final Region expected = Parts.style(new Region(), "cost-expected");
    private final Region tick = Parts.style(new Region(), "cost-cap");
    private final Label expectedName = Parts.text(Texts.get("teacher.bar.estimate"), "t-small", "ink-3");
    private final Label capName = Parts.text(Texts.get("teacher.bar.cap"), "t-small", "ink-3");
    private Content content = new Content(null, null, null, null, 0);

    CostBar() {
        getChildren().addAll(track, expected, fill, tick, expectedName, capName);
        setMinHeight(12);
    }

    void show(Content now) {
        content = now;
        boolean money = now.scale() > 0;
        boolean range = money && now.low() != null && now.high() != null && now.high() > 0;
        expected.setVisible(range);
        expectedName.setVisible(range);
        tick.setVisible(money && now.cap() != null);
        capName.setVisible(tick.isVisible());
        setAccessibleText(money
                ? Texts.get("teacher.bar.words", Money.of(now.spent()),
                        now.cap() == null ? Texts.get("teacher.cap.none") : Money.of(now.cap()),
                        Money.of(now.low()), Money.of(now.high()))
                : concord.report.Numbers.percent(now.done()));
        requestLayout();
    }

    @Override
    protected double computePrefHeight(double width) {
        return content.scale() > 0 ? 32 : 14;
    }

    @Override
    protected void layoutChildren() {
        double width = getWidth();
        double scale = content.scale();
        Double spent = content.spent();
        track.resizeRelocate(0, 4, width, TRACK);
        double done = scale > 0 && spent != null ? spent / scale : content.done();
        fill.resizeRelocate(0, 4, Math.round(width * Math.clamp(done, 0, 1)), TRACK);
        if (expected.isVisible() && content.low() != null && content.high() != null) {
            double from = width * Math.min(1, content.low() / scale);
            double to = width * Math.min(1, content.high() / scale);
            expected.resizeRelocate(from, 4, Math.max(3, to - from), TRACK);
            double room = expectedName.prefWidth(-1);
            double limit = width - room - (capName.isVisible() ? capName.prefWidth(-1) + 8 : 0);
            expectedName.resizeRelocate(Math.clamp(from, 0, Math.max(0, limit)), 14, room, 16);
        }
        if (tick.isVisible() && content.cap() != null) {
            double at = Math.min(width - 2, width * content.cap() / scale);
            tick.resizeRelocate(at, 0, 2, 14);
            capName.resizeRelocate(Math.min(width - capName.prefWidth(-1), at), 14, capName.prefWidth(-1), 16);
        }
    }
}
