package concord.ui.teacher;

import concord.model.Label;
import concord.model.Variable;
import concord.report.Numbers;
import concord.ui.Texts;
import concord.ui.control.LabelGlyph;
import concord.ui.control.Parts;
import concord.ui.control.ThreeLineTable;
import concord.ui.teacher.FigureList.Figure;
import concord.ui.teacher.FigureList.OfLabel;
import java.util.List;
import javafx.scene.Node;
import org.jspecify.annotations.Nullable;

/// Figures as the validation keeps them, as three-line tables.
final class FigureViews {
    private FigureViews() {
    }

    static ThreeLineTable statistics(FigureList figures) {
        ThreeLineTable table = new ThreeLineTable(
                List.of(Texts.get("results.statistic"), Texts.get("results.estimate"), Texts.get("results.interval")), 124, 40, 88);
        table.setRows(figures.figures().stream().map(f -> List.<Node>of(Parts.elided(name(f.key()), "t-note"), value(f, name(f.key())),
                Parts.text(range(f), "t-note"))).toList());
        return table;
    }

    /// Precision, recall and F1 of each label with their intervals.
    static ThreeLineTable labels(FigureList figures, @Nullable Variable variable) {
        ThreeLineTable table = new ThreeLineTable(List.of(Texts.get("results.label"), Texts.get("results.precision.short"),
                Texts.get("results.recall.short"), Texts.get("results.f1.short"), Texts.get("results.interval"), Texts.get("results.n")),
                130, 40, 40,
                40, 88, 40);
        table.setRows(figures.labels().stream().map(l -> List.<Node>of(label(l, variable), value(l.precision(), l.label()),
                value(l.recall(), l.label()), value(l.f1(), l.label()), Parts.text(range(l.f1()), "t-note"),
                Parts.text(Numbers.count(l.support()), "t-note"))).toList());
        return table;
    }

    private static Node label(OfLabel of, @Nullable Variable variable) {
        int slot = variable == null ? 0 : variable.label(of.label()).map(Label::slot).orElse(0);
        return Parts.row(7, new LabelGlyph(slot, 11), Parts.elided(of.label(), "t-note"));
    }

    static String name(String key) {
        return key.equals("exact_match") || key.equals("jaccard") ? Texts.get("teacher.figure." + key) : Texts.get("results.figure." + key);
    }

    private static String range(Figure figure) {
        return figure.range() == null
                ? ""
                : "[" + Numbers.bounded(figure.range().low()) + ", " + Numbers.bounded(figure.range().high()) + "]";
    }

    private static Node value(Figure figure, String name) {
        var node = Parts.text(figure.value() == null ? Numbers.MISSING : Numbers.bounded(figure.value()), "t-note");
        node.setAccessibleText(name + " " + (figure.value() == null ? figure.why() : node.getText() + " " + range(figure)));
        if (figure.value() == null)
            Parts.hint(node, Texts.get("results.undefined", figure.why()));
        return node;
    }
}
