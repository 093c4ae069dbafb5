package concord.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import concord.model.request.Recipe;
import concord.model.request.SamplingStudyRequest;
import concord.model.request.StudyRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/// Specification files of studies: one JSON object a study. A specification with strategies is that of a sampling study.
///
/// Reading checks everything that needs no project; whether the names in it exist is checked by [StudyService#plan].
public final class StudySpecs {
    /// Of a teacher asked several times, when none is given: that of the published procedure.
    static final double REPEATED = 0.6;
    private static final List<Long> SEEDS = List.of(1L, 2L, 3L);
    private static final double VALIDATION = 0.2;
    private static final double MOST_VALIDATION = 0.5;
    private static final int DRAWS = 1000;
    /// A number or truth value of JSON.
    private static final Pattern PLAIN = Pattern.compile("-?(0|[1-9]\\d*)(\\.\\d+)?([eE][+-]?\\d+)?|true|false");
    private static final String EXAMPLES = "/concord/study/";

    private StudySpecs() {
    }

    /// What a specification asks for.
    public sealed interface Spec {
        record Distillation(StudyRequest request) implements Spec {}

        record Sampling(SamplingStudyRequest request) implements Spec {}
    }

    /// @throws AppException with the file, the line, the field and the remedy when it cannot be read or asks for what cannot be
    public static Spec read(Path file) {
        try {
            return parse(Files.readString(file), file.toString());
        } catch (NoSuchFileException e) {
            throw new AppException("There is no file " + file + ": check the name, or begin with what study --print-example prints.", e);
        } catch (CharacterCodingException e) {
            throw new AppException(file + " is no text in UTF-8: save it as JSON in UTF-8.", e);
        } catch (IOException e) {
            throw new AppException("The specification " + file + " cannot be read: " + Folders.reason(e) + ".", e);
        }
    }

    /// @param name of the text, for sentences
    /// @throws AppException as [#read]
    public static Spec parse(String text, String name) {
        SpecFields spec = SpecFields.of(SpecText.read(text, name));
        return SamplingSpec.is(spec)
                ? new Spec.Sampling(SamplingSpec.read(spec))
                : new Spec.Distillation(DistillationSpec.read(spec));
    }

    /// A complete specification of a distillation study, to begin editing from.
    public static String distillationExample() {
        return example("distillation.json");
    }

    /// A complete specification of a sampling study, to begin editing from.
    public static String samplingExample() {
        return example("sampling.json");
    }

    private static String example(String file) {
        try (InputStream in = Objects.requireNonNull(StudySpecs.class.getResourceAsStream(EXAMPLES + file))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The text of a specification file that asks for this.
    public static String write(StudyRequest request) {
        return text(DistillationSpec.write(request));
    }

    /// The text of a specification file that asks for this.
    public static String write(SamplingStudyRequest request) {
        return text(SamplingSpec.write(request));
    }

    private static String text(ObjectNode spec) {
        try {
            return Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(spec) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    static List<Long> seeds(SpecFields spec) {
        List<Long> seeds = spec.longs("seeds");
        return seeds.isEmpty() ? SEEDS : seeds;
    }

    static List<String> students(SpecFields spec) {
        List<String> students = spec.texts("students");
        return students.isEmpty() ? List.of("minilm") : students;
    }

    static double validation(SpecFields spec) {
        double share = spec.number("validation", 0, MOST_VALIDATION, VALIDATION);
        if (share == 0)
            throw spec.wrong("validation", "must be above 0: settings and epochs are chosen on that share of the units");
        return share;
    }

    static String device(SpecFields spec) {
        return Objects.requireNonNullElse(spec.textOrNull("device"), Recipe.AUTO);
    }

    static int draws(SpecFields spec) {
        return spec.whole("draws", 0, DRAWS);
    }

    static void put(ObjectNode spec, String field, List<String> values) {
        if (values.size() == 1) {
            spec.put(field, values.getFirst());
            return;
        }
        ArrayNode list = spec.putArray(field);
        values.forEach(list::add);
    }

    static void recipe(ObjectNode spec, Recipe recipe) {
        ObjectNode changed = SpecRecipe.write(recipe);
        if (!changed.isEmpty())
            spec.set("recipe", changed);
    }

    /// Numbers and truth values as such, in the spelling they have.
    static void add(ArrayNode list, String value) {
        if (PLAIN.matcher(value).matches())
            list.addRawValue(new RawValue(value));
        else
            list.add(value);
    }
}
