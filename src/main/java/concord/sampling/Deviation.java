package concord.sampling;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/// How far a fine-tuned student is from its base model, unit by unit: the base-vs-fine-tuned deviation. After the idea of Bansal and Sharma 2023;
/// the formulas are Concord's own, theirs could not be read.
public final class Deviation {
    private Deviation() {
    }

    /// Total variation of two distributions over labels: half the sum of the absolute differences, from 0 to 1.
    public static double of(double[] base, double[] tuned) {
        double sum = 0;
        for (int k = 0; k < base.length; k++) {
            sum += Math.abs(tuned[k] - base[k]);
        }
        return sum / 2;
    }

    /// Of labels that are each right or not: the mean over the labels of the total variation of yes and no, which is the absolute difference.
    public static double ofSeveral(double[] base, double[] tuned) {
        return base.length == 0 ? 0 : 2 * of(base, tuned) / base.length;
    }

    /// Of scores on different scales: the difference of each unit's ranks under the two, over the number of units. Equal scores share the mean of
    /// their ranks.
    ///
    /// @return from 0 to below 1, one a unit
    public static double[] ofRanks(double[] base, double[] tuned) {
        double[] before = ranks(base);
        double[] after = ranks(tuned);
        double[] out = new double[base.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = Math.abs(after[i] - before[i]) / out.length;
        }
        return out;
    }

    /// As [#ofRanks(double[], double[])], each query's documents among themselves.
    ///
    /// @param queries aligned with the scores
    public static double[] ofRanks(double[] base, double[] tuned, List<String> queries) {
        double[] out = new double[base.length];
        byQuery(queries).values().forEach(members -> {
            double[] moved = ofRanks(at(base, members), at(tuned, members));
            for (int i = 0; i < moved.length; i++) {
                out[members[i]] = moved[i];
            }
        });
        return out;
    }

    /// Whole queries whose first documents changed places most: of each query the documents among the first `depth` under either score, the
    /// queries by one less Kendall's tau-b of the two scores over these, highest first; of the last query that fits only in part, those documents
    /// that moved most. Where all queries together have too few first documents, the others that moved most follow. A query with one document, or
    /// with scores that are all equal, has not changed. Of equal queries and documents an order drawn from the seed decides.
    ///
    /// @return positions, in the order chosen
    /// @throws IllegalArgumentException when more are wanted than there are
    public static int[] queries(double[] base, double[] tuned, List<String> queries, int depth, int size, long seed) {
        Highest.check(base.length, size);
        List<int[]> firsts = new ArrayList<>();
        for (int[] members : byQuery(queries).values()) {
            firsts.add(firsts(base, tuned, members, depth));
        }
        double[] turned = firsts.stream().mapToDouble(f -> 1 - tau(at(base, f), at(tuned, f))).toArray();
        double[] moved = ofRanks(base, tuned, queries);
        Set<Integer> chosen = new LinkedHashSet<>();
        for (int query : Highest.ordered(turned, seed)) {
            int[] documents = firsts.get(query);
            double[] own = at(moved, documents);
            Highest.ordered(own, seed).stream().limit(size - chosen.size()).forEach(i -> chosen.add(documents[i]));
        }
        Highest.ordered(moved, seed).stream().filter(i -> !chosen.contains(i)).limit(size - chosen.size()).toList()
                .forEach(chosen::add);
        return chosen.stream().mapToInt(Integer::intValue).toArray();
    }

    private static int[] firsts(double[] base, double[] tuned, int[] members, int depth) {
        boolean[] among = new boolean[members.length];
        for (double[] scores : List.of(base, tuned)) {
            double[] ranks = ranks(at(scores, members));
            for (int i = 0; i < among.length; i++) {
                among[i] |= ranks[i] <= depth;
            }
        }
        return IntStream.range(0, among.length).filter(i -> among[i]).map(i -> members[i]).toArray();
    }

    /// Kendall's tau-b; 1 where it is not defined, because nothing has an order that could have changed.
    static double tau(double[] a, double[] b) {
        long sum = 0;
        long first = 0;
        long second = 0;
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < i; j++) {
                int x = Double.compare(a[i], a[j]);
                int y = Double.compare(b[i], b[j]);
                sum += x * y;
                first += x * x;
                second += y * y;
            }
        }
        return first == 0 || second == 0 ? 1 : sum / Math.sqrt((double) first * second);
    }

    /// From 1 for the highest score; equal scores share the mean.
    static double[] ranks(double[] scores) {
        Integer[] order = new Integer[scores.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparingDouble((Integer i) -> scores[i]).reversed());
        double[] ranks = new double[scores.length];
        for (int from = 0; from < order.length;) {
            int to = from + 1;
            while (to < order.length && scores[order[to]] == scores[order[from]]) {
                to++;
            }
            for (int i = from; i < to; i++) {
                ranks[order[i]] = (from + 1 + to) / 2.0;
            }
            from = to;
        }
        return ranks;
    }

    private static Map<String, int[]> byQuery(List<String> queries) {
        Map<String, List<Integer>> members = new LinkedHashMap<>();
        for (int i = 0; i < queries.size(); i++) {
            members.computeIfAbsent(queries.get(i), _ -> new ArrayList<>()).add(i);
        }
        Map<String, int[]> out = new LinkedHashMap<>();
        members.forEach((query, of) -> out.put(query, of.stream().mapToInt(Integer::intValue).toArray()));
        return out;
    }

    private static double[] at(double[] values, int[] positions) {
        return Arrays.stream(positions).mapToDouble(i -> values[i]).toArray();
    }
}
