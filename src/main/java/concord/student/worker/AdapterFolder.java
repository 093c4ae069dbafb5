package concord.student.worker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import concord.student.StudentException;
import concord.student.format.FloatTensor;
import concord.student.format.SafetensorsWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/// A student that is an adapter: the files peft reads (adapter_config.json, adapter_model.safetensors), and base.json with the model they
/// belong on.
///
/// @param reference what training started from
/// @param lora      with the dropout of training, which scoring does not use
record AdapterFolder(Path folder, Reference reference, Lora lora) {
    static final String WEIGHTS = "adapter_model.safetensors";
    private static final String CONFIG = "adapter_config.json";
    private static final String BASE = "base.json";
    private static final String PREFIX = "base_model.model.";
    private static final String MINILM_ON_THE_HUB = "sentence-transformers/all-MiniLM-L6-v2";
    private static final ObjectMapper JSON = new ObjectMapper();

    /// @param base        minilm or a folder
    /// @param fingerprint of its weights, see [StartingPoint#fingerprint()]
    /// @param precision   fp32 or bf16: what it was trained in
    record Reference(String base, String fingerprint, String precision) {}

    static boolean is(Path folder) {
        return Files.isRegularFile(folder.resolve(CONFIG));
    }

    /// @throws StudentException when it is damaged or another program made it
    static AdapterFolder read(Path folder) {
        if (!Files.isRegularFile(folder.resolve(BASE)))
            throw new StudentException("The folder " + folder + " holds an adapter that another program made: it has no " + BASE
                    + ". Merge it into its model with that program and use the whole model.");
        try {
            Reference reference = JSON.readValue(folder.resolve(BASE).toFile(), Reference.class);
            JsonNode config = JSON.readTree(folder.resolve(CONFIG).toFile());
            Set<String> targets = new LinkedHashSet<>();
            config.path("target_modules").forEach(t -> targets.add(t.asText().substring(t.asText().lastIndexOf('.') + 1)));
            return new AdapterFolder(folder, reference,
                    new Lora(config.path("r").asInt(), config.path("lora_alpha").asDouble(), config.path("lora_dropout").asDouble(),
                            targets));
        } catch (IOException e) {
            throw new StudentException("The adapter in " + folder + " is damaged; train the student again.", e);
        }
    }

    Precision precision() {
        return reference.precision().equals("bf16") ? Precision.BFLOAT16 : Precision.FLOAT32;
    }

    /// Opens the model the adapter belongs on.
    StartingPoint base() {
        String where = reference.base();
        if (!where.equals(TrainSettings.MINILM) && !Files.isDirectory(Path.of(where)))
            throw new StudentException("The student in " + folder + " is an adapter and cannot be used without the model it was trained on,"
                    + " which is no longer in " + where + ". Put the model back there, or write its new folder into " + folder.resolve(BASE)
                    + ".");
        StartingPoint base = StartingPoint.of(where);
        if (!base.fingerprint().equals(reference.fingerprint())) {
            base.close();
            throw new StudentException("The model in " + where + " is not the one the student in " + folder + " was trained on: its weights"
                    + " differ. Put that model back, or write its folder into " + folder.resolve(BASE) + ".");
        }
        return base;
    }

    /// The name here of a tensor in the weights file.
    static String canonical(String name) {
        return name.startsWith(PREFIX) ? name.substring(PREFIX.length()) : name;
    }

    /// Writes the three files.
    ///
    /// @param values of the weights that were learnt
    static void write(Path folder, Plan plan, Lora lora, Reference reference, Function<String, FloatTensor> values) throws IOException {
        Map<String, SafetensorsWriter.Source> tensors = new LinkedHashMap<>();
        for (Weight weight : plan.weights()) {
            if (weight.part() == Weight.Part.ADAPTER || weight.part() == Weight.Part.HEAD)
                tensors.put(PREFIX + weight.name(), SafetensorsWriter.Source.of(weight.shape(), () -> values.apply(weight.name())));
        }
        SafetensorsWriter.write(folder.resolve(WEIGHTS), tensors);
        String base = reference.base().equals(TrainSettings.MINILM) ? MINILM_ON_THE_HUB : reference.base();
        ObjectNode config = JSON.createObjectNode().put("peft_type", "LORA").put("task_type", "SEQ_CLS")
                .put("base_model_name_or_path", base)
                .put("r", lora.r()).put("lora_alpha", lora.alpha()).put("lora_dropout", lora.dropout()).put("bias", "none")
                .put("fan_in_fan_out", false).put("inference_mode", true).put("init_lora_weights", true);
        if (lora.alpha() == Math.rint(lora.alpha()))
            config.put("lora_alpha", (int) lora.alpha());
        fill(config.putArray("target_modules"), targets(plan, lora));
        fill(config.putArray("modules_to_save"), saved(plan));
        JSON.writerWithDefaultPrettyPrinter().writeValue(folder.resolve(CONFIG).toFile(), config);
        JSON.writerWithDefaultPrettyPrinter().writeValue(folder.resolve(BASE).toFile(), reference);
    }

    private static void fill(ArrayNode array, Iterable<String> texts) {
        texts.forEach(array::add);
    }

    /// peft adapts every map whose name ends so, wherever it is: the last parts will do unless one is also outside the adapted layers.
    private static List<String> targets(Plan plan, Lora lora) {
        boolean elsewhere = plan.stages().stream().filter(s -> s.kind() != Stage.Kind.LAYER).flatMap(s -> s.weights().stream())
                .anyMatch(w -> lora.targets().contains(Lora.last(w)));
        if (!elsewhere)
            return List.copyOf(new TreeSet<>(lora.targets()));
        List<String> out = new ArrayList<>();
        for (Weight weight : plan.weights()) {
            if (weight.name().endsWith(Lora.A))
                out.add(weight.name().substring(0, weight.name().length() - Lora.A.length()));
        }
        return out;
    }

    /// The modules of the head. peft keeps those named classifier or score by itself, as wholes.
    private static Set<String> saved(Plan plan) {
        Set<String> out = new LinkedHashSet<>();
        for (Weight weight : plan.stages().getLast().weights()) {
            String map = Lora.map(weight);
            out.add(plan.architecture().heads().stream().filter(weight.name()::startsWith).findFirst().map(h -> h.replaceAll("\\.$", ""))
                    .orElse(map));
        }
        return out;
    }
}
