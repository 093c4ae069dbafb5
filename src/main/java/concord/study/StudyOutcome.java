package concord.study;

import concord.model.request.StudyRequest;
import concord.stats.Interval;
import concord.stats.McNemar;
import concord.stats.Value;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What has come of a distillation study so far.
///
/// F1, precision and recall are those of the request's positive label where it names one, else macro averages.
///
/// @param cells every cell of the plan, also those still to come, in the order of arms and students
/// @param notes what a reader should know: texts left out because the test has them, how often the test was looked at, how it was drawn
public record StudyOutcome(String study, StudyRequest request, List<Trial> trials, List<CellResult> cells, List<Comparison> comparisons,
        List<Ablation> ablations, List<AcrossVariables> medians, List<String> notes) {
    /// Keys of [CellResult#spreads] and [SeedResult#values], in this order.
    public static final List<String> KEYS = List.of("f1", "precision", "recall", "accuracy", "mcc");

    public StudyOutcome {
        trials = List.copyOf(trials);
        cells = List.copyOf(cells);
        comparisons = List.copyOf(comparisons);
        ablations = List.copyOf(ablations);
        medians = List.copyOf(medians);
        notes = List.copyOf(notes);
    }

    /// @param trainUnits units learnt from, validation units among them; 0 where nothing was learnt or nothing has ended
    /// @param settings   chosen on the validation units; empty before
    /// @param seeds      ended trainings; one without a seed for a teacher
    /// @param spreads    by key, over the seeds; empty before the first has ended
    /// @param stability  null with fewer than two seeds
    public record CellResult(Cell cell, int trainUnits, Map<String, String> settings, List<SeedResult> seeds, Map<String, Spread> spreads,
            @Nullable Stability stability) {
        public CellResult {
            settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
            seeds = List.copyOf(seeds);
            spreads = Collections.unmodifiableMap(new LinkedHashMap<>(spreads));
        }
    }

    /// @param values by key, those the study is read by
    public record SeedResult(@Nullable Long seed, String run, TestFigures figures, Map<String, Value> values) {
        public SeedResult {
            values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        }
    }

    /// @param sd       sample standard deviation over the seeds; undefined with one
    /// @param interval of the mean, test units resampled with all seeds' answers; null where it has none
    public record Spread(Value mean, Value sd, @Nullable Interval interval) {}

    /// How much the answers on the test units hang on the seed.
    ///
    /// @param alpha     nominal Krippendorff alpha of the seeds as annotators
    /// @param unchanged share of test units on which all seeds agree
    public record Stability(Value alpha, double unchanged) {}

    /// Two cells on the same test units; `delta` is a less b.
    ///
    /// @param interval of the difference of the mean F1 over seeds, by a paired bootstrap over test units
    /// @param mcnemar  of the first seeds' answers; null for a multi-label variable
    /// @param holmP    the exact p of McNemar's test, adjusted over all comparisons of the variable (Holm 1979); undefined without one
    public record Comparison(Cell a, Cell b, Value deltaF1, @Nullable Interval interval, @Nullable McNemar mcnemar, Value holmP) {}

    /// What leaving out a teacher's less consistent labels does, against the same cell with all labels.
    ///
    /// @param left units left to learn from
    public record Ablation(Cell filtered, Cell all, int left, Value deltaF1, @Nullable Interval interval) {}

    /// The median over variables of an arm and student.
    public record AcrossVariables(String arm, @Nullable String student, int variables, Map<String, Double> medians) {
        public AcrossVariables {
            medians = Collections.unmodifiableMap(new LinkedHashMap<>(medians));
        }
    }
}
