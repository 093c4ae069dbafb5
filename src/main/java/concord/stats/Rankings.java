package concord.stats;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// How well scores order the documents of each query by grades: nDCG@10 with the grade as the gain, mean average precision, mean reciprocal
/// rank, and the mean over the queries of Kendall's tau-b.
///
/// The ranking of a query is all its documents by falling score, equal scores in the order given, those without a score last. A document
/// without a grade counts as grade 0 in it; the best order is one of the same documents. tau-b compares the score and the grade of the
/// documents that have both.
///
/// As trec_eval does, a query of which no document has a grade, or none a score, is left out of everything, and a query without a relevant
/// document counts as 0. Both are said in `undefined`. Intervals resample queries. Any thread.
public final class Rankings {
    public static final String TIES = "documents of equal score stand in the order of the file, those without a score last";
    private static final List<String> KEYS = List.of("ndcg_at_10", "map", "mrr", "kendall_tau");
    private static final int DEPTH = 10;
    private static final String METHOD = "percentile query bootstrap";

    private Rankings() {
    }

    /// All arrays have an entry a document; documents of one query need not stand together.
    ///
    /// @param scores   higher is better; NaN for a document that was not ranked
    /// @param grades   0 or more; NaN for a document that was not judged
    /// @param relevant the least grade that counts as relevant, above 0
    public static RankingFigures of(List<String> queries, double[] scores, double[] grades, double relevant, BootstrapOptions bootstrap) {
        if (queries.size() != scores.length || scores.length != grades.length)
            throw new IllegalArgumentException(queries.size() + " queries, " + scores.length + " scores, " + grades.length + " grades");
        if (!(relevant > 0))
            throw new IllegalArgumentException("The least relevant grade must be above 0, not " + relevant + ".");
        if (Arrays.stream(grades).anyMatch(grade -> grade < 0))
            throw new IllegalArgumentException("A grade must be 0 or more.");
        Map<String, List<Integer>> byQuery = new LinkedHashMap<>();
        for (int i = 0; i < scores.length; i++) {
            byQuery.computeIfAbsent(queries.get(i), _ -> new ArrayList<>()).add(i);
        }
        List<Query> all = new ArrayList<>();
        byQuery.forEach((name, documents) -> {
            int[] places = documents.stream().mapToInt(Integer::intValue).toArray();
            if (Arrays.stream(places).anyMatch(i -> !Double.isNaN(grades[i]))
                    && Arrays.stream(places).anyMatch(i -> !Double.isNaN(scores[i])))
                all.add(query(name, places, scores, grades, relevant));
        });
        return figures(all, byQuery.size() - all.size(), relevant, bootstrap);
    }

    /// @param values aligned with the keys; NaN where undefined
    private record Query(String name, int documents, int unjudged, double[] values) {}

    private static Query query(String name, int[] documents, double[] scores, double[] grades, double relevant) {
        double[] ranked = Arrays.stream(documents).boxed()
                .sorted(Comparator.comparingDouble(i -> Double.isNaN(scores[i]) ? Double.POSITIVE_INFINITY : 0.0 - scores[i]))
                .mapToDouble(i -> Double.isNaN(grades[i]) ? 0 : grades[i]).toArray();
        int[] both = Arrays.stream(documents).filter(i -> !Double.isNaN(scores[i]) && !Double.isNaN(grades[i])).toArray();
        double tau = KendallTau.of(Arrays.stream(both).mapToDouble(i -> 0.0 + scores[i]).toArray(),
                Arrays.stream(both).mapToDouble(i -> 0.0 + grades[i]).toArray());
        int unjudged = (int) Arrays.stream(documents).filter(i -> Double.isNaN(grades[i])).count();
        return new Query(name, documents.length, unjudged, new double[]{Ranking.ndcg(ranked, DEPTH),
                Ranking.averagePrecision(ranked, relevant), Ranking.reciprocalRank(ranked, relevant), tau});
    }

    private static RankingFigures figures(List<Query> queries, int leftOut, double relevant, BootstrapOptions bootstrap) {
        Map<String, String> undefined = new LinkedHashMap<>();
        if (leftOut > 0)
            undefined.put("queries", counted(leftOut) + " without any grade or without any score: left out");
        double[][] numbers = new double[queries.size()][];
        for (int i = 0; i < numbers.length; i++) {
            double[] own = queries.get(i).values();
            numbers[i] = new double[]{orZero(own[0]), orZero(own[1]), orZero(own[2]), own[3]};
        }
        Means means = new Means(numbers);
        int[] once = new int[numbers.length];
        Arrays.fill(once, 1);
        double[] mean = means.of(once);
        Map<String, Value> values = new LinkedHashMap<>();
        for (int k = 0; k < KEYS.size(); k++) {
            String key = KEYS.get(k);
            int column = k;
            int none = (int) queries.stream().filter(q -> Double.isNaN(q.values()[column])).count();
            if (Double.isNaN(mean[k])) {
                String reason = queries.isEmpty()
                        ? "no query has both a grade and a score"
                        : "in no query do both scores and grades differ";
                values.put(key, Value.undefined(reason));
                undefined.put(key, reason);
                continue;
            }
            values.put(key, Value.of(mean[k]));
            if (none > 0)
                undefined.put(key, counted(none) + switch (key) {
                    case "kendall_tau" -> " in which the scores or the grades are all equal: left out";
                    case "ndcg_at_10" -> " without a document of a grade above 0: " + (none == 1 ? "counts" : "count") + " as 0";
                    default -> " without a relevant document: " + (none == 1 ? "counts" : "count") + " as 0";
                });
        }
        Map<String, Interval> intervals = new LinkedHashMap<>();
        Bootstrap.intervals(means, once, bootstrap).forEach((key, interval) -> intervals.put(key, new Interval(interval.low(),
                interval.high(), interval.level(), METHOD, interval.draws(), interval.seed())));
        List<RankingFigures.OfQuery> each = IntStream.range(0, numbers.length)
                .mapToObj(i -> new RankingFigures.OfQuery(queries.get(i).name(), queries.get(i).documents(), values(numbers[i]))).toList();
        return new RankingFigures(queries.stream().mapToInt(Query::documents).sum(), queries.stream().mapToInt(Query::unjudged).sum(),
                relevant, TIES, values, intervals, undefined, each);
    }

    private static Map<String, Value> values(double[] numbers) {
        Map<String, Value> values = new LinkedHashMap<>();
        for (int k = 0; k < KEYS.size(); k++) {
            values.put(KEYS.get(k), Double.isNaN(numbers[k])
                    ? Value.undefined("the scores or the grades are all equal")
                    : Value.of(numbers[k]));
        }
        return values;
    }

    private static double orZero(double number) {
        return Double.isNaN(number) ? 0 : number;
    }

    private static String counted(int queries) {
        return queries + (queries == 1 ? " query" : " queries");
    }

    /// Means over queries, of those where the figure is defined.
    private record Means(double[][] numbers) implements Bootstrap.Figures {
        @Override
        public List<String> keys() {
            return KEYS;
        }

        @Override
        public double[] of(int[] counts) {
            double[] means = new double[KEYS.size()];
            for (int k = 0; k < means.length; k++) {
                double sum = 0;
                int n = 0;
                for (int i = 0; i < counts.length; i++) {
                    if (counts[i] > 0 && !Double.isNaN(numbers[i][k])) {
                        sum += counts[i] * numbers[i][k];
                        n += counts[i];
                    }
                }
                means[k] = n > 0 ? sum / n : Double.NaN;
            }
            return means;
        }
    }
}
