package concord.app;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import concord.model.SampleStrategy;
import concord.model.request.SamplingStudyRequest;
import concord.model.request.SamplingStudyRequest.Domain;
import concord.model.request.StudyRequest;
import concord.model.request.TeachRequest;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Specifications of sampling studies.
final class SamplingSpec {
    private static final List<String> FIELDS = List.of("name", "variable", "source", "target", "test", "budget", "rounds", "strategies",
            "diverse", "students", "seeds", "positive", "validation", "recipe", "device", "draws");
    private static final List<String> SOURCE = List.of("sample", "labels_from", "size", "test");
    private static final List<String> TARGET = List.of("sample", "labels_from", "teacher", "test");
    private static final String SAMPLE = "the name of a sample";
    /// Strategies that a study can compare.
    static final List<String> STRATEGIES = Arrays.stream(SampleStrategy.values())
            .filter(s -> s != SampleStrategy.ALL && s != SampleStrategy.IMPORT).map(SampleStrategy::key).toList();

    private SamplingSpec() {
    }

    /// Whether a specification asks for such a study and not for a distillation study.
    static boolean is(SpecFields spec) {
        return List.of("strategies", "source", "target", "budget").stream().anyMatch(spec::has);
    }

    static SamplingStudyRequest read(SpecFields spec) {
        spec.only(FIELDS);
        SpecFields source = spec.object("source", "an object with \"sample\" and \"labels_from\"").only(SOURCE);
        SpecFields target = spec.object("target", "an object with \"sample\" and \"labels_from\" or \"teacher\"").only(TARGET);
        List<String> strategies = spec.texts("strategies");
        if (strategies.isEmpty())
            spec.text("strategies", "a list of strategies, of " + String.join(", ", STRATEGIES));
        for (String strategy : strategies) {
            if (!STRATEGIES.contains(strategy))
                throw spec.wrong("strategies", "names \"" + strategy + "\", which is no strategy: use " + String.join(", ", STRATEGIES));
        }
        int budget = spec.whole("budget", 1, "the number of labels each strategy may take in all");
        int rounds = spec.whole("rounds", 1, 1);
        if (rounds > budget)
            throw spec.wrong("rounds", "is " + rounds + ", more than the budget of " + budget + ": each round takes one label at least");
        String variable = spec.text("variable", "the name of a variable");
        return new SamplingStudyRequest(spec.textOrNull("name"), variable, source(source), target(target, spec, variable), budget, rounds,
                strategies, spec.truth("diverse", false), StudySpecs.students(spec), StudySpecs.seeds(spec), spec.textOrNull("positive"),
                StudySpecs.validation(spec), SpecRecipe.read(spec), StudySpecs.device(spec), StudySpecs.draws(spec));
    }

    private static Domain source(SpecFields source) {
        return new Domain(source.text("sample", SAMPLE), source.text("labels_from", "the annotator whose labels are learnt first"),
                source.wholeOrNull("size", 1), null, DistillationSpec.testOrNull(source));
    }

    private static Domain target(SpecFields target, SpecFields spec, String variable) {
        String sample = target.text("sample", SAMPLE);
        if (target.has("labels_from") && target.has("teacher"))
            throw target.wrong("teacher", "cannot stand beside \"labels_from\": either the labels are there or a teacher is asked");
        if (!target.has("labels_from") && !target.has("teacher"))
            target.text("labels_from", "the annotator who gives the chosen units their labels, or a \"teacher\"");
        StudyRequest.Test own = DistillationSpec.testOrNull(target);
        StudyRequest.Test other = DistillationSpec.testOrNull(spec);
        if (own != null && other != null)
            throw spec.wrong("test", "cannot stand beside \"target.test\": a top-level test is that of the target");
        return new Domain(sample, target.textOrNull("labels_from"), null, teacher(target, variable), own == null ? other : own);
    }

    private static @Nullable TeachRequest teacher(SpecFields target, String variable) {
        SpecFields asked = target.objectOrNull("teacher", "an object such as {\"teacher\": \"openai:gpt-4o-mini\"}");
        if (asked == null)
            return null;
        asked.only(List.of("teacher", "base_url", "few_shot", "examples", "examples_from", "repeats", "temperature", "max_tokens", "seed",
                "budget", "concurrency", "per_minute", "system", "user", "reason"));
        int fewShot = asked.whole("few_shot", 0, 0);
        String from = asked.textOrNull("examples_from");
        if (fewShot > 0 && from == null)
            asked.text("examples_from", "the annotator whose labels the examples show");
        int repeats = asked.whole("repeats", 1, 1);
        List<Long> seed = asked.longs("seed");
        return new TeachRequest(null, variable, asked.text("teacher", "PROVIDER:MODEL, such as openai:gpt-4o-mini"),
                asked.textOrNull("base_url"), null, fewShot, asked.text("examples", FewShot.WAYS, FewShot.BALANCED), from, repeats,
                asked.number("temperature", 0, 2, repeats > 1 ? StudySpecs.REPEATED : 0), asked.whole("max_tokens", 1, 200),
                seed.isEmpty() ? 1 : seed.getFirst(), asked.numberOrNull("budget", 0, Double.MAX_VALUE),
                asked.whole("concurrency", 1, 8), asked.whole("per_minute", 0, 0), asked.textOrNull("system"), asked.textOrNull("user"),
                asked.truth("reason", false), false);
    }

    /// Without the fields that have their defaults.
    static ObjectNode write(SamplingStudyRequest request) {
        ObjectNode spec = Json.mapper().createObjectNode();
        if (request.name() != null)
            spec.put("name", request.name());
        spec.put("variable", request.variable());
        write(spec.putObject("source"), request.source());
        write(spec.putObject("target"), request.target());
        spec.put("budget", request.budget()).put("rounds", request.rounds());
        ArrayNode strategies = spec.putArray("strategies");
        request.strategies().forEach(strategies::add);
        spec.put("diverse", request.diverse());
        ArrayNode students = spec.putArray("students");
        request.students().forEach(students::add);
        ArrayNode seeds = spec.putArray("seeds");
        request.seeds().forEach(seeds::add);
        if (request.positive() != null)
            spec.put("positive", request.positive());
        spec.put("validation", request.validation());
        StudySpecs.recipe(spec, request.recipe());
        spec.put("device", request.device()).put("draws", request.draws());
        return spec;
    }

    private static void write(ObjectNode spec, Domain domain) {
        spec.put("sample", domain.sample());
        if (domain.labelsFrom() != null)
            spec.put("labels_from", domain.labelsFrom());
        if (domain.size() != null)
            spec.put("size", domain.size());
        if (domain.teacher() != null) {
            ObjectNode teacher = Json.mapper().valueToTree(domain.teacher());
            // the study's own, and what it cannot be: a study waits for its answers
            teacher.remove(List.of("run", "variable", "sample", "batch"));
            spec.set("teacher", teacher);
        }
        if (domain.test() != null)
            spec.putObject("test").put("sample", domain.test().sample()).put("annotator", domain.test().annotator());
    }
}
