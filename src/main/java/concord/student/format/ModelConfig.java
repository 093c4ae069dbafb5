package concord.student.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import concord.student.StudentException;
import concord.student.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A config.json, kept whole so that nothing in it is lost when it is written back.
public record ModelConfig(ObjectNode json) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String MULTI = "multi_label_classification";
    private static final String REGRESSION = "regression";

    /// @throws StudentException when the folder has none or it says no model type
    public static ModelConfig read(Path folder) {
        if (!Files.isDirectory(folder))
            throw new StudentException("There is no folder " + folder + ".");
        Path file = folder.resolve("config.json");
        if (!Files.isRegularFile(file))
            throw new StudentException("The folder " + folder + " is not a Hugging Face model: it has no config.json.");
        JsonNode json;
        try {
            json = JSON.readTree(file.toFile());
        } catch (IOException e) {
            throw new StudentException("The file " + file + " is not valid JSON.", e);
        }
        if (!(json instanceof ObjectNode object) || object.path("model_type").asText().isEmpty())
            throw new StudentException("The file " + file + " does not say a model_type.");
        return new ModelConfig(object);
    }

    public static ModelConfig of(String modelType) {
        return new ModelConfig(JSON.createObjectNode().put("model_type", modelType));
    }

    public String modelType() {
        return text("model_type", "");
    }

    /// A whole number; the other one where config.json lacks it or has null.
    ///
    /// @throws StudentException when it is something else
    public int number(String key, int otherwise) {
        JsonNode value = present(key);
        return value == null ? otherwise : whole(key, value);
    }

    /// @throws StudentException when config.json lacks it or it is no whole number
    public int number(String key) {
        JsonNode value = present(key);
        if (value == null)
            throw new StudentException("The config.json of the model lacks " + key + ".");
        return whole(key, value);
    }

    /// As [#number(String,int)], of a number or the first of a list of them.
    public int first(String key, int otherwise) {
        JsonNode value = present(key);
        return value == null || value.isArray() && value.isEmpty() ? otherwise : whole(key, value.isArray() ? value.get(0) : value);
    }

    private static int whole(String key, JsonNode value) {
        if (!value.isNumber() || !value.canConvertToExactIntegral() || !value.canConvertToInt())
            throw wrong(key, value, "a whole number");
        return value.asInt();
    }

    /// A number; the other one where config.json lacks it or has null.
    ///
    /// @throws StudentException when it is something else
    public double real(String key, double otherwise) {
        JsonNode value = present(key);
        if (value != null && !value.isNumber())
            throw wrong(key, value, "a number");
        return value == null ? otherwise : value.asDouble();
    }

    /// A word; the other one where config.json lacks it or has null.
    ///
    /// @throws StudentException when it is something else
    public String text(String key, String otherwise) {
        JsonNode value = present(key);
        if (value != null && !value.isTextual())
            throw wrong(key, value, "a text");
        return value == null ? otherwise : value.asText();
    }

    /// Whether config.json says that it is so.
    ///
    /// @throws StudentException when it says neither true nor false
    public boolean says(String key) {
        return truth(key, BooleanNode.TRUE);
    }

    /// Whether config.json says that it is not so.
    ///
    /// @throws StudentException when it says neither true nor false
    public boolean denies(String key) {
        return truth(key, BooleanNode.FALSE);
    }

    private boolean truth(String key, BooleanNode wanted) {
        JsonNode value = present(key);
        if (value != null && !value.isBoolean())
            throw wrong(key, value, "true or false");
        return wanted.equals(value);
    }

    private @Nullable JsonNode present(String key) {
        JsonNode value = json.get(key);
        return value == null || value.isNull() ? null : value;
    }

    private static StudentException wrong(String key, JsonNode value, String wanted) {
        String there = value.isArray() ? "a list" : value.isObject() ? "an object" : value.toString();
        return new StudentException("The config.json of the model has " + there + " for " + key + ", which must be " + wanted
                + ": take the file of the model's makers.");
    }

    /// The labels by index; empty when the model has no named ones.
    ///
    /// @throws StudentException when they are not named by index
    public List<String> labels() {
        JsonNode names = json.path("id2label");
        if (!names.isMissingNode() && !names.isNull() && !names.isObject())
            throw wrong("id2label", names, "an object of names");
        List<String> out = new ArrayList<>();
        for (int i = 0; names.has(Integer.toString(i)); i++) {
            out.add(names.path(Integer.toString(i)).asText());
        }
        return List.copyOf(out);
    }

    /// What a classifier answers, as far as transformers' problem_type says it; one label a text where it says nothing.
    public Task task() {
        return switch (text("problem_type", "")) {
            case MULTI -> Task.MULTI;
            case REGRESSION -> Task.SCORE;
            default -> Task.SINGLE;
        };
    }

    /// The same model with these outputs.
    public ModelConfig classifying(String architecture, Task task, List<String> outputs) {
        ObjectNode next = json.deepCopy();
        next.putArray("architectures").add(architecture);
        ObjectNode names = next.putObject("id2label");
        ObjectNode indexes = next.putObject("label2id");
        for (int i = 0; i < outputs.size(); i++) {
            names.put(Integer.toString(i), outputs.get(i));
            indexes.put(outputs.get(i), i);
        }
        next.remove("num_labels");
        next.remove("_name_or_path");
        next.put("problem_type", switch (task) {
            case SINGLE -> "single_label_classification";
            case MULTI, CORAL -> MULTI;
            case SCORE -> REGRESSION;
            case PAIRING -> throw new IllegalArgumentException("no classifier");
        });
        next.put("torch_dtype", "float32");
        return new ModelConfig(next);
    }

    /// The same model without outputs.
    public ModelConfig encoding(String architecture) {
        ObjectNode next = json.deepCopy();
        next.putArray("architectures").add(architecture);
        next.remove(List.of("id2label", "label2id", "num_labels", "problem_type", "_name_or_path"));
        return new ModelConfig(next);
    }

    public void write(Path folder) throws IOException {
        JSON.writerWithDefaultPrettyPrinter().writeValue(folder.resolve("config.json").toFile(), json);
    }
}
