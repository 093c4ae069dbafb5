package concord.app;

import java.util.List;
import java.util.Optional;

/// Settings kept in the project file.
public final class ProjectSettings {
    ProjectSettings() {
    }

    /// When teacher and student labels are shown on the Label screen.
    public enum Reveal {
        NEVER, AFTER_SAVING, ALWAYS
    }

    public Reveal reveal() {
        throw new UnsupportedOperationException();
    }

    public void reveal(Reveal reveal) {
        throw new UnsupportedOperationException();
    }

    /// Words to highlight in texts; lower case.
    public List<String> keywords() {
        throw new UnsupportedOperationException();
    }

    public void keywords(List<String> keywords) {
        throw new UnsupportedOperationException();
    }

    /// Remembered state of the window (chosen variable, pair of annotators), by key.
    public Optional<String> remembered(String key) {
        throw new UnsupportedOperationException();
    }

    public void remember(String key, String value) {
        throw new UnsupportedOperationException();
    }
}
