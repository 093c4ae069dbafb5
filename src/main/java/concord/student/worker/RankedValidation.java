package concord.student.worker;

import concord.stats.Ranking;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// How well cosines order the judged documents of held-out queries: means over the queries that have a relevant document. The gain of a document is
/// the place of its label, and every label but the lowest is relevant; of documents with the same cosine the first given stands first.
final class RankedValidation {
    private static final int DEPTH = 10;

    private record Document(int place, double weight, double cosine) {}

    private RankedValidation() {
    }

    /// @param answers the cosines, aligned with the examples
    static Validation of(Goal goal, List<Example> truth, List<double[]> answers) {
        Map<Integer, List<Document>> queries = new TreeMap<>();
        for (int i = 0; i < truth.size(); i++) {
            Example example = truth.get(i);
            queries.computeIfAbsent(example.query().number(), _ -> new ArrayList<>())
                    .add(new Document(example.label(), goal.level(example), answers.get(i)[0]));
        }
        queries.values().removeIf(documents -> documents.stream().allMatch(d -> d.place() == 0));
        double ndcg = 0;
        double precision = 0;
        double reciprocal = 0;
        double loss = 0;
        double weights = 0;
        for (List<Document> documents : queries.values()) {
            double[] grades = documents.stream().sorted(Comparator.comparingDouble(Document::cosine).reversed())
                    .mapToDouble(Document::place).toArray();
            ndcg += Ranking.ndcg(grades, DEPTH) / queries.size();
            precision += Ranking.averagePrecision(grades, 1) / queries.size();
            reciprocal += Ranking.reciprocalRank(grades, 1) / queries.size();
            loss += loss(documents);
            weights += documents.stream().filter(d -> d.place() > 0).mapToDouble(Document::weight).sum();
        }
        Map<String, Double> words = new LinkedHashMap<>();
        words.put("ndcg_at_10", ndcg);
        words.put("map", precision);
        words.put("mrr", reciprocal);
        words.put("loss", loss / weights);
        return new Validation(loss / weights, ndcg, queries.size(), words);
    }

    /// What [Objective#PAIRS] minimises, each relevant document against all that are not; times the weights.
    private static double loss(List<Document> documents) {
        double sum = 0;
        for (Document own : documents) {
            if (own.place() == 0)
                continue;
            double all = 1;
            for (Document other : documents) {
                if (other.place() == 0)
                    all += Math.exp(Objective.SHARPNESS * (other.cosine() - own.cosine()));
            }
            sum += own.weight() * Math.log(all);
        }
        return sum;
    }
}
