package concord.report;

import concord.report.StudyTables.Form;
import concord.stats.Interval;
import concord.stats.Value;
import concord.study.SamplingOutcome;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The tables of a sampling study, at full precision for files or as a paper prints them.
public final class SamplingTables {
    private final SamplingOutcome outcome;
    private final Form form;

    public SamplingTables(SamplingOutcome outcome, Form form) {
        this.outcome = outcome;
        this.form = form;
    }

    /// Merit after every round, means over seeds.
    public Table curve() {
        String merit = StudyFigures.merit(outcome);
        List<String> columns = new ArrayList<>(List.of("student", "domain", "strategy", "round", "labels"));
        columns.addAll(form == Form.DATA ? List.of("merit", "sd", "low", "high") : List.of(merit));
        List<List<String>> rows = new ArrayList<>();
        for (SamplingOutcome.Mean mean : outcome.means()) {
            List<String> row = new ArrayList<>(List.of(mean.student(), mean.domain(), mean.strategy(), Integer.toString(mean.round()),
                    Integer.toString(mean.labels())));
            row.addAll(switch (form) {
                case DATA -> List.of(number(mean.merit()), number(mean.sd()), low(mean.interval()), high(mean.interval()));
                case PAPER -> List.of(Numbers.bounded(mean.merit()) + (mean.sd().defined() ? " ± " + Numbers.bounded(mean.sd()) : "")
                        + (mean.interval() == null ? "" : " " + Numbers.interval(mean.interval())));
            });
            rows.add(row);
        }
        return new Table(merit + " by target labels, mean ± SD over seeds [interval]", columns, rows);
    }

    /// Each strategy less the random one after the last round.
    public Table comparisons() {
        List<String> columns = new ArrayList<>(List.of("student", "domain", "strategy"));
        columns.addAll(form == Form.DATA ? List.of("delta_merit", "low", "high") : List.of("Difference from random"));
        List<List<String>> rows = new ArrayList<>();
        for (SamplingOutcome.Comparison c : outcome.comparisons()) {
            List<String> row = new ArrayList<>(List.of(c.student(), c.domain(), c.strategy()));
            row.addAll(switch (form) {
                case DATA -> List.of(number(c.delta()), low(c.interval()), high(c.interval()));
                case PAPER -> List.of(Numbers.bounded(c.delta()) + (c.interval() == null ? "" : " " + Numbers.interval(c.interval())));
            });
            rows.add(row);
        }
        return new Table("Difference in " + StudyFigures.merit(outcome) + " from random sampling after the last round", columns, rows);
    }

    private static String number(Value value) {
        return value.defined() ? Double.toString(value.orNaN()) : "";
    }

    private static String low(@Nullable Interval interval) {
        return interval == null ? "" : Double.toString(interval.low());
    }

    private static String high(@Nullable Interval interval) {
        return interval == null ? "" : Double.toString(interval.high());
    }
}
