package concord.ui.label;

import concord.app.LabelService;
import concord.ui.Texts;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What background work of the Label screen brings back.
sealed interface Outcome {
    After after();

    /// Where the session stands.
    record After(LabelService.Progress progress, List<LabelService.Recent> recent) {
        private static final int RECENT = 8;

        /// Blocks.
        static After of(LabelService.Session session) {
            return new After(session.progress(), session.recent(RECENT));
        }
    }

    /// @param missed whether the unit asked for is not in the queue
    record Opened(Start start, @Nullable Shown first, After after, boolean missed) implements Outcome {}

    /// @param again the unit as it is now, where it stays in view
    record Written(After after, @Nullable Shown again) implements Outcome {}

    /// @param shown null when the unit is not in the queue
    /// @param found whether there was anything to do
    record Went(@Nullable Shown shown, After after, boolean found) implements Outcome {}

    static String sentence(RuntimeException failed) {
        String message = failed.getMessage();
        return message == null || message.isBlank() ? Texts.get("label.failed", failed.getClass().getSimpleName()) : message;
    }
}
