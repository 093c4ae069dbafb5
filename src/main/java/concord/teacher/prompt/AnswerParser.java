package concord.teacher.prompt;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import concord.model.LabelSet;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads the label out of an answer's text: strictly, since a wrong label does more harm than a missing one.
///
/// Read are the JSON object asked for, alone, fenced or among words, and a bare label, with or without quotes and a full stop. A label that is
/// merely mentioned in a sentence is not an answer. Two different answers, a label that does not exist and a label of unsure spelling are none.
public final class AnswerParser {
    /// Said of an answer that stopped at the token limit before its end.
    public static final String CUT = "The answer was cut off at its token limit, so it holds no complete label: allow longer answers.";

    private static final ObjectMapper JSON = JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION).build();
    private static final Pattern THOUGHT = Pattern.compile("^\\s*<(think|thinking)>.*?</\\1>", Pattern.DOTALL);
    private static final Pattern FENCE = Pattern.compile("^```[A-Za-z]*\\s*\\n?(.*?)\\s*```$", Pattern.DOTALL);
    private static final Pattern BARE = Pattern.compile("^(?i:labels?\\s*[:=])?\\s*(.*)$", Pattern.DOTALL);
    private static final String WRAPPERS = "\"'`*\u201c\u201d\u2018\u2019\u00ab\u00bb";

    private final OutputForm form;
    private final LabelNames names;

    public AnswerParser(OutputForm form) {
        this.form = form;
        this.names = LabelNames.of(form.variable());
    }

    /// Whether the answer reached its own end.
    public enum End {
        COMPLETE, CUT
    }

    public Parsed parse(String answer, End end) {
        String text = THOUGHT.matcher(answer).replaceFirst("").strip();
        if (text.isEmpty())
            return Parsed.none(end == End.CUT ? CUT : "The answer was empty.");
        Matcher fence = FENCE.matcher(text);
        String bare = fence.matches() ? fence.group(1).strip() : text;
        List<JsonNode> answers;
        try {
            answers = objects(bare);
        } catch (IOException twice) {
            return Parsed.none("The answer names a field twice.");
        }
        Parsed parsed = answers.isEmpty() && end == End.COMPLETE ? plain(bare) : agreed(answers);
        return parsed.label() == null && end == End.CUT ? Parsed.none(CUT) : parsed;
    }

    /// The JSON objects that hold the field asked for; a whole answer that is an array or a string counts as its value.
    private List<JsonNode> objects(String text) throws IOException {
        List<JsonNode> found = new ArrayList<>();
        if (text.startsWith("[") || text.startsWith("\"")) {
            JsonNode whole = value(text, 0);
            if (whole != null && (whole.isArray() || whole.isTextual()) && reaches(text))
                return List.of(JSON.createObjectNode().set(field(), whole));
        }
        for (int at = text.indexOf('{'); at >= 0; at = text.indexOf('{', at + 1)) {
            JsonNode node = value(text, at);
            if (node != null && (node.has(OutputForm.LABEL) || node.has(OutputForm.LABELS)))
                found.add(node);
        }
        return found;
    }

    private static boolean reaches(String text) {
        try {
            JSON.readerFor(JsonNode.class).with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).readTree(text);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static @Nullable JsonNode value(String text, int at) throws IOException {
        try (JsonParser parser = JSON.createParser(text.substring(at))) {
            return JSON.readTree(parser);
        } catch (com.fasterxml.jackson.core.exc.StreamReadException e) {
            if (e.getMessage() != null && e.getMessage().startsWith("Duplicate field"))
                throw e;
            return null;
        } catch (IOException e) {
            return null;
        }
    }

    private String field() {
        return form.several() ? OutputForm.LABELS : OutputForm.LABEL;
    }

    private Parsed agreed(List<JsonNode> answers) {
        Set<String> different = new LinkedHashSet<>();
        Parsed last = Parsed.none("The answer holds no label.");
        for (JsonNode answer : answers) {
            last = read(answer);
            if (last.label() == null)
                return last;
            different.add(last.label());
        }
        return different.size() > 1 ? Parsed.none("The answer gives two different labels.") : last;
    }

    private Parsed read(JsonNode answer) {
        JsonNode value = answer.has(field())
                ? answer.get(field())
                : answer.get(form.several() ? OutputForm.LABEL : OutputForm.LABELS);
        List<String> given = new ArrayList<>();
        for (JsonNode one : value.isArray() ? value : List.of(value)) {
            if (!one.isValueNode() || one.isNull())
                return Parsed.none("The answer holds no label.");
            given.add(one.asText());
        }
        JsonNode reason = answer.get(OutputForm.REASON);
        return labels(given, reason != null && reason.isTextual() ? reason.asText().strip() : "");
    }

    private Parsed plain(String text) {
        Optional<String> exact = names.find(text);
        if (exact.isPresent() && !form.several())
            return Parsed.labelled(exact.get(), "");
        Matcher bare = BARE.matcher(text);
        String rest = bare.matches() ? bare.group(1) : text;
        if (form.several())
            return labels(List.of(rest.split("\\s*[,;\\n]\\s*")).stream().map(this::unwrapped).toList(), "");
        return labels(List.of(unwrapped(rest)), "");
    }

    /// Without quotes and a full stop around it, unless the label itself has them.
    private String unwrapped(String text) {
        String inner = text.strip();
        while (!inner.isEmpty() && names.find(inner).isEmpty()) {
            String next = peeled(inner);
            if (next.equals(inner))
                return inner;
            inner = next;
        }
        return inner;
    }

    private static String peeled(String text) {
        if (text.endsWith("."))
            return text.substring(0, text.length() - 1).strip();
        boolean wrapped = text.length() > 1 && WRAPPERS.indexOf(text.charAt(0)) >= 0
                && WRAPPERS.indexOf(text.charAt(text.length() - 1)) >= 0;
        return wrapped ? text.substring(1, text.length() - 1).strip() : text;
    }

    private Parsed labels(List<String> given, String reason) {
        LinkedHashSet<String> found = new LinkedHashSet<>();
        for (String spelling : given) {
            Optional<String> name = names.find(spelling);
            if (name.isEmpty())
                return Parsed.none("The answer \"" + shortened(spelling) + "\" is none of the labels.");
            found.add(name.get());
        }
        if (form.several())
            return Parsed.labelled(LabelSet.of(inOrder(found)).joined(), reason);
        return switch (found.size()) {
            case 0 -> Parsed.none("The answer holds no label.");
            case 1 -> Parsed.labelled(found.getFirst(), reason);
            default -> Parsed.none("The answer gives two different labels.");
        };
    }

    /// As in the codebook, so that the same set is the same answer.
    private List<String> inOrder(Set<String> found) {
        return names.names().stream().filter(found::contains).toList();
    }

    private static String shortened(String text) {
        String line = text.strip().replaceAll("\\s+", " ");
        return line.length() <= 60 ? line : line.substring(0, Character.isHighSurrogate(line.charAt(56)) ? 56 : 57) + "...";
    }
}
