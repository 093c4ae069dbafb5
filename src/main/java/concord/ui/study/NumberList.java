package concord.ui.study;

import concord.report.Numbers;
import concord.ui.Texts;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Numbers as typed, with commas, semicolons or blanks between.
///
/// @param values in the order typed; none where something is wrong or nothing is typed
/// @param wrong  what is wrong, as one sentence; empty when nothing is
record NumberList(List<Double> values, String wrong) {
    NumberList {
        values = List.copyOf(values);
    }

    /// Whole numbers in [low, high].
    static NumberList whole(String title, String text, long low, long high) {
        return read(text, "\\d{1,9}", low, high, title, Texts.get("study.wrong.whole"));
    }

    /// Shares in [0, 1].
    static NumberList shares(String title, String text) {
        return read(text, "\\d?\\.?\\d{1,6}", 0, 1, title, Texts.get("study.wrong.share"));
    }

    private static NumberList read(String text, String pattern, double low, double high, String title, String kind) {
        Set<Double> values = new LinkedHashSet<>();
        for (String part : text.strip().split("[,;\\s]+")) {
            if (part.isEmpty())
                continue;
            // digits only: Java would also read 1f, 0x1p3 and NaN
            double value = part.matches(pattern) ? Double.parseDouble(part) : Double.NaN;
            if (!(value >= low && value <= high))
                return new NumberList(List.of(), Texts.get("study.wrong.number", title, part, kind, bound(low), bound(high)));
            if (!values.add(value))
                return new NumberList(List.of(), Texts.get("study.wrong.twice", title, part));
        }
        return new NumberList(List.copyOf(values), "");
    }

    List<Long> longs() {
        return values.stream().map(Double::longValue).toList();
    }

    List<Integer> integers() {
        return values.stream().map(Double::intValue).toList();
    }

    private static String bound(double value) {
        return Numbers.count((long) value);
    }
}
