package concord.ui.data;

import concord.model.Codebook;
import concord.model.UnitFilter;
import concord.report.Numbers;
import concord.ui.Texts;
import concord.ui.control.LabelTag;
import concord.ui.control.Parts;
import java.util.Set;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.layout.HBox;
import org.jspecify.annotations.Nullable;

/// One condition of the query in words, with a cross that takes it away.
final class FilterChip extends HBox {
    private final Codebook codebook;

    FilterChip(Codebook codebook, UnitFilter filter, Runnable remove) {
        super(6);
        this.codebook = codebook;
        getStyleClass().addAll("chip", "outline", "filter-chip");
        switch (filter) {
            case UnitFilter.LabelIn(var variable, var annotator, var labels) -> {
                word(annotator);
                labels(variable, labels);
            }
            case UnitFilter.Agreement(_, var a, var b, var same) -> {
                word(a + " × " + b);
                value(same ? Texts.get("data.chip.same") : Texts.get("data.chip.different"));
            }
            case UnitFilter.Cell(var variable, var a, var labelA, var b, var labelB) -> {
                word(a);
                label(variable, labelA);
                word("× " + b);
                label(variable, labelB);
            }
            case UnitFilter.ConfidenceIn(_, var annotator, var low, var high) -> {
                word(Texts.get("data.chip.confidence", annotator));
                value(Numbers.share(low, 2) + " – " + Numbers.share(high, 2));
            }
            case UnitFilter.MetadataIn(var column, var values) -> {
                word(column);
                values(values);
            }
            case UnitFilter.InSample(var sample) -> {
                word(Texts.get("data.chip.sample"));
                value(sample);
            }
            case UnitFilter.Flagged(_, var annotator) -> {
                word(Texts.get("data.chip.flagged"));
                value(annotator == null ? Texts.get("data.chip.anybody") : annotator);
            }
            case UnitFilter.HasFinal(_, var decided) -> {
                word(Texts.get("data.chip.final"));
                value(decided ? Texts.get("data.chip.decided") : Texts.get("data.chip.open"));
            }
        }
        Button cross = Parts.smallIconButton("x", Texts.get("data.chip.remove"), remove);
        cross.getStyleClass().add("chip-cross");
        getChildren().add(cross);
    }

    private void labels(String variable, Set<@Nullable String> labels) {
        boolean first = true;
        for (String label : labels) {
            if (!first)
                word(Texts.get("data.chip.or"));
            label(variable, label);
            first = false;
        }
    }

    private void label(String variable, @Nullable String label) {
        if (label == null) {
            value(Texts.get("data.chip.none"));
        } else {
            add(new LabelTag(codebook.variable(variable).orElse(null), label));
        }
    }

    private void values(Set<@Nullable String> values) {
        boolean first = true;
        for (String value : values) {
            if (!first)
                word(Texts.get("data.chip.or"));
            value(value == null ? Texts.get("data.chip.blank") : value);
            first = false;
        }
    }

    private void word(String text) {
        add(Parts.text(text, "ink-3", "t-note"));
    }

    private void value(String text) {
        add(Parts.text(text, "t-note"));
    }

    private void add(Node node) {
        getChildren().add(node);
    }
}
