package concord.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import concord.app.StudyService.ArmPlan;
import concord.app.StudyService.Plan;
import concord.app.StudyService.SamplingPlan;
import concord.stats.Interval;
import concord.stats.McNemar;
import concord.stats.Value;
import concord.study.Cell;
import concord.study.SamplingOutcome;
import concord.study.StudyOutcome;
import concord.study.StudyOutcome.AcrossVariables;
import concord.study.StudyOutcome.CellResult;
import concord.study.StudyOutcome.Spread;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Plans and results of studies as plain text for a terminal.
final class StudyText {
    private static final String NONE = "-";
    /// Smaller probabilities are not told apart.
    private static final double LEAST = 0.001;

    private StudyText() {
    }

    static void print(PrintWriter out, StudyOutcome outcome) {
        String positive = outcome.request().positive();
        out.printf("Study %s: tested on the labels of %s in the sample %s.%n", outcome.study(), outcome.request().test().annotator(),
                outcome.request().test().sample());
        out.printf("F1, precision and recall are %s.%n%n", positive == null ? "means over the labels (macro)" : "those of " + positive);
        boolean several = outcome.request().variables().size() > 1;
        List<List<String>> rows = new ArrayList<>();
        rows.add(row(several, "variable", "arm", "student", "units", "seeds", "F1 mean ± SD", "95 % interval", "precision", "recall",
                "accuracy"));
        for (CellResult result : outcome.cells()) {
            Map<String, Spread> spreads = result.spreads();
            Spread f1 = spreads.get("f1");
            rows.add(row(several, result.cell().variable(), result.cell().title(), student(result.cell()),
                    result.trainUnits() == 0 ? NONE : Integer.toString(result.trainUnits()), Integer.toString(result.seeds().size()),
                    f1 == null ? "not yet" : spread(f1.mean(), f1.sd()), f1 == null ? "" : interval(f1.interval()),
                    mean(spreads.get("precision")), mean(spreads.get("recall")), mean(spreads.get("accuracy"))));
        }
        table(out, rows);
        if (!outcome.comparisons().isEmpty()) {
            out.printf("%nDifferences in F1, paired over the test units%n");
            List<List<String>> differences = new ArrayList<>();
            differences.add(List.of("difference", "F1", "95 % interval", "McNemar p", "Holm p"));
            outcome.comparisons().forEach(c -> differences.add(List.of(words(c.a(), several) + " - " + words(c.b(), several),
                    signed(c.deltaF1()), interval(c.interval()), exact(c.mcnemar()), chance(c.holmP()))));
            table(out, differences);
        }
        if (!outcome.ablations().isEmpty()) {
            out.printf("%nLeaving out less consistent labels, against all labels%n");
            List<List<String>> ablations = new ArrayList<>();
            ablations.add(List.of("arm", "units left", "F1", "95 % interval"));
            outcome.ablations().forEach(a -> ablations.add(List.of(words(a.filtered(), several), Integer.toString(a.left()),
                    signed(a.deltaF1()), interval(a.interval()))));
            table(out, ablations);
        }
        if (!outcome.medians().isEmpty()) {
            out.printf("%nMedian over the variables%n");
            List<List<String>> medians = new ArrayList<>();
            medians.add(List.of("arm", "student", "variables", "F1", "precision", "recall", "accuracy"));
            outcome.medians().forEach(m -> medians.add(median(m)));
            table(out, medians);
        }
        notes(out, outcome.notes());
    }

    private static List<String> median(AcrossVariables median) {
        List<String> row = new ArrayList<>(List.of(median.arm(), median.student() == null ? NONE : median.student(),
                Integer.toString(median.variables())));
        for (String key : List.of("f1", "precision", "recall", "accuracy")) {
            Double value = median.medians().get(key);
            row.add(value == null ? NONE : three(value));
        }
        return row;
    }

