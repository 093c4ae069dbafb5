package concord.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import concord.model.Label;
import concord.model.Variable;
import concord.model.VariableKind;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Codebooks as JSON files: a list of variables, or an object with the list under "variables".
///
/// A variable has `name`, `kind` (single, multi, ordinal, pair, ranking), `question`, `instructions` and `labels`; a label is its name alone or
/// an object with `name`, `definition`, `examples`, `counter_examples`, `shortcut` and `slot`. Only the names, the kind and the labels are needed.
public final class CodebookFiles {
    private CodebookFiles() {
    }

    /// @throws AppException naming the file and the place in it
    public static List<Variable> read(Path file) {
        JsonNode root;
        try {
            root = Json.mapper().readTree(Files.readString(file));
        } catch (NoSuchFileException e) {
            throw new AppException("There is no codebook " + file + ": check the name.", e);
        } catch (JsonProcessingException e) {
            long line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
            throw new AppException("The codebook " + file + " is no JSON at line " + line + ": " + e.getOriginalMessage() + ".", e);
        } catch (CharacterCodingException e) {
            throw new AppException("The codebook " + file + " is not UTF-8: save it as UTF-8.", e);
        } catch (IOException e) {
            throw new AppException("The codebook " + file + " cannot be read: " + e.getMessage(), e);
        }
        JsonNode list = root.isObject() ? root.path("variables") : root;
        if (!list.isArray() || list.isEmpty())
            throw new AppException("The codebook " + file + " holds no list of variables: it must be [{\"name\": ..., \"kind\": ..., "
                    + "\"labels\": [...]}, ...].");
        List<Variable> variables = new ArrayList<>();
        for (JsonNode node : list) {
            variables.add(variable(node, "The codebook " + file + ", variable " + (variables.size() + 1) + ","));
        }
        try {
            CodebookRules.check(variables);
        } catch (AppException e) {
            throw new AppException("The codebook " + file + ": " + e.getMessage(), e);
        }
        return List.copyOf(variables);
    }

    /// Of the file that [#write] makes.
    static String sha256(List<Variable> variables) {
        return sha256(text(variables));
    }

    static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }

    /// @throws AppException when the file cannot be written
    public static void write(Path file, List<Variable> variables) {
        try {
            Files.writeString(file, text(variables));
        } catch (IOException e) {
            throw new AppException("The codebook " + file + " cannot be written: " + e.getMessage(), e);
        }
    }

    private static String text(List<Variable> variables) {
        ArrayNode list = Json.mapper().createArrayNode();
        for (Variable variable : variables) {
            ObjectNode node = list.addObject().put("name", variable.name()).put("kind", variable.kind().key())
                    .put("question", variable.question()).put("instructions", variable.instructions());
            ArrayNode labels = node.putArray("labels");
            for (Label label : variable.labels()) {
                ObjectNode one = labels.addObject().put("name", label.name()).put("definition", label.definition());
                label.examples().forEach(one.putArray("examples")::add);
                label.counterExamples().forEach(one.putArray("counter_examples")::add);
                if (label.shortcut() != null)
                    one.put("shortcut", label.shortcut());
                one.put("slot", label.slot());
            }
        }
        return list.toPrettyString() + "\n";
    }

    private static Variable variable(JsonNode node, String where) {
        String name = text(node, "name", where);
        if (name == null || name.isBlank())
            throw new AppException(where + " has no \"name\".");
        String key = text(node, "kind", where);
        VariableKind kind;
        try {
            kind = key == null ? VariableKind.SINGLE : VariableKind.of(key);
        } catch (IllegalArgumentException e) {
            throw new AppException(where + " " + e.getMessage(), e);
        }
        List<Label> labels = new ArrayList<>();
        if (!node.path("labels").isArray())
            throw new AppException(where + " has no list \"labels\".");
        for (JsonNode label : node.path("labels")) {
            labels.add(label(label, labels.size(), where + " label " + (labels.size() + 1)));
        }
        return new Variable(name, kind, or(text(node, "question", where)), or(text(node, "instructions", where)), labels);
    }

    private static Label label(JsonNode node, int position, String where) {
        if (node.isTextual())
            return Label.named(node.textValue(), position);
        String name = text(node, "name", where);
        if (name == null)
            throw new AppException(where + " has no \"name\".");
        JsonNode slot = node.path("slot");
        return new Label(name, or(text(node, "definition", where)), texts(node, "examples", where),
                texts(node, node.has("counterExamples") ? "counterExamples" : "counter_examples", where),
                text(node, "shortcut", where), slot.isInt() && slot.intValue() >= 0 ? slot.intValue() : position);
    }

    private static @Nullable String text(JsonNode node, String key, String where) {
        JsonNode value = node.path(key);
        if (value.isMissingNode() || value.isNull())
            return null;
        if (!value.isTextual())
            throw new AppException(where + " \"" + key + "\" must be a text in quotation marks.");
        return value.textValue();
    }

    private static List<String> texts(JsonNode node, String key, String where) {
        JsonNode value = node.path(key);
        List<String> texts = new ArrayList<>();
        for (JsonNode one : value) {
            if (!one.isTextual())
                throw new AppException(where + " \"" + key + "\" must be a list of texts.");
            texts.add(one.textValue());
        }
        return texts;
    }

    private static String or(@Nullable String text) {
        return text == null ? "" : text;
    }
}
