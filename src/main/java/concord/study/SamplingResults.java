package concord.study;

import concord.model.SampleStrategy;
import concord.model.request.SamplingStudyRequest;
import concord.stats.BootstrapOptions;
import concord.stats.Interval;
import concord.stats.PairedBootstrap;
import concord.stats.PairedBootstrap.Drawn;
import concord.stats.Value;
import concord.study.SamplingOutcome.Comparison;
import concord.study.SamplingOutcome.Mean;
import concord.study.SamplingOutcome.Point;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Reckons what has come of a sampling study from the answers after its rounds, finished or not. Any thread.
///
/// A strategy is compared with the random one by the seeds that have ended the last round with both; seeds are drawn beside test units, since
/// which units a strategy takes hangs on the seed.
public final class SamplingResults {
    private static final String RANDOM = SampleStrategy.RANDOM.key();

    private final SamplingStudyRequest request;
    private final String domain;
    private final List<Scored> scored;

    private record Scored(SamplingAnswers answers, Point point, Drawn drawn) {
        boolean like(SamplingAnswers other) {
            return answers.student().equals(other.student()) && answers.strategy().equals(other.strategy())
                    && answers.round() == other.round();
        }
    }

    private SamplingResults(SamplingStudyRequest request, String domain, TestUnits test, List<SamplingAnswers> answers) {
        this.request = request;
        this.domain = domain;
        BootstrapOptions options = new BootstrapOptions(request.draws(), BootstrapOptions.DEFAULT.seed(),
                BootstrapOptions.DEFAULT.level());
        List<Merit.Judged> judged = Merit.of(test, request.positive(), options).judge(answers);
        List<Scored> all = new ArrayList<>();
        for (int i = 0; i < judged.size(); i++) {
            SamplingAnswers a = answers.get(i);
            Merit.Judged one = judged.get(i);
            all.add(new Scored(a, new Point(a.student(), a.strategy(), a.round(), a.labels(), a.domain(), a.seed(), one.merit(),
                    one.figures()), one.drawn()));
        }
        this.scored = List.copyOf(all);
    }

    /// @param tests   by domain, those that are tested
    /// @param answers of the rounds that have ended, in any order; at most one of a student, strategy, round, domain and seed
    public static SamplingOutcome of(String study, SamplingStudyRequest request, Map<String, TestUnits> tests,
            List<SamplingAnswers> answers, List<String> notes) {
        List<String> strategies = new ArrayList<>(request.strategies());
        List<SamplingAnswers> ordered = answers.stream()
                .sorted(Comparator.comparingInt((SamplingAnswers a) -> request.students().indexOf(a.student()))
                        .thenComparingInt(a -> strategies.indexOf(a.strategy())).thenComparing(SamplingAnswers::strategy)
                        .thenComparingInt(SamplingAnswers::round).thenComparing(SamplingAnswers::domain)
                        .thenComparingInt(a -> request.seeds().indexOf(a.seed())))
                .toList();
        List<Point> curve = new ArrayList<>();
        List<Mean> means = new ArrayList<>();
        List<Comparison> comparisons = new ArrayList<>();
        List<String> allNotes = new ArrayList<>(notes);
        for (String domain : List.of(SamplingOutcome.SOURCE, SamplingOutcome.TARGET)) {
            TestUnits test = tests.get(domain);
            List<SamplingAnswers> own = ordered.stream().filter(a -> a.domain().equals(domain)).toList();
            if (test == null || own.isEmpty())
                continue;
            SamplingResults results = new SamplingResults(request, domain, test, own);
            results.scored.forEach(one -> curve.add(one.point));
            means.addAll(results.means());
            comparisons.addAll(results.comparisons());
            own.stream().mapToLong(Merit::missing).filter(most -> most > 0).max()
                    .ifPresent(most -> allNotes.add("Up to " + most + " of " + test.units().size() + " test units of the " + domain
                            + " have no answer and do not count."));
        }
        Comparator<Mean> order = Comparator.comparingInt((Mean mean) -> request.students().indexOf(mean.student()))
                .thenComparingInt(mean -> strategies.indexOf(mean.strategy())).thenComparing(Mean::strategy)
                .thenComparingInt(Mean::round).thenComparing(Mean::domain);
        means.sort(order);
        return new SamplingOutcome(study, request, curve, means, comparisons, allNotes);
    }

    private List<Mean> means() {
        List<Mean> means = new ArrayList<>();
        for (Scored one : scored) {
            List<Scored> seeds = scored.stream().filter(other -> other.like(one.answers)).toList();
            if (seeds.getFirst() != one)
                continue;
            List<Value> merits = seeds.stream().map(seed -> seed.point.merit()).toList();
            Value mean = Spreads.mean(merits);
            Interval interval = mean.defined() ? PairedBootstrap.mean(seeds.stream().map(Scored::drawn).toList(), 0) : null;
            means.add(new Mean(one.answers.student(), one.answers.strategy(), one.answers.round(), one.answers.labels(), domain, mean,
                    Spreads.sd(merits), interval));
        }
        return means;
    }

    private List<Comparison> comparisons() {
        List<Comparison> comparisons = new ArrayList<>();
        for (String student : request.students()) {
            for (String strategy : scored.stream().map(one -> one.answers.strategy()).distinct().toList()) {
                List<Scored> own = last(student, strategy);
                List<Scored> random = last(student, RANDOM);
                List<Scored> both = own.stream().filter(one -> paired(one, random) != null).toList();
                if (strategy.equals(RANDOM) || both.isEmpty())
                    continue;
                List<Scored> partners = both.stream().map(one -> Objects.requireNonNull(paired(one, random))).toList();
                comparisons.add(comparison(student, strategy, both, partners));
            }
        }
        return comparisons;
    }

    private Comparison comparison(String student, String strategy, List<Scored> own, List<Scored> random) {
        Value first = Spreads.mean(own.stream().map(one -> one.point.merit()).toList());
        Value second = Spreads.mean(random.stream().map(one -> one.point.merit()).toList());
        if (!first.defined() || !second.defined())
            return new Comparison(student, strategy, domain, first.defined() ? second : first, null);
        return new Comparison(student, strategy, domain, Value.of(first.orNaN() - second.orNaN()), PairedBootstrap.differenceOverSeeds(
                own.stream().map(Scored::drawn).toList(), random.stream().map(Scored::drawn).toList(), 0));
    }

    private List<Scored> last(String student, String strategy) {
        return scored.stream().filter(one -> one.answers.student().equals(student) && one.answers.strategy().equals(strategy)
                && one.answers.round() == request.rounds()).toList();
    }

    private static @Nullable Scored paired(Scored one, List<Scored> random) {
        return random.stream().filter(other -> other.answers.seed() == one.answers.seed()).findFirst().orElse(null);
    }
}
