package concord.report;

import concord.stats.Interval;
import concord.stats.LabelFigures;
import concord.stats.McNemar;
import concord.stats.Value;
import concord.study.Cell;
import concord.study.StudyOutcome;
import concord.study.StudyOutcome.CellResult;
import concord.study.StudyOutcome.Comparison;
import concord.study.StudyOutcome.SeedResult;
import concord.study.StudyOutcome.Spread;
import concord.study.TestFigures;
import concord.study.Trial;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The tables of a distillation study, at full precision for files or as a paper prints them.
public final class StudyTables {
    private final StudyOutcome outcome;
    private final Form form;
    private final boolean several;

    public enum Form {
        /// Full precision, every number in a column of its own.
        DATA,
        /// Two digits, a mean with its spread and interval in one cell.
        PAPER
    }

    public StudyTables(StudyOutcome outcome, Form form) {
        this.outcome = outcome;
        this.form = form;
        this.several = outcome.request().variables().size() > 1;
    }

    /// Means over seeds with their standard deviation and interval, a row for each arm and student.
    public Table results() {
        List<String> columns = condition("seeds", "labels");
        for (String key : StudyOutcome.KEYS) {
            columns.addAll(switch (form) {
                case DATA -> List.of(key, key + "_sd", key + "_low", key + "_high");
                case PAPER -> List.of(name(key));
            });
        }
        List<List<String>> rows = new ArrayList<>();
        for (CellResult result : outcome.cells()) {
            if (result.seeds().isEmpty())
                continue;
            List<String> row = condition(result.cell());
            row.add(Integer.toString(result.seeds().size()));
            row.add(count(result.cell().size() > 0 && result.cell().consistencyAtLeast() == null
                    ? result.cell().size()
                    : result.trainUnits()));
            for (String key : StudyOutcome.KEYS) {
                row.addAll(spread(result.spreads().get(key)));
            }
            rows.add(row);
        }
        return new Table(StudyFigures.merit(outcome) + ", precision and recall by arm on the test, mean ± SD over seeds [interval]",
                columns,
                rows);
    }

    private List<String> spread(@Nullable Spread spread) {
        if (spread == null)
            return form == Form.PAPER ? List.of(Numbers.MISSING) : List.of("", "", "", "");
        return switch (form) {
            case DATA -> List.of(number(spread.mean()), number(spread.sd()), low(spread.interval()), high(spread.interval()));
            case PAPER -> List.of(Numbers.bounded(spread.mean()) + (spread.sd().defined() ? " ± " + Numbers.bounded(spread.sd()) : "")
                    + (spread.interval() == null ? "" : " " + Numbers.interval(spread.interval())));
        };
    }

    /// In which direction each label is missed: a ratio above 1 gives the label too often, which is recall bought with precision.
    public Table errors() {
        List<String> columns = condition("label", "true", "recall", "precision", "predicted / true");
        List<List<String>> rows = new ArrayList<>();
        for (CellResult result : outcome.cells()) {
            Map<String, List<LabelFigures>> byLabel = new LinkedHashMap<>();
            for (SeedResult seed : result.seeds()) {
                labels(seed.figures()).forEach(label -> byLabel.computeIfAbsent(label.label(), _ -> new ArrayList<>()).add(label));
            }
            byLabel.forEach((label, figures) -> {
                double support = figures.stream().mapToInt(LabelFigures::support).average().orElse(0);
                double predicted = figures.stream().mapToInt(LabelFigures::predicted).average().orElse(0);
                List<String> row = condition(result.cell());
                row.addAll(List.of(label, count(Math.round(support)),
                        support == 0 ? missing() : number(figures.stream().mapToDouble(LabelFigures::recall).average().orElse(0)),
                        predicted == 0 ? missing() : number(figures.stream().mapToDouble(LabelFigures::precision).average().orElse(0)),
                        support == 0 ? missing() : ratio(predicted / support)));
                rows.add(row);
            });
        }
        return new Table("Direction of error by label, means over seeds", columns, rows);
    }

    private static List<LabelFigures> labels(TestFigures figures) {
        return switch (figures) {
            case TestFigures.Single(var single) -> single.perLabel();
            case TestFigures.Several(var sets) -> sets.perLabel();
            case TestFigures.Ranked _ -> List.of();
        };
    }

    public Table comparisons() {
        List<String> columns = new ArrayList<>(several ? List.of("variable") : List.of());
        columns.addAll(switch (form) {
            case DATA -> List.of("a", "student_a", "b", "student_b", "delta_f1", "low", "high", "only_a_right", "only_b_right", "mcnemar_p",
                    "holm_p");
            case PAPER -> List.of("a", "b", "Difference in F1", "Only a right", "Only b right", "McNemar p", "Holm p");
        });
        List<List<String>> rows = new ArrayList<>();
        for (Comparison c : outcome.comparisons()) {
            List<String> row = new ArrayList<>(several ? List.of(c.a().variable()) : List.of());
            McNemar test = c.mcnemar();
            String onlyA = test == null ? missing() : count(test.onlyFirst());
            String onlyB = test == null ? missing() : count(test.onlySecond());
            String p = test == null ? missing() : probability(Value.of(test.exactP()));
            row.addAll(switch (form) {
                case DATA -> List.of(c.a().title(), student(c.a()), c.b().title(), student(c.b()), number(c.deltaF1()), low(c.interval()),
                        high(c.interval()), onlyA, onlyB, p, probability(c.holmP()));
                case PAPER -> List.of(who(c.a()), who(c.b()), difference(c.deltaF1(), c.interval()), onlyA, onlyB, p,
                        probability(c.holmP()));
            });
            rows.add(row);
        }
        return new Table("Differences between arms: a less b, paired bootstrap interval, McNemar’s test of the first seeds", columns, rows);
    }

