package concord.teacher.provider;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a server sent back; keys are already taken out of the body.
///
/// @param headers by lower-case name
record Exchange(int status, Map<String, String> headers, String body) {
    boolean fine() {
        return status / 100 == 2;
    }

    /// How long the server asks to be left alone; null when it does not say.
    @Nullable
    Duration retryAfter(Instant now) {
        String millis = headers.get("retry-after-ms");
        if (millis != null && millis.strip().matches("\\d{1,9}"))
            return Duration.ofMillis(Long.parseLong(millis.strip()));
        String after = headers.get("retry-after");
        if (after == null)
            return null;
        if (after.strip().matches("\\d{1,7}(\\.\\d{1,6})?"))
            return Duration.ofMillis((long) (Double.parseDouble(after.strip()) * 1000));
        try {
            Duration until = Duration.between(now, ZonedDateTime.parse(after.strip(), DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
            return until.isNegative() ? Duration.ZERO : until;
        } catch (DateTimeParseException e) {
            return null;
        }
    }
}
