package concord.ui.settings;

import concord.app.ProjectSettings.Reveal;
import concord.app.Settings;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/// The settings as the dialog edits them; applied at once, nothing to confirm.
public final class SettingsViewModel {
    public static final int SMALLEST_TEXT = 12;
    public static final int LARGEST_TEXT = 20;
    private final Settings start;
    private final StringProperty theme = new SimpleStringProperty();
    private final IntegerProperty textSize = new SimpleIntegerProperty();
    private final StringProperty annotator = new SimpleStringProperty();
    private final IntegerProperty threads = new SimpleIntegerProperty();
    private final IntegerProperty draws = new SimpleIntegerProperty();
    private final ObjectProperty<Reveal> reveal = new SimpleObjectProperty<>(Reveal.AFTER_SAVING);
    private final StringProperty keywords = new SimpleStringProperty("");

    public SettingsViewModel(Settings settings) {
        start = settings;
        theme.set(settings.theme());
        textSize.set(settings.textSize());
        annotator.set(settings.annotator());
        threads.set(settings.threads());
        draws.set(settings.draws());
    }

    public StringProperty themeProperty() {
        return theme;
    }

    public IntegerProperty textSizeProperty() {
        return textSize;
    }

    public StringProperty annotatorProperty() {
        return annotator;
    }

    public IntegerProperty threadsProperty() {
        return threads;
    }

    public IntegerProperty drawsProperty() {
        return draws;
    }

    public ObjectProperty<Reveal> revealProperty() {
        return reveal;
    }

    /// Separated by commas.
    public StringProperty keywordsProperty() {
        return keywords;
    }

    /// The person's settings as edited; the list of recent projects stays.
    public Settings settings() {
        return new Settings(theme.get(), Math.clamp(textSize.get(), SMALLEST_TEXT, LARGEST_TEXT), annotator.get().strip(),
                Math.max(0, threads.get()), Math.clamp(draws.get(), 0, 100_000), start.recent());
    }

    public void keywords(List<String> words) {
        keywords.set(String.join(", ", words));
    }

    /// Lower case, in the order given, without blanks and doubles.
    public List<String> keywordList() {
        return Arrays.stream(keywords.get().split(",")).map(w -> w.strip().toLowerCase(Locale.ROOT)).filter(w -> !w.isEmpty()).distinct()
                .toList();
    }
}
