package concord.ui.control;

import concord.model.Annotator;
import concord.model.Unit;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What a reader is told about a unit beside its text: words, keywords, metadata, an LLM's explanation.
public final class Readings {
    private static final List<String> TELLING = List.of("explanation", "rationale", "reason", "confidence", "prediction", "predicted",
            "label", "vote", "score", "rank", "grade", "bm25", "gpt", "llama", "claude", "gemini", "mistral", "qwen", "deepseek");
    private static final int LINE = 3;
    private static final int SHORT = 40;

    private Readings() {
    }

    /// Words as the locale-free word breaker sees them: stretches that begin with a letter or digit.
    public static int words(String text) {
        BreakIterator breaks = BreakIterator.getWordInstance(Locale.ROOT);
        breaks.setText(text.replace('’', '\''));
        int words = 0;
        for (int at = breaks.first(), end = breaks.next(); end != BreakIterator.DONE; at = end, end = breaks.next()) {
            if (Character.isLetterOrDigit(text.codePointAt(at)))
                words++;
        }
        return words;
    }

    /// Where keywords stand in the text, without regard to case, never inside a longer word.
    public static List<UnitText.Mark> keywords(String text, Collection<String> keywords) {
        List<UnitText.Mark> marks = new ArrayList<>();
        for (String keyword : keywords) {
            int length = keyword.length();
            for (int at = 0; length > 0 && at + length <= text.length(); at++) {
                if (text.regionMatches(true, at, keyword, 0, length) && edge(text, at, keyword.charAt(0), -1)
                        && edge(text, at + length, keyword.charAt(length - 1), 0)) {
                    marks.add(new UnitText.Mark(at, at + length, "mark-keyword"));
                    at += length - 1;
                }
            }
        }
        return marks;
    }

    private static boolean edge(String text, int at, char inner, int step) {
        int outer = at + step;
        return outer < 0 || outer >= text.length() || !Character.isLetterOrDigit(inner)
                || !Character.isLetterOrDigit(text.charAt(outer));
    }

    /// The short line above a text: up to three short metadata values in file order, then the unit's key.
    ///
    /// Columns that may give an annotator's answer away are left out, because the line also stands above a text that is labelled blind.
    ///
    /// @param annotators all of the project
    public static List<String> line(Unit unit, Collection<Annotator> annotators) {
        List<String> line = new ArrayList<>();
        for (Map.Entry<String, String> entry : unit.metadata().entrySet()) {
            if (line.size() < LINE && entry.getValue().length() <= SHORT && !telling(entry.getKey(), annotators))
                line.add(entry.getValue().replaceAll("\\s+", " "));
        }
        line.add(unit.key());
        return line;
    }

    /// What the annotator gave as reason: the metadata column `<annotator>_explanation`.
    public static Optional<String> explanation(Unit unit, String annotator) {
        String wanted = plain(annotator + "explanation");
        return unit.metadata().entrySet().stream().filter(e -> plain(e.getKey()).equals(wanted)).map(Map.Entry::getValue).findFirst();
    }

    private static boolean telling(String column, Collection<Annotator> annotators) {
        String plain = plain(column);
        return TELLING.stream().anyMatch(plain::contains)
                || annotators.stream().map(a -> plain(a.name())).anyMatch(name -> !name.isEmpty() && plain.contains(name));
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
    }
}
