package concord.student.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import concord.student.StudentException;
import concord.student.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

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

    public int number(String key, int otherwise) {
        return json.path(key).asInt(otherwise);
    }

    /// @throws StudentException when config.json lacks it
    public int number(String key) {
        if (!json.path(key).isNumber())
            throw new StudentException("The config.json of the model lacks " + key + ".");
        return json.path(key).asInt();
    }

    public double real(String key, double otherwise) {
        return json.path(key).isNumber() ? json.path(key).asDouble() : otherwise;
    }

    public String text(String key, String otherwise) {
        return json.path(key).isTextual() ? json.path(key).asText() : otherwise;
    }

    /// The labels by index; empty when the model has no named ones.
    public List<String> labels() {
        JsonNode names = json.path("id2label");
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
