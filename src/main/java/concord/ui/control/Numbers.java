package concord.ui.control;

import concord.stats.Interval;
import concord.stats.Value;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// How the window writes numbers: bounded statistics without a leading zero, counts with thousands commas, U+2212 as minus, an en dash for
/// what has no value.
public final class Numbers {
    public static final String MISSING = "\u2013";

    private Numbers() {
    }

    /// ".78", "−.12", "1".
    public static String share(double value) {
        if (Double.isNaN(value))
            return MISSING;
        String digits = String.format(Locale.ROOT, "%.2f", Math.abs(value));
        if (digits.startsWith("0."))
            digits = digits.substring(1);
        return value < 0 && !digits.equals(".00") ? "\u2212" + digits : digits;
    }

    public static String value(Value value) {
        return switch (value) {
            case Value.Defined(double v) -> share(v);
            case Value.Undefined _ -> MISSING;
        };
    }

    /// "[.71, .82]", or an empty string without an interval.
    public static String interval(@Nullable Interval interval) {
        return interval == null ? "" : "[" + share(interval.low()) + ", " + share(interval.high()) + "]";
    }

    public static String count(long count) {
        return String.format(Locale.ENGLISH, "%,d", count).replace('-', '\u2212');
    }

    public static String percent(double share) {
        return Math.round(share * 100) + " %";
    }

    /// "45 s", "4 min", "1 min 10 s", "2 h 5 min".
    public static String duration(Duration time) {
        long seconds = Math.max(0, Math.round(time.toMillis() / 1000.0));
        if (seconds < 60)
            return seconds + " s";
        if (seconds < 3600)
            return seconds / 60 + " min" + (seconds < 300 && seconds % 60 > 0 ? " " + seconds % 60 + " s" : "");
        return seconds / 3600 + " h" + (seconds % 3600 >= 60 ? " " + seconds % 3600 / 60 + " min" : "");
    }
}
