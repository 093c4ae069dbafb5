package concord.ui.teacher;

import concord.report.Numbers;
import org.jspecify.annotations.Nullable;

/// Sums of US dollars as people read them: cents, and more decimals below ten cents.
final class Money {
    private Money() {
    }

    static String of(@Nullable Double dollars) {
        return dollars == null ? Numbers.MISSING : of(dollars.doubleValue());
    }

    static String of(double dollars) {
        return "$" + Numbers.plain(dollars, dollars == 0 || dollars >= 0.1 ? 2 : 4);
    }
}
