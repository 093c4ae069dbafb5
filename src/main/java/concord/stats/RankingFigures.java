package concord.stats;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// How well one annotator's scores (other) order the documents of each query by another's grades (reference).
///
/// Keys of `values`, `intervals` and of each query: ndcg_at_10, map, mrr, kendall_tau; values are means over the queries. A query's `map` is
/// its average precision, its `mrr` the reciprocal rank of its first relevant document: 0 where there is none. kendall_tau is left out of the
/// mean where it has no value. `undefined` says so with the number of queries, and under `queries` how many were left out of everything.
///
/// @param documents of all queries that count together
/// @param unjudged  of these without a grade, which counts as 0
/// @param relevant  the least grade that counts as relevant for map and mrr
/// @param ties      how documents of equal score were ordered, in words
public record RankingFigures(int documents, int unjudged, double relevant, String ties, Map<String, Value> values,
        Map<String, Interval> intervals, Map<String, String> undefined, List<OfQuery> queries) {
    public RankingFigures {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        intervals = Collections.unmodifiableMap(new LinkedHashMap<>(intervals));
        undefined = Collections.unmodifiableMap(new LinkedHashMap<>(undefined));
        queries = List.copyOf(queries);
    }

    /// @param query as its documents name it
    public record OfQuery(String query, int documents, Map<String, Value> values) {
        public OfQuery {
            values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        }
    }

    public Value value(String key) {
        Value value = values.get(key);
        if (value == null)
            throw new IllegalArgumentException("no figure " + key);
        return value;
    }
}
