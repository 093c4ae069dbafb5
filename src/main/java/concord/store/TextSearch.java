package concord.store;

import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/// A search over texts, plain or by regular expression. Not thread-safe.
sealed interface TextSearch extends Predicate<@Nullable String> {

    /// @throws StoreException when the regular expression is wrong
    static TextSearch of(String pattern, boolean matchCase, boolean regex) {
        if (regex)
            return Expression.compile(pattern, matchCase);
        return matchCase ? new Exact(pattern) : Folded.of(pattern);
    }

    /// The same search for another thread.
    default TextSearch another() {
        return switch (this) {
            case Exact exact -> exact;
            case Folded folded -> folded;
            case Expression(var matcher, var deadline) -> new Expression(matcher.pattern().matcher(""), deadline);
        };
    }

    record Exact(String part) implements TextSearch {
        @Override
        public boolean test(@Nullable String text) {
            return text != null && text.contains(part);
        }
    }

    /// Upper and lower case alike; much faster than a case-insensitive regular expression on short texts.
    record Folded(String part, char lower, char upper) implements TextSearch {
        static Folded of(String part) {
            char first = part.isEmpty() ? 0 : part.charAt(0);
            return new Folded(part, Character.toLowerCase(first), Character.toUpperCase(first));
        }

        @Override
        public boolean test(@Nullable String text) {
            if (text == null)
                return false;
            int length = part.length();
            if (length == 0)
                return true;
            for (int i = 0, end = text.length() - length; i <= end; i++) {
                char c = text.charAt(i);
                if ((c == lower || c == upper) && text.regionMatches(true, i, part, 0, length))
                    return true;
            }
            return false;
        }
    }

    /// Gives up with a sentence when one search of the whole project takes too long: some expressions need ages on some texts.
    record Expression(Matcher matcher, long deadline) implements TextSearch {
        private static final long LIMIT_NANOS = 10_000_000_000L;

        static Expression compile(String pattern, boolean matchCase) {
            try {
                int flags = matchCase ? 0 : Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;
                return new Expression(Pattern.compile(pattern, flags).matcher(""), System.nanoTime() + LIMIT_NANOS);
            } catch (PatternSyntaxException e) {
                throw new StoreException(
                        "The regular expression \"" + pattern + "\" is wrong: " + e.getDescription() + " at character " + (e
                                .getIndex() + 1) + ".",
                        e);
            }
        }

        @Override
        public boolean test(@Nullable String text) {
            return text != null && matcher.reset(new Watched(text, new int[1], deadline)).find();
        }
    }

    /// The text, which looks at the clock now and then while it is being matched.
    record Watched(CharSequence text, int[] reads, long deadline) implements CharSequence {
        private static final int LOOK_EVERY = 1 << 14;

        @Override
        public char charAt(int index) {
            if ((++reads[0] & (LOOK_EVERY - 1)) == 0 && System.nanoTime() - deadline > 0)
                throw new StoreException("The regular expression takes too long on these texts: make it simpler.");
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.subSequence(start, end);
        }

        @Override
        public String toString() {
            return text.toString();
        }
    }
}
