package concord.ui.data;

import concord.model.UnitQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/// Where the search of a query is found in a text, for highlighting.
record Matches(@Nullable Pattern pattern) {
    /// Beyond this many characters nothing is marked, so that a slow expression cannot stop the window.
    private static final int LIMIT = 50_000;

    static Matches of(UnitQuery query) {
        if (query.search().isEmpty())
            return new Matches(null);
        int flags = query.matchCase() ? 0 : Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;
        try {
            return new Matches(Pattern.compile(query.search(), flags | (query.regex() ? 0 : Pattern.LITERAL)));
        } catch (PatternSyntaxException _) {
            return new Matches(null);
        }
    }

    /// What is wrong with a regular expression, in the words of the expression reader; empty when nothing is.
    static Optional<String> fault(String expression) {
        try {
            Pattern.compile(expression);
            return Optional.empty();
        } catch (PatternSyntaxException e) {
            return Optional.of(e.getDescription());
        }
    }

    /// @param marked found by the search
    record Piece(String text, boolean marked) {}

    /// The text cut at the borders of what was found; joined they are the text again.
    List<Piece> pieces(String text) {
        List<Piece> pieces = new ArrayList<>();
        int from = 0;
        if (pattern != null) {
            Matcher matcher = pattern.matcher(text.length() > LIMIT ? text.substring(0, LIMIT) : text);
            while (matcher.find()) {
                if (matcher.end() == matcher.start())
                    continue;
                if (matcher.start() > from)
                    pieces.add(new Piece(text.substring(from, matcher.start()), false));
                pieces.add(new Piece(matcher.group(), true));
                from = matcher.end();
            }
        }
        if (from < text.length())
            pieces.add(new Piece(text.substring(from), false));
        return pieces;
    }

    /// A piece of the text of about this many characters that shows the first match, white space made plain, cuts shown by "…".
    String snippet(String text, int characters) {
        String head = text.length() > LIMIT ? text.substring(0, LIMIT) : text;
        String plain = head.replaceAll("\\s+", " ").strip();
        int start = 0;
        if (pattern != null && plain.length() > characters) {
            Matcher matcher = pattern.matcher(plain);
            if (matcher.find() && matcher.end() > characters)
                start = wordStart(plain, Math.max(0, matcher.start() - characters / 3));
        }
        int end = wordEnd(plain, Math.min(plain.length(), start + characters));
        boolean cut = end < plain.length() || head.length() < text.length();
        return (start > 0 ? "… " : "") + plain.substring(start, end).stripTrailing() + (cut ? " …" : "");
    }

    private static int wordEnd(String text, int at) {
        int space = at == text.length() ? at : text.lastIndexOf(' ', at);
        return space < at - 20 ? at : space;
    }

    private static int wordStart(String text, int at) {
        int space = text.indexOf(' ', at);
        return space < 0 || space > at + 20 ? at : space + 1;
    }
}