    /// What leaving out less consistent labels does.
    public Table ablations() {
        List<String> columns = condition("labels left");
        columns.addAll(form == Form.DATA ? List.of("delta_f1", "low", "high") : List.of("Difference in F1"));
        List<List<String>> rows = new ArrayList<>();
        for (StudyOutcome.Ablation ablation : outcome.ablations()) {
            List<String> row = condition(ablation.filtered());
            row.add(count(ablation.left()));
            row.addAll(switch (form) {
                case DATA -> List.of(number(ablation.deltaF1()), low(ablation.interval()), high(ablation.interval()));
                case PAPER -> List.of(difference(ablation.deltaF1(), ablation.interval()));
            });
            rows.add(row);
        }
        return new Table("Effect of leaving out less consistent labels, against all labels of the same arm", columns, rows);
    }

    /// How much answers hang on the seed.
    public Table stability() {
        List<String> columns = condition("seeds", form == Form.DATA ? "krippendorff_alpha" : "Krippendorff’s α", "unchanged");
        List<List<String>> rows = new ArrayList<>();
        for (CellResult result : outcome.cells()) {
            if (result.stability() == null)
                continue;
            List<String> row = condition(result.cell());
            row.addAll(List.of(Integer.toString(result.seeds().size()), number(result.stability().alpha()),
                    number(result.stability().unchanged())));
            rows.add(row);
        }
        return new Table("Agreement of the seeds of each student on the test", columns, rows);
    }

    public Table medians() {
        List<String> columns = new ArrayList<>(List.of("arm", "student", "variables"));
        StudyOutcome.KEYS.forEach(key -> columns.add(form == Form.DATA ? key : name(key)));
        List<List<String>> rows = outcome.medians().stream().map(median -> {
            List<String> row = new ArrayList<>(List.of(median.arm(), median.student() == null ? "" : median.student(),
                    Integer.toString(median.variables())));
            StudyOutcome.KEYS.forEach(key -> {
                Double value = median.medians().get(key);
                row.add(value == null ? missing() : number(value));
            });
            return row;
        }).toList();
        return new Table("Medians over variables", columns, rows);
    }

    /// Every training, with the settings it tried.
    public Table trials() {
        TreeSet<String> fields = new TreeSet<>();
        outcome.trials().forEach(trial -> fields.addAll(trial.settings().keySet()));
        List<String> columns = condition("labels", "seed");
        columns.addAll(fields);
        columns.addAll(List.of("validation_f1", "seconds", "run", "error"));
        List<List<String>> rows = new ArrayList<>();
        for (Trial trial : outcome.trials()) {
            List<String> row = condition(trial.cell());
            row.addAll(List.of(count(trial.trainUnits()), Long.toString(trial.seed())));
            fields.forEach(field -> row.add(trial.settings().getOrDefault(field, "")));
            row.addAll(Arrays.asList(trial.validationF1() == null ? missing() : number(trial.validationF1()),
                    form == Form.DATA ? Double.toString(trial.seconds()) : Numbers.plain(trial.seconds(), 1),
                    trial.run() == null ? "" : trial.run(), trial.error() == null ? "" : trial.error()));
            rows.add(row);
        }
        return new Table("Trainings", columns, rows);
    }

    private List<String> condition(String... more) {
        List<String> columns = new ArrayList<>(several ? List.of("variable") : List.of());
        columns.addAll(List.of("arm", "student"));
        columns.addAll(List.of(more));
        return columns;
    }

    private List<String> condition(Cell cell) {
        List<String> cells = new ArrayList<>(several ? List.of(cell.variable()) : List.of());
        cells.addAll(List.of(cell.title(), student(cell)));
        return cells;
    }

    private static String student(Cell cell) {
        return cell.student() == null ? "" : cell.student();
    }

    private static String who(Cell cell) {
        return cell.title() + (cell.student() == null ? "" : ", " + cell.student());
    }

    private static String name(String key) {
        return switch (key) {
            case "f1" -> "F1";
            case "mcc" -> "MCC";
            default -> key.substring(0, 1).toUpperCase(Locale.ROOT) + key.substring(1);
        };
    }

    private String number(double value) {
        return form == Form.DATA ? Double.toString(value) : Numbers.bounded(value);
    }

    private String number(Value value) {
        return value.defined() ? number(value.orNaN()) : missing();
    }

    private String ratio(double value) {
        return form == Form.DATA ? Double.toString(value) : Numbers.plain(value, 2);
    }

    private String count(long n) {
        return form == Form.DATA ? Long.toString(n) : Numbers.count(n);
    }

    private String missing() {
        return form == Form.DATA ? "" : Numbers.MISSING;
    }

    private String probability(Value p) {
        if (!p.defined() || form == Form.DATA)
            return number(p);
        return p.orNaN() < 0.001 ? "< .001" : Numbers.bounded(p.orNaN(), 3);
    }

    private static String difference(Value delta, @Nullable Interval interval) {
        return Numbers.bounded(delta) + (interval == null ? "" : " " + Numbers.interval(interval));
    }

    private static String low(@Nullable Interval interval) {
        return interval == null ? "" : Double.toString(interval.low());
    }

    private static String high(@Nullable Interval interval) {
        return interval == null ? "" : Double.toString(interval.high());
    }
}
