package concord.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import concord.stats.Among;
import concord.stats.AmongFigures;
import concord.stats.BootstrapOptions;
import concord.stats.MultiLabel;
import concord.stats.PairedSets;
import concord.stats.PairwiseFigures;
import concord.stats.RatingTable;
import java.util.List;
import org.junit.jupiter.api.Test;

class FiguresJsonTest {
    @Test
    void pairwise() {
        PairwiseFigures figures = Examples.figures();
        ObjectNode json = FiguresJson.pairwise("stance", "human", "gpt-4", figures);
        assertThat(json.fieldNames()).toIterable().containsExactly("variable", "reference", "other", "n", "n_reference", "n_other",
                "labels",
                "percent_agreement", "accuracy", "balanced_accuracy", "cohen_kappa", "cohen_kappa_linear", "cohen_kappa_quadratic",
                "scott_pi",
                "krippendorff_alpha_nominal", "krippendorff_alpha_ordinal", "krippendorff_alpha_interval", "gwet_ac1", "mcc", "macro",
                "micro",
                "weighted", "per_label", "confusion", "intervals");
        assertThat(json.get("cohen_kappa").doubleValue()).isEqualTo(figures.value("cohen_kappa").orNaN());
        assertThat(json.at("/macro/f1").doubleValue()).isEqualTo(figures.value("macro.f1").orNaN());
        assertThat(json.at("/per_label/2/label").textValue()).isEqualTo("Neutral or mixed");
        assertThat(json.at("/confusion/1/1").intValue()).isEqualTo(figures.confusion().get(1).get(1));
        JsonNode interval = json.get("intervals").get("per_label.Off topic.f1");
        assertThat(interval.fieldNames()).toIterable().containsExactly("low", "high", "level", "method", "draws", "seed");
        assertThat(interval.get("low").doubleValue()).isEqualTo(figures.interval("per_label.Off topic.f1").low());
        assertThat(json.get("intervals").has("macro.f1")).isTrue();
    }

    @Test
    void undefinedIsNullWithItsReason() {
        ObjectNode one = FiguresJson.pairwise("v", "a", "b", Examples.of(new int[]{0, 0}, new int[]{0, 0}));
        assertThat(one.get("cohen_kappa").isNull()).isTrue();
        assertThat(one.get("undefined").get("cohen_kappa").textValue()).isEqualTo("only one label was used");
        ObjectNode none = FiguresJson.pairwise("v", "a", "b", Examples.of(new int[0], new int[0]));
        assertThat(none.at("/macro/f1").isNull()).isTrue();
        assertThat(none.get("undefined").get("macro.f1").textValue()).isEqualTo("no unit has both labels");
        assertThat(none.get("intervals")).isEmpty();
    }

    @Test
    void among() {
        AmongFigures figures = Among.of(new RatingTable(List.of("a", "b"), List.of("x", "y", "z"),
                new int[][]{{0, 1, 0, 1, -1}, {0, 1, 1, 1, -1}, {0, -1, 0, 1, 1}}), BootstrapOptions.DEFAULT);
        ObjectNode json = FiguresJson.among("stance", figures);
        assertThat(json.fieldNames()).toIterable().containsExactly("variable", "annotators", "units", "pairable_units", "labels",
                "krippendorff_alpha", "fleiss_kappa", "gwet_ac1", "percent_agreement", "intervals");
        assertThat(json.get("krippendorff_alpha").fieldNames()).toIterable().containsExactly("nominal", "ordinal", "interval");
        assertThat(json.get("units").intValue()).isEqualTo(5);
        assertThat(json.get("pairable_units").intValue()).isEqualTo(4);
        assertThat(json.get("intervals").has("krippendorff_alpha.nominal")).isTrue();
        AmongFigures same = Among.of(new RatingTable(List.of("a"), List.of("x", "y"), new int[][]{{0}, {0}}), BootstrapOptions.DEFAULT);
        ObjectNode undefined = FiguresJson.among("stance", same);
        assertThat(undefined.at("/krippendorff_alpha/interval").isNull()).isTrue();
        assertThat(undefined.get("undefined").get("krippendorff_alpha.interval").textValue()).isEqualTo("only one label was used");
    }

    @Test
    void multiLabel() {
        ObjectNode json = FiguresJson.multiLabel("topics", "a", "b", MultiLabel.of(
                new PairedSets(List.of("p", "q"), new int[][]{{0}, {0, 1}, {}}, new int[][]{{0}, {1}, {}}, 3, 3),
                BootstrapOptions.DEFAULT));
        assertThat(json.fieldNames()).toIterable().containsExactly("variable", "reference", "other", "n", "n_reference", "n_other",
                "labels",
                "exact_match", "micro", "macro", "samples", "jaccard", "hamming", "per_label", "intervals", "undefined");
        assertThat(json.at("/samples/recall").doubleValue()).isEqualTo(.5);
    }
}