    static void print(PrintWriter out, SamplingOutcome outcome) {
        out.printf("Study %s: %s of %s, %d labels in %d %s.%n", outcome.study(), String.join(", ", outcome.request().students()),
                outcome.request().target().sample(), outcome.request().budget(), outcome.request().rounds(),
                outcome.request().rounds() == 1 ? "round" : "rounds");
        String positive = outcome.request().positive();
        out.printf("The figure is %s; of a ranking nDCG@10.%n%n", positive == null ? "macro F1" : "the F1 of " + positive);
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("student", "strategy", "round", "labels", "domain", "mean ± SD", "95 % interval"));
        outcome.means().forEach(m -> rows.add(List.of(m.student(), m.strategy(), Integer.toString(m.round()), Integer.toString(m.labels()),
                m.domain(), spread(m.merit(), m.sd()), interval(m.interval()))));
        table(out, rows);
        if (!outcome.comparisons().isEmpty()) {
            out.printf("%nAfter the last round, against random sampling%n");
            List<List<String>> differences = new ArrayList<>();
            differences.add(List.of("student", "strategy", "domain", "difference", "95 % interval"));
            outcome.comparisons().forEach(c -> differences.add(List.of(c.student(), c.strategy(), c.domain(), signed(c.delta()),
                    interval(c.interval()))));
            table(out, differences);
        }
        notes(out, outcome.notes());
    }

    static void print(PrintWriter out, Plan plan) {
        out.printf(Locale.ROOT, "%s: %,d trainings%s; %,d test units.%n", plan.name(), plan.trainings(), time(plan.seconds()),
                plan.testUnits());
        for (ArmPlan arm : plan.arms()) {
            out.printf(Locale.ROOT, "  %s, %s: %s%n", arm.variable(), arm.title(),
                    arm.units() == 0 ? "compared itself" : String.format(Locale.ROOT, "%,d units", arm.units()));
        }
        plan.notes().forEach(out::println);
    }

    static void print(PrintWriter out, SamplingPlan plan) {
        out.printf(Locale.ROOT, "%s: %,d trainings%s; %,d source units, %,d units to choose from.%n", plan.name(), plan.trainings(),
                time(plan.seconds()), plan.sourceUnits(), plan.poolUnits());
        plan.testUnits().forEach((domain, units) -> out.printf(Locale.ROOT, "  tested on %,d units of the %s%n", units, domain));
        plan.notes().forEach(out::println);
    }

    static ObjectNode document(Plan plan) {
        ObjectNode node = Verb.JSON.createObjectNode().put("study", plan.name()).put("trainings", plan.trainings())
                .put("seconds", plan.seconds()).put("test_units", plan.testUnits()).put("looks", plan.looks());
        var arms = node.putArray("arms");
        plan.arms().forEach(a -> arms.addObject().put("variable", a.variable()).put("arm", a.title()).put("units", a.units()));
        var notes = node.putArray("notes");
        plan.notes().forEach(notes::add);
        return node;
    }

    static ObjectNode document(SamplingPlan plan) {
        ObjectNode node = Verb.JSON.createObjectNode().put("study", plan.name()).put("trainings", plan.trainings())
                .put("seconds", plan.seconds()).put("source_units", plan.sourceUnits()).put("pool_units", plan.poolUnits());
        ObjectNode tests = node.putObject("test_units");
        plan.testUnits().forEach(tests::put);
        var notes = node.putArray("notes");
        plan.notes().forEach(notes::add);
        return node;
    }

    private static void notes(PrintWriter out, List<String> notes) {
        if (!notes.isEmpty())
            out.println();
        notes.forEach(out::println);
    }

    private static String words(Cell cell, boolean several) {
        return (several ? cell.variable() + ": " : "") + cell.title() + (cell.student() == null ? "" : " (" + cell.student() + ")");
    }

    private static String student(Cell cell) {
        return cell.student() == null ? NONE : cell.student();
    }

    private static List<String> row(boolean several, String variable, String... cells) {
        List<String> row = new ArrayList<>(several ? List.of(variable) : List.of());
        row.addAll(List.of(cells));
        return row;
    }

    private static String time(double seconds) {
        if (seconds <= 0)
            return "";
        long whole = Math.round(seconds);
        return ", about " + (whole < 120 ? whole + " s" : whole < 7200 ? whole / 60 + " min" : whole / 3600 + " h");
    }

    private static String mean(@Nullable Spread spread) {
        return spread == null ? "" : number(spread.mean());
    }

    private static String spread(Value mean, Value sd) {
        return switch (sd) {
            case Value.Defined(double spread) -> number(mean) + " ± " + three(spread);
            case Value.Undefined _ -> number(mean);
        };
    }

    private static String number(Value value) {
        return switch (value) {
            case Value.Defined(double number) -> three(number);
            case Value.Undefined _ -> NONE;
        };
    }

    private static String signed(Value value) {
        return switch (value) {
            case Value.Defined(double number) -> String.format(Locale.ROOT, "%+.3f", number);
            case Value.Undefined _ -> NONE;
        };
    }

    private static String three(double number) {
        return String.format(Locale.ROOT, "%.3f", number);
    }

    private static String interval(@Nullable Interval interval) {
        return interval == null ? NONE : "[" + three(interval.low()) + ", " + three(interval.high()) + "]";
    }

    private static String exact(@Nullable McNemar test) {
        return test == null ? NONE : chance(Value.of(test.exactP()));
    }

    private static String chance(Value p) {
        return p.orNaN() < LEAST ? "< " + LEAST : number(p);
    }

    /// Columns as wide as their widest cell.
    private static void table(PrintWriter out, List<List<String>> rows) {
        int columns = rows.getFirst().size();
        int[] width = new int[columns];
        for (List<String> row : rows) {
            for (int c = 0; c < columns; c++) {
                width[c] = Math.max(width[c], row.get(c).length());
            }
        }
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int c = 0; c < columns; c++) {
                line.append(row.get(c)).repeat(" ", width[c] - row.get(c).length() + 2);
            }
            out.println(line.toString().stripTrailing());
        }
    }
}
