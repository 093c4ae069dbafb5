package concord.ui.label;

import concord.app.LabelService.Order;
import concord.app.ProjectSettings;
import java.util.Locale;

/// What the Label screen will begin with the next time it is entered, in the project's memory.
public final class NextSample {
    static final String SAMPLE = "label.sample";
    static final String ORDER = "label.order";

    private NextSample() {
    }

    /// The units of this sample, in the order drawn.
    public static void remember(ProjectSettings settings, String sample) {
        settings.remember(SAMPLE, sample);
        settings.remember(ORDER, Order.RANDOM.name().toLowerCase(Locale.ROOT));
    }
}
