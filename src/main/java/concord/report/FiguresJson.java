package concord.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import concord.stats.AmongFigures;
import concord.stats.AveragePrecision;
import concord.stats.Interval;
import concord.stats.LabelFigures;
import concord.stats.MultiLabelFigures;
import concord.stats.PairwiseFigures;
import concord.stats.RankingFigures;
import concord.stats.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Figures as the JSON documents of the command line: full double precision, null for what has no value, its reason under `undefined`.
///
/// A key with a dot, such as `macro.f1`, is nested as {"macro": {"f1": ...}}; `intervals` and `undefined` keep the dotted keys.
public final class FiguresJson {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private FiguresJson() {
    }

    public static ObjectNode pairwise(String variable, String reference, String other, PairwiseFigures figures) {
        ObjectNode json = head(variable, reference, other, figures.n(), figures.nReference(), figures.nOther(), figures.labels());
        values(json, figures.values());
        perLabel(json, figures.perLabel());
        ArrayNode confusion = json.putArray("confusion");
        for (List<Integer> row : figures.confusion()) {
            ArrayNode counts = confusion.addArray();
            row.forEach(counts::add);
        }
        intervals(json, figures.intervals());
        undefined(json, figures.undefined());
        return json;
    }

    /// The figures of a ranking variable: those of pairs of grades, and how the other orders the documents of each query.
    ///
    /// @param grades what each label counts, in the order of the codebook
    public static ObjectNode ranking(String variable, String reference, String other, PairwiseFigures pairs, RankingFigures figures,
            Map<String, Double> grades) {
        ObjectNode json = pairwise(variable, reference, other, pairs);
        ObjectNode numbers = json.putObject("grades");
        grades.forEach(numbers::put);
        order(json, figures);
        return json;
    }

    /// How one annotator's scores order the documents of each query by the grades of another.
    public static ObjectNode ranking(String variable, String reference, String other, RankingFigures figures) {
        ObjectNode json = JSON.objectNode().put("variable", variable).put("reference", reference).put("other", other);
        order(json, figures);
        return json;
    }

    private static void order(ObjectNode json, RankingFigures figures) {
        values(json, figures.values());
        json.put("relevant", figures.relevant()).put("gain", "linear").put("queries", figures.queries().size())
                .put("documents", figures.documents()).put("unjudged", figures.unjudged()).put("ties", figures.ties());
        ArrayNode each = json.putArray("per_query");
        for (RankingFigures.OfQuery query : figures.queries()) {
            ObjectNode one = each.addObject().put("query", query.query()).put("documents", query.documents());
            values(one, query.values());
            undefined(one, reasons(query.values()));
        }
        addIntervals(json, figures.intervals());
        undefined(json, figures.undefined());
    }

    private static Map<String, String> reasons(Map<String, Value> values) {
        Map<String, String> undefined = new LinkedHashMap<>();
        values.forEach((key, value) -> {
            if (value instanceof Value.Undefined(String reason))
                undefined.put(key, reason);
        });
        return undefined;
    }

    /// Adds the average precision of each label.
    public static void add(ObjectNode json, AveragePrecision figures) {
        values(json, figures.values());
        addIntervals(json, figures.intervals());
        undefined(json, reasons(figures.values()));
    }

    public static ObjectNode multiLabel(String variable, String reference, String other, MultiLabelFigures figures) {
        ObjectNode json = head(variable, reference, other, figures.n(), figures.nReference(), figures.nOther(), figures.labels());
        values(json, figures.values());
        perLabel(json, figures.perLabel());
        intervals(json, figures.intervals());
        undefined(json, figures.undefined());
        return json;
    }

    public static ObjectNode among(String variable, AmongFigures figures) {
        ObjectNode json = JSON.objectNode().put("variable", variable);
        strings(json, "annotators", figures.annotators());
        json.put("units", figures.units()).put("pairable_units", figures.pairableUnits());
        strings(json, "labels", figures.labels());
        values(json, figures.values());
        intervals(json, figures.intervals());
        undefined(json, reasons(figures.values()));
        return json;
    }

    private static ObjectNode head(String variable, String reference, String other, int n, int nReference, int nOther,
            List<String> labels) {
        ObjectNode json = JSON.objectNode().put("variable", variable).put("reference", reference).put("other", other).put("n", n)
                .put("n_reference", nReference).put("n_other", nOther);
        strings(json, "labels", labels);
        return json;
    }

    private static void strings(ObjectNode json, String key, List<String> texts) {
        ArrayNode array = json.putArray(key);
        texts.forEach(array::add);
    }

    private static void values(ObjectNode json, Map<String, Value> values) {
        values.forEach((key, value) -> {
            int dot = key.indexOf('.');
            ObjectNode into = dot < 0 ? json : json.withObjectProperty(key.substring(0, dot));
            switch (value) {
                case Value.Defined(double number) -> into.put(key.substring(dot + 1), number);
                case Value.Undefined _ -> into.putNull(key.substring(dot + 1));
            }
        });
    }

    private static void perLabel(ObjectNode json, List<LabelFigures> figures) {
        ArrayNode array = json.putArray("per_label");
        for (LabelFigures f : figures) {
            array.addObject().put("label", f.label()).put("precision", f.precision()).put("recall", f.recall()).put("f1", f.f1())
                    .put("support", f.support()).put("predicted", f.predicted());
        }
    }

    private static void intervals(ObjectNode json, Map<String, Interval> intervals) {
        json.putObject("intervals");
        addIntervals(json, intervals);
    }

    private static void addIntervals(ObjectNode json, Map<String, Interval> intervals) {
        ObjectNode object = json.withObjectProperty("intervals");
        intervals.forEach((key, interval) -> Nodes.interval(object, key, interval));
    }

    private static void undefined(ObjectNode json, Map<String, String> undefined) {
        if (undefined.isEmpty())
            return;
        ObjectNode object = json.withObjectProperty("undefined");
        undefined.forEach(object::put);
    }
}
