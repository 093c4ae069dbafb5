package concord.app;

import concord.model.Annotator;
import concord.model.Gold;
import concord.model.LabelSet;
import concord.model.Variable;
import concord.stats.PairedLabels;
import concord.stats.PairedSets;
import concord.stats.RatingTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// Puts labels of the index into the shape the statistics take: blind labels only for people, final labels as one more annotator.
final class Figures {
    private final UnitIndex index;
    private final Variable variable;
    private final @Nullable BitSet within;

    /// @param within positions that count; null for all
    Figures(UnitIndex index, Variable variable, @Nullable BitSet within) {
        this.index = index;
        this.variable = variable;
        this.within = within;
    }

    /// Whether the name asks for the final labels: no annotator bears it.
    static boolean isFinal(String annotator, UnitIndex index) {
        return annotator.equals(ResultsService.FINAL) && Names.find(annotator, index.annotators()) == null;
    }

    /// @throws AppException naming those that exist
    static void checkAnnotator(String annotator, UnitIndex index) {
        List<Annotator> annotators = index.annotators();
        if (!annotator.equals(ResultsService.FINAL) && Names.find(annotator, annotators) == null)
            throw Names.unknownAnnotator(annotator, annotators);
    }

    /// The annotator's label at a position, null where there is none or it does not count.
    IntFunction<@Nullable String> labels(String annotator) {
        IntFunction<@Nullable String> all;
        if (isFinal(annotator, index)) {
            Map<Integer, Gold> golds = index.golds(variable.name());
            all = p -> golds.containsKey(p) ? golds.get(p).label() : null;
        } else {
            all = index.labels(variable.name(), annotator)::label;
        }
        return within == null ? all : p -> within.get(p) ? all.apply(p) : null;
    }

    PairedLabels paired(String reference, String other) {
        int[][] codes = new int[2][];
        List<String> met = code(List.of(reference, other), codes);
        int n = index.size();
        int both = 0;
        int[] first = new int[n];
        int[] second = new int[n];
        boolean[] seen = new boolean[met.size()];
        for (int p = 0; p < n; p++) {
            if (codes[0][p] >= 0 && codes[1][p] >= 0) {
                first[both] = codes[0][p];
                second[both++] = codes[1][p];
                seen[codes[0][p]] = true;
                seen[codes[1][p]] = true;
            }
        }
        int[] compact = new int[met.size()];
        List<String> labels = new ArrayList<>();
        for (int i = 0; i < seen.length; i++) {
            compact[i] = labels.size();
            if (seen[i])
                labels.add(met.get(i));
        }
        return new PairedLabels(labels, Arrays.stream(first, 0, both).map(c -> compact[c]).toArray(),
                Arrays.stream(second, 0, both).map(c -> compact[c]).toArray(), count(codes[0]), count(codes[1]));
    }

    /// For a multi-label variable.
    PairedSets pairedSets(String reference, String other) {
        IntFunction<@Nullable String> first = labels(reference);
        IntFunction<@Nullable String> second = labels(other);
        List<String> order = new ArrayList<>(variable.labelNames());
        Map<String, Integer> codeOf = new HashMap<>();
        order.forEach(label -> codeOf.put(label, codeOf.size()));
        List<int[]> a = new ArrayList<>();
        List<int[]> b = new ArrayList<>();
        int nReference = 0;
        int nOther = 0;
        for (int p = 0; p < index.size(); p++) {
            String one = first.apply(p);
            String two = second.apply(p);
            nReference += one == null ? 0 : 1;
            nOther += two == null ? 0 : 1;
            if (one != null && two != null) {
                a.add(codes(one, order, codeOf));
                b.add(codes(two, order, codeOf));
            }
        }
        return new PairedSets(order, a.toArray(int[][]::new), b.toArray(int[][]::new), nReference, nOther);
    }

    private static int[] codes(String labels, List<String> order, Map<String, Integer> codeOf) {
        return LabelSet.parse(labels).names().stream().distinct().mapToInt(label -> codeOf.computeIfAbsent(label, l -> {
            order.add(l);
            return codeOf.size();
        })).toArray();
    }

    /// Units that nobody labelled are left out.
    RatingTable table(List<String> annotators) {
        int[][] codes = new int[annotators.size()][];
        List<String> labels = code(annotators, codes);
        int n = index.size();
        int[] rated = java.util.stream.IntStream.range(0, n).filter(p -> Arrays.stream(codes).anyMatch(row -> row[p] >= 0)).toArray();
        int[][] ratings = Arrays.stream(codes).map(row -> Arrays.stream(rated).map(p -> row[p]).toArray()).toArray(int[][]::new);
        return new RatingTable(labels, annotators, ratings);
    }

    /// Codes by annotator and position over the labels met: those of the codebook in its order, then others as they appear.
    private List<String> code(List<String> annotators, int[][] codes) {
        int n = index.size();
        Map<String, Integer> codeOf = new HashMap<>();
        List<String> order = new ArrayList<>(variable.labelNames());
        order.forEach(label -> codeOf.put(label, codeOf.size()));
        boolean[] met = new boolean[order.size()];
        for (int a = 0; a < codes.length; a++) {
            IntFunction<@Nullable String> labelAt = labels(annotators.get(a));
            codes[a] = new int[n];
            for (int p = 0; p < n; p++) {
                String label = labelAt.apply(p);
                if (label == null) {
                    codes[a][p] = -1;
                    continue;
                }
                int code = codeOf.computeIfAbsent(label, l -> {
                    order.add(l);
                    return codeOf.size();
                });
                codes[a][p] = code;
                if (code < met.length)
                    met[code] = true;
            }
        }
        int[] compact = new int[order.size()];
        List<String> labels = new ArrayList<>();
        for (int i = 0; i < compact.length; i++) {
            compact[i] = labels.size();
            if (i >= met.length || met[i])
                labels.add(order.get(i));
        }
        for (int[] row : codes) {
            for (int p = 0; p < n; p++) {
                if (row[p] >= 0)
                    row[p] = compact[row[p]];
            }
        }
        return labels;
    }

    private static int count(int[] codes) {
        return (int) Arrays.stream(codes).filter(c -> c >= 0).count();
    }
}
