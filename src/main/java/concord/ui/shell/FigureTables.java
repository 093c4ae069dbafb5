package concord.ui.shell;

import concord.model.Label;
import concord.model.Variable;
import concord.report.Numbers;
import concord.stats.Interval;
import concord.stats.LabelFigures;
import concord.stats.PairwiseFigures;
import concord.stats.Value;
import concord.ui.Texts;
import concord.ui.control.LabelGlyph;
import concord.ui.control.Parts;
import concord.ui.control.ThreeLineTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javafx.scene.Node;
import javafx.scene.control.Tooltip;
import org.jspecify.annotations.Nullable;

/// Statistics as three-line tables, for the results pane and the Students screen.
public final class FigureTables {
    private FigureTables() {
    }

    /// Statistic, estimate, interval.
    public static ThreeLineTable statistics(List<String> keys, Map<String, Value> values, Map<String, Interval> intervals) {
        return table(keys.stream().map(key -> FigureRow.of(key, values.get(key), intervals.get(key))).toList());
    }

    static ThreeLineTable table(List<FigureRow> rows) {
        ThreeLineTable table = new ThreeLineTable(
                List.of(Texts.get("results.statistic"), Texts.get("results.estimate"), Texts.get("results.interval")), 124, 40, 88);
        List<List<Node>> lines = new ArrayList<>();
        for (FigureRow row : rows) {
            String name = Texts.get("results.figure." + row.key());
            Node value = Parts.text(row.value(), "t-note");
            value.setAccessibleText(name + " " + (row.why().isEmpty() ? row.value() + " " + row.interval() : row.why()));
            if (!row.why().isEmpty())
                Tooltip.install(value, new Tooltip(Texts.get("results.undefined", row.why())));
            lines.add(List.of(Parts.elided(name, "t-note"), value, Parts.text(row.interval(), "t-note")));
        }
        table.setRows(lines);
        return table;
    }

    /// Precision, recall, F1 and n of each label, the reference as truth.
    public static ThreeLineTable labels(PairwiseFigures figures, @Nullable Variable variable) {
        ThreeLineTable table = new ThreeLineTable(List.of(Texts.get("results.label"), Texts.get("results.precision.short"),
                Texts.get("results.recall.short"), Texts.get("results.f1.short"), Texts.get("results.n")), 104, 36, 36, 36, 40);
        List<List<Node>> lines = new ArrayList<>();
        for (LabelFigures label : figures.perLabel()) {
            List<Node> line = new ArrayList<>();
            line.add(Parts.row(7, new LabelGlyph(slot(variable, figures, label.label()), 11), Parts.elided(label.label(), "t-note")));
            line.add(cell(figures, label.label(), "precision", label.precision()));
            line.add(cell(figures, label.label(), "recall", label.recall()));
            line.add(cell(figures, label.label(), "f1", label.f1()));
            line.add(Parts.text(Numbers.count(label.support()), "t-note"));
            lines.add(line);
        }
        table.setRows(lines);
        return table;
    }

    /// The label's mark: the codebook's, else its position.
    public static int slot(@Nullable Variable variable, PairwiseFigures figures, String label) {
        return variable == null
                ? figures.labels().indexOf(label)
                : variable.label(label).map(Label::slot).orElse(figures.labels().indexOf(label));
    }

    private static Node cell(PairwiseFigures figures, String label, String figure, double value) {
        String why = figures.undefined().get("per_label." + label + "." + figure);
        Node node = Parts.text(why == null ? Numbers.bounded(value) : Numbers.MISSING, "t-note");
        if (why != null)
            Tooltip.install(node, new Tooltip(Texts.get("results.undefined", why)));
        return node;
    }
}
