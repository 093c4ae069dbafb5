package concord.study;

import concord.stats.BootstrapOptions;
import concord.stats.PairedBootstrap;
import concord.stats.PairedBootstrap.Drawn;
import concord.stats.QuerySeries;
import concord.stats.RankingFigures;
import concord.stats.Rankings;
import concord.stats.Value;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The one number by which answers are read in a sampling study, and the figures beside it.
sealed interface Merit {
    /// @param drawn its first figure is the merit
    record Judged(Value merit, TestFigures figures, Drawn drawn) {}

    /// @return aligned with the answers
    List<Judged> judge(List<SamplingAnswers> answers);

    static Merit of(TestUnits test, @Nullable String positive, BootstrapOptions options) {
        List<String> queries = test.queries();
        return queries == null
                ? new F1(new Marking(test, positive, options))
                : new Gain(queries, test.truth().stream().mapToDouble(Merit::grade).toArray(), options);
    }

    /// Test units without an answer.
    static long missing(SamplingAnswers answers) {
        double[] scores = answers.scores();
        return scores == null
                ? answers.answers().stream().filter(answer -> answer == null).count()
                : Arrays.stream(scores).filter(Double::isNaN).count();
    }

    private static double grade(String label) {
        try {
            return Double.parseDouble(label);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("“" + label + "” is no grade: the labels of a ranking must be numbers.", e);
        }
    }

    record F1(Marking marking) implements Merit {
        @Override
        public List<Judged> judge(List<SamplingAnswers> answers) {
            return marking.mark(answers.stream().map(SamplingAnswers::answers).toList()).stream()
                    .map(marked -> new Judged(marked.f1(), marked.figures(), marked.drawn())).toList();
        }
    }

    /// nDCG@10, queries drawn.
    record Gain(List<String> queries, double[] grades, BootstrapOptions options) implements Merit {
        /// The least grade that counts as relevant for the figures beside the merit.
        private static final double RELEVANT = 1;
        private static final String KEY = "ndcg_at_10";

        @Override
        public List<Judged> judge(List<SamplingAnswers> answers) {
            List<RankingFigures> figures = answers.stream().map(this::figures).toList();
            Map<String, Integer> places = new LinkedHashMap<>();
            queries.forEach(query -> places.computeIfAbsent(query, _ -> places.size()));
            List<Drawn> drawn = PairedBootstrap.draw(places.size(), figures.stream().map(one -> series(one, places)).toList(), options);
            return IntStream.range(0, drawn.size())
                    .mapToObj(i -> new Judged(figures.get(i).value(KEY), new TestFigures.Ranked(figures.get(i)), drawn.get(i))).toList();
        }

        private RankingFigures figures(SamplingAnswers answers) {
            double[] scores = answers.scores();
            if (scores == null || scores.length != queries.size())
                throw new IllegalArgumentException("a ranking needs a score for each of " + queries.size() + " test units");
            return Rankings.of(queries, scores, grades, RELEVANT, options);
        }

        private static QuerySeries series(RankingFigures figures, Map<String, Integer> places) {
            double[] values = new double[places.size()];
            Arrays.fill(values, Double.NaN);
            for (RankingFigures.OfQuery query : figures.queries()) {
                Value value = query.values().get(KEY);
                values[Objects.requireNonNull(places.get(query.query()))] = value == null ? Double.NaN : value.orNaN();
            }
            return new QuerySeries(values);
        }
    }
}
