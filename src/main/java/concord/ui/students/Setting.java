package concord.ui.students;

import concord.report.Numbers;
import concord.ui.Texts;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// A setting of a training that is typed as one or more numbers. Several, with commas or semicolons between, are searched over.
enum Setting {
    EPOCHS(true, 1, 1000, "0"), BATCH(true, 1, 4096, "0"), LEARNING_RATE(false, 1e-8, 1, "0"), MAX_LENGTH(true, 8, 131_072, "0"), PATIENCE(
            true, 0, 1000,
            "0"), WARM_UP(false, 0, 1, "-1"), WEIGHT_DECAY(false, 0, 10, "-1"), LABEL_SMOOTHING(false, 0, 0.99, "0"), FROZEN_LAYERS(true, 0,
                    1000, "0"), LORA_RANK(true, 0, 1024, "-1"), LORA_ALPHA(false, 0, 10_000, "0"), LORA_DROPOUT(false, 0, 0.99, "0"),
    /// Not of the recipe: the runs at the end, one a seed.
    SEEDS(true, 0, 999_999_999, "1"),
    /// Not of the recipe either, and one value only.
    CONSISTENCY(false, 0, 1, "");

    private final boolean whole;
    private final double low;
    private final double high;
    private final String blank;

    Setting(boolean whole, double low, double high, String blank) {
        this.whole = whole;
        this.low = low;
        this.high = high;
        this.blank = blank;
    }

    /// @param values as typed, each of them a number in range; the default alone where nothing is typed; none where something is wrong
    /// @param wrong  what is wrong, as one sentence; empty when nothing is
    record Typed(List<String> values, String wrong) {}

    /// As in the recipe's JSON and in the keys of its words.
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    boolean ofRecipe() {
        return this != SEEDS && this != CONSISTENCY;
    }

    /// What stands for an empty field: the student's default.
    String blank() {
        return blank;
    }

    String title() {
        return Texts.get("students.option." + key());
    }

    Typed read(String text) {
        if (text.isBlank())
            return new Typed(List.of(blank), "");
        Set<String> values = new LinkedHashSet<>();
        for (String part : text.split("[,;]", -1)) {
            String value = part.strip();
            if (!inRange(value))
                return wrong(Texts.get(whole ? "students.wrong.whole" : "students.wrong.number", title(), value, words(low), words(high)));
            if (!values.add(value))
                return wrong(Texts.get("students.wrong.twice", title(), value));
        }
        if (this == CONSISTENCY && values.size() > 1)
            return wrong(Texts.get("students.wrong.several", title()));
        return new Typed(List.copyOf(values), "");
    }

    private static Typed wrong(String sentence) {
        return new Typed(List.of(), sentence);
    }

    private boolean inRange(String value) {
        // digits only: Java would also read 1f, 0x1p3 and NaN
        if (!value.matches(whole ? "\\d{1,9}" : "(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d{1,3})?"))
            return false;
        double number = Double.parseDouble(value);
        return number >= low && number <= high;
    }

    private static String words(double bound) {
        return bound == Math.rint(bound) ? Numbers.count((long) bound) : bound < 0.001 ? "0.00000001" : Numbers.share(bound, 2);
    }
}
