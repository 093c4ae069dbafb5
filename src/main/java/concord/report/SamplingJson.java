package concord.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import concord.model.request.SamplingStudyRequest;
import concord.study.SamplingOutcome;
import concord.study.SamplingOutcome.Comparison;
import concord.study.SamplingOutcome.Mean;
import concord.study.SamplingOutcome.Point;

/// The sampling study's side of [StudyJson].
final class SamplingJson {
    private SamplingJson() {
    }

    static ObjectNode of(SamplingOutcome outcome) {
        SamplingStudyRequest request = outcome.request();
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("study", outcome.study()).put("variable", request.variable())
                .put("positive", request.positive());
        domain(json.putObject(SamplingOutcome.SOURCE), request.source());
        domain(json.putObject(SamplingOutcome.TARGET), request.target());
        json.put("budget", request.budget()).put("rounds", request.rounds());
        request.strategies().forEach(json.putArray("strategies")::add);
        ArrayNode curve = json.putArray("curve");
        outcome.curve().forEach(point -> point(curve.addObject(), point, request));
        ArrayNode means = json.putArray("means");
        for (Mean mean : outcome.means()) {
            ObjectNode one = means.addObject().put("student", mean.student()).put("strategy", mean.strategy()).put("round", mean.round())
                    .put("labels", mean.labels()).put("domain", mean.domain());
            Nodes.value(one, "mean_merit", mean.merit());
            Nodes.value(one, "sd_merit", mean.sd());
            Nodes.interval(one, "interval", mean.interval());
        }
        ArrayNode comparisons = json.putArray("comparisons");
        for (Comparison comparison : outcome.comparisons()) {
            ObjectNode one = comparisons.addObject().put("student", comparison.student()).put("a", comparison.strategy())
                    .put("b", "random").put("domain", comparison.domain());
            Nodes.value(one, "delta_merit", comparison.delta());
            Nodes.interval(one, "interval", comparison.interval());
        }
        outcome.notes().forEach(json.putArray("notes")::add);
        return json;
    }

    private static void domain(ObjectNode json, SamplingStudyRequest.Domain domain) {
        json.put("sample", domain.sample()).put("labels_from", domain.labelsFrom());
        if (domain.teacher() != null)
            json.put("teacher", domain.teacher().teacher());
        if (domain.size() != null)
            json.put("size", domain.size());
        if (domain.test() != null)
            json.putObject("test").put("sample", domain.test().sample()).put("annotator", domain.test().annotator());
    }

    private static void point(ObjectNode json, Point point, SamplingStudyRequest request) {
        json.put("strategy", point.strategy()).put("round", point.round()).put("labels", point.labels()).put("domain", point.domain())
                .put("seed", point.seed()).put("student", point.student());
        Nodes.value(json, "merit", point.merit());
        SamplingStudyRequest.Domain domain = point.domain().equals(SamplingOutcome.SOURCE) ? request.source() : request.target();
        String reference = domain.test() == null ? point.domain() : domain.test().annotator();
        json.set("figures", StudyJson.figures(request.variable(), reference, point.student(), point.figures()));
    }
}
