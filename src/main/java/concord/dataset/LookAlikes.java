package concord.dataset;

import concord.model.result.LookAlike;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// Finds spellings of labels that may be meant as one, within an annotator's labels and between annotators.
final class LookAlikes {
    private static final Pattern SPACE = Pattern.compile("[\\s\\u00a0\\u2000-\\u200f\\u2028\\u2029\\u202f\\u205f\\u2060\\u3000\\ufeff]+");
    private final Map<String, Map<String, Long>> counts = new LinkedHashMap<>();

    void add(String annotator, String label, long count) {
        counts.computeIfAbsent(label, _ -> new LinkedHashMap<>()).merge(annotator, count, Long::sum);
    }

    /// The most frequent spelling of each group beside each of the others.
    List<LookAlike> find() {
        Map<String, List<String>> groups = new LinkedHashMap<>();
        for (String label : counts.keySet()) {
            groups.computeIfAbsent(key(label), _ -> new ArrayList<>()).add(label);
        }
        List<LookAlike> found = new ArrayList<>();
        for (List<String> group : groups.values()) {
            if (group.size() < 2)
                continue;
            String main = group.getFirst();
            for (String label : group) {
                if (total(label) > total(main))
                    main = label;
            }
            for (String label : group) {
                if (!label.equals(main))
                    found.add(new LookAlike(annotators(main, label), main, total(main), label, total(label), why(main, label)));
            }
        }
        return List.copyOf(found);
    }

    /// The sentence for a person.
    static String sentence(LookAlike pair) {
        return "The labels \"" + pair.a() + "\" (" + pair.countA() + ") and \"" + pair.b() + "\" (" + pair.countB() + ") of "
                + pair.annotator() + " "
                + pair.why() + "; they are kept apart unless you merge them.";
    }

    private long total(String label) {
        return counts.getOrDefault(label, Map.of()).values().stream().mapToLong(Long::longValue).sum();
    }

    private String annotators(String a, String b) {
        Set<String> names = new LinkedHashSet<>(counts.getOrDefault(a, Map.of()).keySet());
        names.addAll(counts.getOrDefault(b, Map.of()).keySet());
        return String.join(", ", names);
    }

    private static String key(String label) {
        String plain = space(Normalizer.normalize(label, Normalizer.Form.NFKC)).toLowerCase(Locale.ROOT);
        return Numbers.exact(plain).map(n -> n.signum() == 0 ? "0" : n.stripTrailingZeros().toPlainString()).orElse(plain);
    }

    private static String space(String s) {
        return SPACE.matcher(s).replaceAll(" ").strip();
    }

    private static String why(String a, String b) {
        if (space(a).equals(space(b)))
            return "differ only in white space";
        if (a.toLowerCase(Locale.ROOT).equals(b.toLowerCase(Locale.ROOT)))
            return "differ only in upper and lower case";
        if (Normalizer.normalize(a, Normalizer.Form.NFC).equals(Normalizer.normalize(b, Normalizer.Form.NFC)))
            return "differ only in how accents are stored";
        if (Normalizer.normalize(a, Normalizer.Form.NFKC).equals(Normalizer.normalize(b, Normalizer.Form.NFKC)))
            return "differ only in full-width or other forms of the same characters";
        var x = Numbers.exact(a);
        var y = Numbers.exact(b);
        if (x.isPresent() && y.isPresent())
            return "are the same number";
        return "differ only in white space, case or character forms";
    }
}
