package concord.dataset;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Column names as read, made usable: blank names get their number, repeated names a counter.
final class Header {
    private Header() {
    }

    static List<String> unique(List<? extends @Nullable String> raw, long line, ProblemLog problems) {
        Set<String> given = new HashSet<>();
        for (String name : raw) {
            if (name != null)
                given.add(name);
        }
        Set<String> used = new HashSet<>();
        List<String> names = new ArrayList<>(raw.size());
        for (int i = 0; i < raw.size(); i++) {
            String name = raw.get(i);
            if (name == null || name.isBlank()) {
                String made = free("column_" + (i + 1), given, used);
                problems.warn(line, "blank_header", "Column " + (i + 1) + " has no name; it is called \"" + made + "\".");
                names.add(made);
            } else if (used.add(name)) {
                names.add(name);
            } else {
                String made = free(name + "_2", given, used);
                problems.warn(line, "duplicate_header", "The column name \"" + name + "\" occurs more than once; column " + (i + 1)
                        + " is called \"" + made + "\".");
                names.add(made);
            }
        }
        return names;
    }

    private static String free(String wish, Set<String> given, Set<String> used) {
        String stem = wish.endsWith("_2") ? wish.substring(0, wish.length() - 2) : wish;
        String name = wish;
        for (int n = 3; given.contains(name) || used.contains(name); n++) {
            name = stem + "_" + n;
        }
        used.add(name);
        return name;
    }
}
