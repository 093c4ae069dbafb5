package concord.teacher.prompt;

import concord.model.Variable;
import concord.model.VariableKind;
import concord.teacher.TeacherException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The two messages of a prompt with places such as `{{text}}` still open.
///
/// A paragraph all of whose places are empty is left out, so that a codebook without guidance has no line that says so.
public record Templates(String system, String user) {
    /// The places a template may name.
    public static final List<String> PLACES = List.of("variable", "question", "instructions", "labels", "examples", "text", "text_b",
            "query", "output");

    static final Pattern PLACE = Pattern.compile("\\{\\{\\s*([^{}]*?)\\s*}}");

    /// The product's templates for a kind of variable.
    public static Templates of(VariableKind kind) {
        String user = switch (kind) {
            case SINGLE, MULTI, ORDINAL -> "text";
            case PAIR -> "pair";
            case RANKING -> "ranking";
        };
        return new Templates(resource("system"), resource(user));
    }

    /// The user's templates where there are some, else the product's.
    ///
    /// @throws TeacherException when they name a place that does not exist, or leave out one without which units cannot be told apart
    public static Templates of(Variable variable, @Nullable String system, @Nullable String user) {
        Templates own = of(variable.kind());
        Templates templates = new Templates(system == null ? own.system : system, user == null ? own.user : user);
        templates.check(variable);
        return templates;
    }

    private void check(Variable variable) {
        TreeSet<String> named = new TreeSet<>();
        for (String template : List.of(system, user)) {
            Matcher places = PLACE.matcher(template);
            while (places.find()) {
                named.add(places.group(1));
            }
        }
        for (String place : named) {
            if (!PLACES.contains(place))
                throw new TeacherException("The prompt names {{" + place + "}}, which does not exist: use " + listed(PLACES) + ".");
        }
        for (String needed : needed(variable.kind())) {
            if (!named.contains(needed))
                throw new TeacherException("The prompt does not name {{" + needed + "}}: every unit would be asked the same.");
        }
        if (variable.labels().isEmpty())
            throw new TeacherException("The variable \"" + variable.name() + "\" has no labels yet: add them to the codebook.");
        if (!named.contains("labels") && !named.contains("output"))
            throw new TeacherException("The prompt names neither {{labels}} nor {{output}}: the model would not know the labels.");
    }

    private static List<String> needed(VariableKind kind) {
        return switch (kind) {
            case SINGLE, MULTI, ORDINAL -> List.of("text");
            case PAIR -> List.of("text", "text_b");
            case RANKING -> List.of("text", "query");
        };
    }

    private static String listed(List<String> places) {
        return "{{" + String.join("}}, {{", places) + "}}";
    }

    private static String resource(String name) {
        try (InputStream in = Templates.class.getResourceAsStream("/concord/prompts/" + name + ".txt")) {
            if (in == null)
                throw new IllegalStateException("no template " + name);
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n").strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
