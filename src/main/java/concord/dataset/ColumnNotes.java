package concord.dataset;

import concord.model.ColumnRole;
import java.util.Locale;

/// Says in a few words what a column holds.
final class ColumnNotes {
    private ColumnNotes() {
    }

    static String note(ColumnProfile c, ColumnRole role) {
        if (c.filled() == 0)
            return "blank";
        String note = switch (role) {
            case ColumnRole.Text _,ColumnRole.TextB _,ColumnRole.Query _,ColumnRole.Document _ -> words(c);
            case ColumnRole.HumanLabel _,ColumnRole.TeacherLabel _,ColumnRole.LongLabel _ -> count(c, "label", "labels");
            case ColumnRole.LongAnnotator _ -> count(c, "annotator", "annotators");
            case ColumnRole.Confidence _ -> c.numberShare() > 0 ? range(c) : count(c, "value", "values");
            case ColumnRole.Id _ -> c.unique() ? "each row its own" : "some values repeat";
            case ColumnRole.Score _ -> range(c);
            case ColumnRole.Metadata _,ColumnRole.Ignored _ -> values(c);
        };
        String odd = mixed(c) ? String.format(Locale.ROOT, ", %,d not a number", c.notNumbers()) : "";
        String blank = c.blank() > 0 ? String.format(Locale.ROOT, ", %,d blank", c.blank()) : "";
        return note + odd + blank;
    }

    /// Nearly all numbers, but a few strings among them.
    static boolean mixed(ColumnProfile c) {
        return c.notNumbers() > 0 && c.filled() >= 10 && c.numberShare() >= 0.8;
    }

    private static String words(ColumnProfile c) {
        int words = c.medianWords();
        return "median " + words + (words == 1 ? " word" : " words");
    }

    private static String count(ColumnProfile c, String one, String several) {
        if (c.many())
            return String.format(Locale.ROOT, "more than %,d %s", c.distinct() - 1, several);
        return String.format(Locale.ROOT, "%,d %s", c.distinct(), c.distinct() == 1 ? one : several);
    }

    private static String values(ColumnProfile c) {
        if (c.numberShare() >= 0.8 && c.distinct() > 10)
            return range(c);
        if (c.many() && c.medianWords() > 3)
            return words(c);
        return count(c, "value", "different values");
    }

    private static String range(ColumnProfile c) {
        return "numbers " + number(c.least()) + " to " + number(c.most());
    }

    private static String number(double d) {
        return d == Math.rint(d) && Math.abs(d) < 1e15 ? String.valueOf((long) d) : String.valueOf((float) d);
    }
}
