package concord.ui.teacher;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import concord.report.FiguresJson;
import concord.stats.MultiLabelFigures;
import concord.stats.PairwiseFigures;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Figures of a teacher against a person, whatever the kind of variable, as the validation keeps them.
///
/// @param n      texts both labelled
/// @param labels figures by label
record FigureList(long n, List<Figure> figures, List<OfLabel> labels) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> KEYS = List.of("accuracy", "exact_match", "macro.precision", "macro.recall", "macro.f1", "micro.f1",
            "cohen_kappa", "krippendorff_alpha_nominal", "jaccard");

    /// @param why the reason an undefined value has none; empty otherwise
    record Figure(String key, @Nullable Double value, @Nullable Range range, String why) {}

    record Range(double low, double high) {}

    record OfLabel(String label, Figure precision, Figure recall, Figure f1, long support) {}

    FigureList {
        figures = List.copyOf(figures);
        labels = List.copyOf(labels);
    }

    static FigureList of(@Nullable PairwiseFigures one, @Nullable MultiLabelFigures several) {
        return of(one != null
                ? FiguresJson.pairwise("", "", "", one)
                : FiguresJson.multiLabel("", "", "", Objects.requireNonNull(several)));
    }

    /// @param json as `agreement --json` prints it
    static FigureList of(String json) {
        try {
            return of(JSON.readTree(json));
        } catch (JsonProcessingException e) {
            throw new concord.app.AppException(concord.ui.Texts.get("teacher.figures.unreadable"), e);
        }
    }

    private static FigureList of(JsonNode json) {
        List<Figure> figures = new ArrayList<>();
        for (String key : KEYS) {
            JsonNode value = json.at("/" + key.replace('.', '/'));
            // micro-averages say nothing new where each text has one label
            if (!value.isMissingNode() && !(key.startsWith("micro") && json.has("accuracy")))
                figures.add(figure(json, key, value));
        }
        List<OfLabel> labels = new ArrayList<>();
        for (JsonNode label : json.path("per_label")) {
            String name = label.path("label").asText();
            String base = "per_label." + name + ".";
            labels.add(new OfLabel(name, figure(json, base + "precision", label.path("precision")),
                    figure(json, base + "recall", label.path("recall")), figure(json, base + "f1", label.path("f1")),
                    label.path("support").asLong()));
        }
        return new FigureList(json.path("n").asLong(), figures, labels);
    }

    private static Figure figure(JsonNode json, String key, JsonNode value) {
        JsonNode range = json.path("intervals").path(key);
        JsonNode why = json.path("undefined").path(key);
        boolean none = value.isNull() || !why.isMissingNode();
        return new Figure(key, none ? null : Double.valueOf(value.asDouble()),
                range.isMissingNode() ? null : new Range(range.path("low").asDouble(), range.path("high").asDouble()), why.asText(""));
    }
}
