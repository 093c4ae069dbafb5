package concord.app;

import com.fasterxml.jackson.core.type.TypeReference;
import concord.store.SettingRepository;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Settings kept in the project file.
public final class ProjectSettings {
    private static final String REVEAL = "reveal";
    private static final String KEYWORDS = "keywords";
    private static final String REMEMBERED = "remembered.";
    private final SettingRepository stored;
    private final Changes changes;

    ProjectSettings(SettingRepository stored, Changes changes) {
        this.stored = stored;
        this.changes = changes;
    }

    /// When teacher and student labels are shown on the Label screen.
    public enum Reveal {
        NEVER, AFTER_SAVING, ALWAYS;

        String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// NEVER until somebody chose otherwise.
    public Reveal reveal() {
        String key = stored.get(REVEAL).orElse(Reveal.NEVER.key());
        for (Reveal reveal : Reveal.values()) {
            if (reveal.key().equals(key))
                return reveal;
        }
        return Reveal.NEVER;
    }

    public void reveal(Reveal reveal) {
        put(REVEAL, reveal.key());
    }

    /// Words to highlight in texts; lower case.
    public List<String> keywords() {
        return stored.get(KEYWORDS).map(json -> Json.read(json, new TypeReference<List<String>>() {
        }, "The list of keywords")).orElse(List.of());
    }

    public void keywords(List<String> keywords) {
        put(KEYWORDS,
                Json.write(keywords.stream().map(w -> w.strip().toLowerCase(Locale.ROOT)).filter(w -> !w.isEmpty()).distinct().toList()));
    }

    /// Remembered state of the window (chosen variable, pair of annotators), by key.
    public Optional<String> remembered(String key) {
        return stored.get(REMEMBERED + key);
    }

    /// No [Change] is reported: the window that remembers something knows it.
    public void remember(String key, String value) {
        stored.put(REMEMBERED + key, value);
    }

    private void put(String key, String value) {
        stored.put(key, value);
        changes.tell(Change.SETTINGS);
    }
}
