package concord.app;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import concord.model.request.GridRequest;
import concord.model.request.Recipe;
import concord.model.request.StudyRequest;
import concord.model.request.TrainRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Specifications of distillation studies.
final class DistillationSpec {
    private static final List<String> FIELDS = List.of("name", "variable", "pool", "test", "arms", "students", "grid", "validation",
            "seeds",
            "consistency_at_least", "positive", "recipe", "device", "parallel", "keep", "stop_hopeless", "draws");
    private static final List<String> ARM = List.of("name", "labels_from", "size", "teacher", "parts");
    private static final String TEST = "an object with \"sample\" and \"annotator\"";
    private static final String ARMS = "a list of arms, each an object with \"name\" and \"labels_from\", \"teacher\" or \"parts\"";
    private static final List<String> KEEP = List.of(StudyRequest.KEEP_FIRST, StudyRequest.KEEP_ALL, StudyRequest.KEEP_NONE);

    private DistillationSpec() {
    }

    static StudyRequest read(SpecFields spec) {
        spec.only(FIELDS);
        List<String> variables = spec.texts("variable");
        if (variables.isEmpty())
            spec.text("variable", "the name of a variable, or a list of names");
        SpecFields pool = spec.objectOrNull("pool", "an object with \"sample\"");
        Recipe recipe = SpecRecipe.read(spec);
        List<Long> seeds = StudySpecs.seeds(spec);
        List<@Nullable Double> thresholds = spec.shares("consistency_at_least");
        return new StudyRequest(spec.textOrNull("name"), variables,
                pool == null ? null : new StudyRequest.Pool(pool.only(List.of("sample")).text("sample", "the name of a sample")),
                test(spec.object("test", TEST)), arms(spec), StudySpecs.students(spec), grid(spec, recipe, seeds),
                StudySpecs.validation(spec), seeds, thresholds.isEmpty() ? Collections.singletonList(null) : thresholds,
                spec.textOrNull("positive"), recipe, StudySpecs.device(spec), spec.whole("parallel", 0, 0),
                spec.text("keep", KEEP, StudyRequest.KEEP_FIRST), spec.truth("stop_hopeless", false), StudySpecs.draws(spec));
    }

    static StudyRequest.Test test(SpecFields test) {
        test.only(List.of("sample", "annotator"));
        return new StudyRequest.Test(test.text("sample", "the name of the sample that is tested on"),
                test.text("annotator", "the annotator whose labels are the truth"));
    }

    static StudyRequest.@Nullable Test testOrNull(SpecFields spec) {
        SpecFields test = spec.objectOrNull("test", TEST);
        return test == null ? null : test(test);
    }

    private static List<StudyRequest.Arm> arms(SpecFields spec) {
        List<StudyRequest.Arm> arms = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (SpecFields fields : spec.objects("arms", ARMS)) {
            StudyRequest.Arm arm = arm(fields.only(ARM));
            if (!names.add(arm.name()))
                throw fields.wrong("name", "is that of an earlier arm, \"" + arm.name() + "\": every arm needs its own");
            arms.add(arm);
        }
        return arms;
    }

    private static StudyRequest.Arm arm(SpecFields arm) {
        String name = arm.text("name", "what tables call the arm");
        List<String> given = List.of("labels_from", "teacher", "parts").stream().filter(arm::has).toList();
        if (given.isEmpty())
            throw arm.wrong("labels_from", "is missing: say whose labels the students of the arm \"" + name
                    + "\" learn, or give a \"teacher\" that is compared itself, or \"parts\"");
        if (given.size() > 1)
            throw arm.wrong(given.get(1),
                    "cannot stand beside \"" + given.getFirst() + "\": an arm has one of labels_from, teacher and parts");
        List<Integer> size = arm.wholes("size", 1);
        if (!size.isEmpty() && !arm.has("labels_from"))
            throw arm.wrong("size", "belongs to an arm with \"labels_from\"" + (arm.has("parts") ? "; here each part has its own" : ""));
        List<StudyRequest.Part> parts = arm.has("parts") ? parts(arm) : List.of();
        return new StudyRequest.Arm(name, arm.textOrNull("labels_from"), size, arm.textOrNull("teacher"), parts);
    }

