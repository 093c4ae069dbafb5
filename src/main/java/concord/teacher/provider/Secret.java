package concord.teacher.provider;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/// A key that does not print itself, and takes itself out of what servers send back.
public final class Secret {
    /// What stands where a key was.
    static final String HIDDEN = "[key]";
    private static final Pattern LOOKS_LIKE_A_KEY = Pattern.compile("\\b(?:sk|rk|pk)-[A-Za-z0-9_*.-]{6,}|\\bAIza[A-Za-z0-9_-]{20,}");

    private final String value;

    public Secret(String value) {
        this.value = value.strip();
    }

    String reveal() {
        return value;
    }

    /// The text without this key and without what looks like one, for error bodies that quote it.
    String redact(String text) {
        String without = value.isEmpty()
                ? text
                : text.replace(value, HIDDEN).replace(URLEncoder.encode(value, StandardCharsets.UTF_8), HIDDEN);
        return LOOKS_LIKE_A_KEY.matcher(without).replaceAll(HIDDEN);
    }

    @Override
    public String toString() {
        return HIDDEN;
    }
}
