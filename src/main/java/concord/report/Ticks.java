package concord.report;

import java.util.ArrayList;
import java.util.List;

/// Round values along an axis: steps of 1, 2 or 5 times a power of ten, covering the values.
///
/// @param values   ascending
/// @param decimals that the step needs
record Ticks(List<Double> values, int decimals) {
    Ticks {
        values = List.copyOf(values);
    }

    double low() {
        return values.getFirst();
    }

    double high() {
        return values.getLast();
    }

    /// @param most number of ticks, at least 2
    static Ticks covering(double low, double high, int most) {
        double span = high > low ? high - low : Math.max(1e-6, Math.abs(high) * 0.1);
        double raw = span / Math.max(1, most - 1);
        int power = (int) Math.floor(Math.log10(raw));
        for (int p = power;; p++) {
            for (int digit : new int[]{1, 2, 5}) {
                double step = digit * Math.pow(10, p);
                if (step < raw * (1 - 1e-9))
                    continue;
                long first = (long) Math.floor(low / step + 1e-9);
                long last = Math.max((long) Math.ceil(high / step - 1e-9), first + 1);
                if (last - first < Math.max(2, most)) {
                    return of(first, last, digit, p);
                }
            }
        }
    }

    private static Ticks of(long first, long last, int digit, int power) {
        List<Double> values = new ArrayList<>();
        for (long i = first; i <= last; i++) {
            // dividing by a whole number keeps the values as round as doubles can be
            values.add(power < 0 ? i * digit / Math.pow(10, -power) : i * digit * Math.pow(10, power));
        }
        return new Ticks(values, Math.max(0, -power));
    }
}
