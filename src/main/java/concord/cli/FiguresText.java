package concord.cli;

import concord.stats.AmongFigures;
import concord.stats.AveragePrecision;
import concord.stats.Interval;
import concord.stats.LabelFigures;
import concord.stats.MultiLabelFigures;
import concord.stats.PairwiseFigures;
import concord.stats.RankingFigures;
import concord.stats.Value;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Figures as a plain table for a terminal.
final class FiguresText {
    private FiguresText() {
    }

    static void print(PrintWriter out, PairwiseFigures figures, String reference, String other) {
        out.printf(Locale.ROOT, "%s (reference) and %s: %,d units with both labels%n%n", reference, other, figures.n());
        values(out, figures.values(), figures.intervals());
        labels(out, figures.perLabel());
        int width = Math.max(6, figures.labels().stream().mapToInt(String::length).max().orElse(6)) + 2;
        out.printf(Locale.ROOT, "%nConfusion, rows %s, columns %s%n%" + width + "s", reference, other, "");
        figures.labels().forEach(l -> out.printf("%" + width + "s", l));
        out.println();
        for (int i = 0; i < figures.labels().size(); i++) {
            out.printf("%" + width + "s", figures.labels().get(i));
            figures.confusion().get(i).forEach(c -> out.printf("%" + width + "d", c));
            out.println();
        }
    }

    /// The figures of a ranking variable; those of pairs of grades where both graded.
    static void print(PrintWriter out, PairwiseFigures pairs, RankingFigures figures, String reference, String other) {
        if (pairs.n() > 0)
            print(out, pairs, reference, other);
        print(out, figures, reference, other);
    }

    private static void print(PrintWriter out, RankingFigures figures, String reference, String other) {
        out.printf(Locale.ROOT, "%nOrder by %s against the grades of %s: %,d queries, %,d documents, %,d not judged (grade 0)%n", other,
                reference,
                figures.queries().size(), figures.documents(), figures.unjudged());
        out.printf(Locale.ROOT, "Relevant from grade %s; linear gain; %s.%n%n", number(figures.relevant()), figures.ties());
        values(out, figures.values(), figures.intervals());
        figures.undefined().forEach((key, reason) -> {
            Value value = figures.values().get(key);
            if (value == null || value.defined())
                out.printf("%-30s %s%n", key, reason);
        });
        out.printf("%n%-50s %9s %9s %9s %9s %11s%n", "query", "documents", "ndcg@10", "ap", "rr", "kendall_tau");
        for (RankingFigures.OfQuery query : figures.queries()) {
            out.printf("%-50s %9d %9s %9s %9s %11s%n", cut(query.query()), query.documents(), cell(query, "ndcg_at_10"), cell(query, "map"),
                    cell(query, "mrr"), cell(query, "kendall_tau"));
        }
    }

    private static String cell(RankingFigures.OfQuery query, String key) {
        return switch (query.values().get(key)) {
            case Value.Defined(double v) -> String.format(Locale.ROOT, "%.4f", v);
            case Value.Undefined _ -> "-";
            case null -> "-";
        };
    }

    private static String cut(String query) {
        String line = query.replaceAll("\\s+", " ");
        return line.length() > 50 ? line.substring(0, 49) + "…" : line;
    }

    private static String number(double grade) {
        return grade == Math.rint(grade) ? String.valueOf((long) grade) : String.valueOf(grade);
    }

    static void print(PrintWriter out, AveragePrecision figures) {
        out.println();
        values(out, figures.values(), figures.intervals());
    }

    static void print(PrintWriter out, MultiLabelFigures figures, String reference, String other) {
        out.printf(Locale.ROOT, "%s (reference) and %s: %,d units with both answers%n%n", reference, other, figures.n());
        values(out, figures.values(), figures.intervals());
        labels(out, figures.perLabel());
    }

    static void print(PrintWriter out, AmongFigures figures) {
        out.printf(Locale.ROOT, "%s: %,d units, %,d with two labels or more%n%n", String.join(", ", figures.annotators()), figures.units(),
                figures.pairableUnits());
        values(out, figures.values(), figures.intervals());
    }

    private static void values(PrintWriter out, Map<String, Value> values, Map<String, Interval> intervals) {
        values.forEach((key, value) -> out.printf("%-30s %s%n", key, switch (value) {
            case Value.Defined(double v) -> String.format(Locale.ROOT, "%8.4f%s", v, interval(intervals.get(key)));
            case Value.Undefined(String reason) -> "undefined: " + reason;
        }));
    }

    private static void labels(PrintWriter out, List<LabelFigures> labels) {
        out.printf("%n%-30s %9s %9s %9s %9s %9s%n", "label", "precision", "recall", "f1", "support", "predicted");
        for (LabelFigures l : labels) {
            out.printf(Locale.ROOT, "%-30s %9.4f %9.4f %9.4f %9d %9d%n", l.label(), l.precision(), l.recall(), l.f1(), l.support(),
                    l.predicted());
        }
    }

    private static String interval(@Nullable Interval interval) {
        return interval == null ? "" : String.format(Locale.ROOT, "  [%.4f, %.4f]", interval.low(), interval.high());
    }
}