    private static List<StudyRequest.Part> parts(SpecFields arm) {
        return arm.objects("parts", "a list of objects with \"labels_from\" and \"size\"").stream().map(part -> {
            part.only(List.of("labels_from", "size"));
            return new StudyRequest.Part(part.text("labels_from", "the annotator whose labels are learnt"),
                    part.whole("size", 1, "the number of units with that annotator's labels"));
        }).toList();
    }

    private static Map<String, List<String>> grid(SpecFields spec, Recipe recipe, List<Long> seeds) {
        SpecFields fields = spec.objectOrNull("grid", "an object of lists, such as {\"learning_rate\": [5e-5, 1e-4]}");
        if (fields == null)
            return Map.of();
        Map<String, List<String>> grid = new LinkedHashMap<>();
        for (String name : fields.names()) {
            List<String> values = fields.spellings(name);
            if (values.isEmpty())
                throw fields.wrong(name, "must be a list of values, not null");
            grid.put(name, values);
        }
        try {
            Grid.of(new GridRequest(TrainRequest.oneClick("", "minilm", "", null, null).withRecipe(recipe), grid, seeds));
        } catch (AppException e) {
            throw spec.wrong("grid", "cannot be tried: " + String.valueOf(e.getMessage()).replaceAll("\\.$", ""));
        }
        return grid;
    }

    /// Without the fields that have their defaults.
    static ObjectNode write(StudyRequest request) {
        ObjectNode spec = Json.mapper().createObjectNode();
        if (request.name() != null)
            spec.put("name", request.name());
        StudySpecs.put(spec, "variable", request.variables());
        if (request.pool() != null)
            spec.putObject("pool").put("sample", request.pool().sample());
        spec.putObject("test").put("sample", request.test().sample()).put("annotator", request.test().annotator());
        ArrayNode arms = spec.putArray("arms");
        request.arms().forEach(arm -> write(arms.addObject(), arm));
        ArrayNode students = spec.putArray("students");
        request.students().forEach(students::add);
        if (!request.grid().isEmpty()) {
            ObjectNode grid = spec.putObject("grid");
            request.grid().forEach((field, values) -> {
                ArrayNode list = grid.putArray(field);
                values.forEach(value -> StudySpecs.add(list, value));
            });
        }
        spec.put("validation", request.validation());
        ArrayNode seeds = spec.putArray("seeds");
        request.seeds().forEach(seeds::add);
        ArrayNode thresholds = spec.putArray("consistency_at_least");
        request.consistencyAtLeast().forEach(thresholds::add);
        if (request.positive() != null)
            spec.put("positive", request.positive());
        StudySpecs.recipe(spec, request.recipe());
        spec.put("device", request.device()).put("parallel", request.parallel()).put("keep", request.keep())
                .put("stop_hopeless", request.stopHopeless()).put("draws", request.draws());
        return spec;
    }

    private static void write(ObjectNode spec, StudyRequest.Arm arm) {
        spec.put("name", arm.name());
        if (arm.teacher() != null)
            spec.put("teacher", arm.teacher());
        if (arm.labelsFrom() != null)
            spec.put("labels_from", arm.labelsFrom());
        if (arm.size().size() == 1) {
            spec.put("size", arm.size().getFirst());
        } else if (!arm.size().isEmpty()) {
            ArrayNode sizes = spec.putArray("size");
            arm.size().forEach(sizes::add);
        }
        if (!arm.parts().isEmpty()) {
            ArrayNode parts = spec.putArray("parts");
            arm.parts().forEach(part -> parts.addObject().put("labels_from", part.labelsFrom()).put("size", part.size()));
        }
    }
}
