package concord.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import concord.model.request.SamplingStudyRequest;
import concord.model.request.SamplingStudyRequest.Domain;
import concord.model.request.StudyRequest;
import concord.study.SamplingOutcome;
import concord.study.SamplingOutcome.Comparison;
import concord.study.SamplingOutcome.Mean;
import concord.study.SamplingOutcome.Point;
import concord.study.TestFigures;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What has come of a sampling study, as the JSON document of the command line: full double precision, null for what has no value, its reason
/// under `undefined` beside it.
public final class SamplingJson {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private SamplingJson() {
    }

    public static ObjectNode of(SamplingOutcome outcome) {
        SamplingStudyRequest request = outcome.request();
        ObjectNode json = JSON.objectNode().put("study", outcome.study()).put("variable", request.variable()).put("positive",
                request.positive());
        domain(json.putObject("source"), request.source());
        domain(json.putObject("target"), request.target());
        json.put("budget", request.budget()).put("rounds", request.rounds());
        request.strategies().forEach(json.putArray("strategies")::add);
        json.put("diverse", request.diverse());
        request.students().forEach(json.putArray("students")::add);
        request.seeds().forEach(json.putArray("seeds")::add);
        ArrayNode curve = json.putArray("curve");
        outcome.curve().forEach(point -> point(curve.addObject(), point, request));
        ArrayNode means = json.putArray("means");
        for (Mean mean : outcome.means()) {
            ObjectNode one = means.addObject().put("student", mean.student()).put("strategy", mean.strategy()).put("round", mean.round())
                    .put("labels", mean.labels()).put("domain", mean.domain());
            Nodes.value(one, "mean", mean.merit());
            Nodes.value(one, "sd", mean.sd());
            Nodes.interval(one, "interval", mean.interval());
        }
        ArrayNode comparisons = json.putArray("comparisons");
        for (Comparison comparison : outcome.comparisons()) {
            ObjectNode one = comparisons.addObject().put("student", comparison.student()).put("strategy", comparison.strategy())
                    .put("domain", comparison.domain());
            Nodes.value(one, "delta", comparison.delta());
            Nodes.interval(one, "interval", comparison.interval());
        }
        outcome.notes().forEach(json.putArray("notes")::add);
        return json;
    }

    private static void domain(ObjectNode json, Domain domain) {
        json.put("sample", domain.sample()).put("labels_from", domain.labelsFrom()).put("size", domain.size()).put("teacher",
                domain.teacher() == null ? null : domain.teacher().teacher());
        StudyRequest.@Nullable Test test = domain.test();
        if (test == null)
            json.putNull("test");
        else
            json.putObject("test").put("sample", test.sample()).put("annotator", test.annotator());
    }

    private static void point(ObjectNode json, Point point, SamplingStudyRequest request) {
        json.put("student", point.student()).put("strategy", point.strategy()).put("round", point.round()).put("labels", point.labels())
                .put("domain", point.domain()).put("seed", point.seed());
        Nodes.value(json, "merit", point.merit());
        StudyRequest.Test test = point.domain().equals(SamplingOutcome.SOURCE) ? request.source().test() : request.target().test();
        String annotator = Objects.requireNonNull(test).annotator();
        json.set("figures", switch (point.figures()) {
            case TestFigures.Single(var figures) -> FiguresJson.pairwise(request.variable(), annotator, point.student(), figures);
            case TestFigures.Several(var figures) -> FiguresJson.multiLabel(request.variable(), annotator, point.student(), figures);
            case TestFigures.Ranked(var figures) -> FiguresJson.ranking(request.variable(), annotator, point.student(), figures);
        });
    }
}
