package concord.app;

import java.util.List;

/// Settings of the person, kept in one JSON file, written by temporary file and move.
///
/// @param theme      light, dark or system
/// @param textSize   12 to 20
/// @param annotator  the name last used for labelling, or empty
/// @param threads    for training and scoring; 0 takes the number of cores less one, at least one
/// @param draws      bootstrap draws
public record Settings(String theme, int textSize, String annotator, int threads, int draws, List<String> recent) {
    public static final Settings DEFAULT = new Settings("light", 14, "", 0, 1000, List.of());

    public Settings {
        recent = List.copyOf(recent);
    }
}
