package concord.report;

import concord.stats.Interval;
import concord.stats.Value;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// How numbers are written for people, the same on every screen and in every report, whatever the machine's language.
public final class Numbers {
    /// Stands for a missing number; its reason is said beside it or in a tooltip.
    public static final String MISSING = "–";
    private static final String MINUS = "−";

    private Numbers() {
    }

    /// A statistic that cannot pass 1: two digits without leading zero, as in .78, 1.00, −.05.
    public static String bounded(double value) {
        return bounded(value, 2);
    }

    static String bounded(double value, int digits) {
        if (Double.isNaN(value))
            return MISSING;
        BigDecimal rounded = new BigDecimal(value).setScale(digits, RoundingMode.HALF_UP);
        String text = rounded.abs().toPlainString();
        return (rounded.signum() < 0 ? MINUS : "") + (text.startsWith("0.") ? text.substring(1) : text);
    }

    public static String bounded(Value value) {
        return bounded(value.orNaN());
    }

    /// A share of a whole, as in .78; none and all are 0 and 1, without decimals.
    public static String share(double value, int digits) {
        return value == 0 ? "0" : value == 1 ? "1" : bounded(value, digits);
    }

    /// As in [.71, .80]; a dash where there is none.
    public static String interval(@Nullable Interval interval) {
        return interval == null ? MISSING : "[" + bounded(interval.low()) + ", " + bounded(interval.high()) + "]";
    }

    /// As in 4,809.
    public static String count(long n) {
        return (n < 0 ? MINUS : "") + String.format(Locale.ROOT, "%,d", Math.abs(n));
    }

    /// A share as in 86%; what would round to none or all without being it is <1% or >99%.
    public static String percent(double share) {
        if (Double.isNaN(share))
            return MISSING;
        if (share > 0 && share < 0.005)
            return "<1%";
        if (share < 1 && share >= 0.995)
            return ">99%";
        return Math.round(100 * share) + "%";
    }

    /// An unbounded number with as many decimals as asked, as in 1,204.5 or −3.
    public static String plain(double value, int decimals) {
        if (Double.isNaN(value))
            return MISSING;
        String text = String.format(Locale.ROOT, "%,." + decimals + "f", Math.abs(value));
        boolean zero = text.chars().noneMatch(c -> c >= '1' && c <= '9');
        return (value < 0 && !zero ? MINUS : "") + text;
    }

    /// The two largest units, as in 9 s, 1 min 10 s, 2 h 10 min, 3 d 4 h.
    public static String duration(Duration time) {
        long seconds = Math.max(0, Math.round(time.toMillis() / 1000.0));
        if (seconds < 60)
            return seconds + " s";
        if (seconds < 3600)
            return two(seconds / 60, "min", seconds % 60, "s");
        long minutes = Math.round(seconds / 60.0);
        if (minutes < 24 * 60)
            return two(minutes / 60, "h", minutes % 60, "min");
        long hours = Math.round(seconds / 3600.0);
        return two(hours / 24, "d", hours % 24, "h");
    }

    private static String two(long large, String unit, long small, String smallUnit) {
        return large + " " + unit + (small == 0 ? "" : " " + small + " " + smallUnit);
    }
}
