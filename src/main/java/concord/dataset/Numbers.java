package concord.dataset;

import java.math.BigDecimal;
import java.util.Optional;

/// Cells read as numbers, in the plain spelling with a decimal point.
final class Numbers {
    private Numbers() {
    }

    /// Digits with an optional sign, decimal point and exponent; nothing around them.
    static boolean isNumber(String s) {
        int n = s.length();
        int i = 0;
        if (n > 40)
            return false;
        if (i < n && (s.charAt(i) == '-' || s.charAt(i) == '+'))
            i++;
        int digits = 0;
        while (i < n && digit(s.charAt(i))) {
            i++;
            digits++;
        }
        if (i < n && s.charAt(i) == '.') {
            i++;
            while (i < n && digit(s.charAt(i))) {
                i++;
                digits++;
            }
        }
        if (digits == 0)
            return false;
        if (i < n && (s.charAt(i) == 'e' || s.charAt(i) == 'E')) {
            i++;
            if (i < n && (s.charAt(i) == '-' || s.charAt(i) == '+'))
                i++;
            int start = i;
            while (i < n && digit(s.charAt(i))) {
                i++;
            }
            // A bound on the exponent keeps exact arithmetic on such cells small.
            if (i == start || i - start > 3)
                return false;
        }
        return i == n;
    }

    private static boolean digit(char c) {
        return c >= '0' && c <= '9';
    }

    static Optional<BigDecimal> exact(String s) {
        return isNumber(s) ? Optional.of(new BigDecimal(s)) : Optional.empty();
    }
}
