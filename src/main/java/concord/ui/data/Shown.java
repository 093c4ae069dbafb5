package concord.ui.data;

import java.util.Locale;

/// Numbers as the window shows them.
final class Shown {
    private Shown() {
    }

    /// A share in 0..1 with two digits and no leading zero: .78, 1, 0.
    static String share(double value) {
        return digits(value, 2);
    }

    /// A probability with three digits and no leading zero.
    static String probability(double value) {
        return digits(value, 3);
    }

    static String count(long value) {
        return String.format(Locale.ENGLISH, "%,d", value);
    }

    private static String digits(double value, int digits) {
        if (value == 0 || value == 1)
            return value == 0 ? "0" : "1";
        String text = String.format(Locale.ROOT, "%." + digits + "f", value);
        return text.startsWith("0.") ? text.substring(1) : text;
    }
}
