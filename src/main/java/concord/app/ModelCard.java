package concord.app;

import concord.model.Codebook;
import concord.model.Variable;
import concord.model.request.TrainRequest;
import concord.model.result.TrainOutcome;
import concord.student.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The README.md of a student's folder: what it learnt from whom, how well, and with what, headed by the facts the hub reads. Names no path of
/// this computer.
///
/// @param project the project's name
record ModelCard(String project, Codebook codebook, TrainRequest request, TrainingUnits units, TrainOutcome outcome) {
    private static final String MINILM = "sentence-transformers/all-MiniLM-L6-v2";
    private static final List<String> SHARES = List.of("accuracy", "exact_match", "macro_f1", "micro_f1", "ndcg_at_10");

    void write(Path folder) {
        try {
            Files.writeString(folder.resolve("README.md"), text());
        } catch (IOException e) {
            throw new AppException("The model card in " + folder + " cannot be written: " + Folders.reason(e) + ".", e);
        }
    }

    private String text() {
        Variable variable = codebook.variable(request.variable()).orElseThrow();
        StringBuilder out = new StringBuilder("---\n");
        head().forEach((key, value) -> out.append(key).append(": ").append(Json.write(value)).append('\n'));
        out.append("---\n\n# ").append(request.run()).append("\n\n");
        out.append("Answers ").append(code(variable.name()))
                .append(variable.question().isBlank() ? "" : " (" + line(variable.question()) + ")")
                .append(" for a text").append(task()).append(". Trained with Concord from ").append(code(base())).append(".\n\n");
        data(out, variable);
        figures(out);
        table(out, "Settings", settings());
        table(out, "Versions", versions());
        limits(out);
        return out.toString();
    }

    private String task() {
        return switch (units.task()) {
            case SINGLE -> ", with one of " + units.labels().size() + " labels";
            case MULTI -> ", with any of " + units.labels().size() + " labels: those of a probability of at least one half";
            case CORAL ->
                ", with one of " + units.labels().size() + " ordered labels; the outputs are the logits of lying above each but the"
                        + " last (CORAL)";
            case SCORE -> ", as a number: the place among " + units.labels().size() + " ordered labels, from 0";
            case PAIRING -> ", as the cosine of a query and a document, each embedded by itself: the mean of the last hidden state over the"
                    + " tokens (bi-encoder)";
        };
    }

    private Map<String, Object> head() {
        boolean linear = request.student().equals("linear");
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("library_name", linear ? "concord" : "transformers");
        String task = units.task() == Task.PAIRING ? "sentence-similarity" : "text-classification";
        out.put("pipeline_tag", task);
        out.put("tags", List.of(task, "concord"));
        String hub = hub();
        if (hub != null)
            out.put("base_model", hub);
        out.put("metrics", units.task() == Task.PAIRING ? List.of("ndcg") : List.of("f1", "accuracy"));
        List<Map<String, Object>> metrics = new ArrayList<>();
        SHARES.stream().filter(outcome.validation()::containsKey).forEach(key -> metrics
                .add(Map.of("type", key.endsWith("f1") ? "f1" : key.startsWith("ndcg") ? "ndcg" : "accuracy", "name", key, "value",
                        outcome.validation().get(key))));
        out.put("model-index", List.of(Map.of("name", String.valueOf(request.run()), "results",
                List.of(Map.of("task", Map.of("type", task), "dataset",
                        Map.of("name", project + ", " + request.variable() + ", validation", "type", "concord"), "metrics", metrics)))));
        return out;
    }

    /// The name of the start on the hub, where it is known.
    private @Nullable String hub() {
        String student = request.student();
        if (student.equals("minilm") || student.equals("linear"))
            return MINILM;
        return student.startsWith("hub:") ? student.substring("hub:".length()) : null;
    }

    private String base() {
        String hub = hub();
        return hub == null ? Names.file(request.student().replaceAll("[/\\\\]+$", "")) : hub;
    }

    private void data(StringBuilder out, Variable variable) {
        Map<String, Object> rows = new LinkedHashMap<>();
        rows.put("project", project);
        rows.put("variable", variable.name() + " (" + variable.kind().key() + ")");
        rows.put("labels from", request.labelsFrom() + (request.recipe().softLabels() ? ", shares of votes" : ""));
        if (request.sample() != null)
            rows.put("sample", request.sample());
        if (request.excluded() != null)
            rows.put("never trained on", request.excluded());
        rows.put("training units", outcome.trainUnits());
        rows.put("validation units", outcome.validationUnits());
        rows.put("codebook", "version " + codebook.version() + ", SHA-256 " + CodebookFiles.sha256(codebook.variables()));
        table(out, "Data", rows);
        Map<String, Object> labels = new LinkedHashMap<>();
        for (int k = 0; k < units.labels().size(); k++) {
            labels.put(units.labels().get(k), units.perLabel().get(k));
        }
        table(out, "Units with each label", labels);
    }

    private void figures(StringBuilder out) {
        Map<String, Object> rows = new LinkedHashMap<>();
        outcome.validation().forEach((key, value) -> rows.put(key, String.format(Locale.ROOT, "%.4f", value)));
        rows.put("best epoch", outcome.bestEpoch() + " of " + outcome.history().size());
        table(out, "Figures on the validation units", rows);
        out.append("Held out: a share of ").append(request.validation()).append(" of the units, drawn with the seed ")
                .append(request.seed())
                .append(", balanced by label, equal texts on one side. The epoch was chosen and the temperature fitted on the same units, so these"
                        + " figures flatter; judge the student on units it has never seen.\n\n");
    }

    private Map<String, Object> settings() {
        Map<String, Object> out = new LinkedHashMap<>(outcome.settings());
        out.put("student", base());
        out.remove("versions");
        return out;
    }

    private Map<String, Object> versions() {
        Map<String, Object> out = new LinkedHashMap<>();
        String own = ModelCard.class.getPackage().getImplementationVersion();
        out.put("Concord", own == null ? "development" : own);
        if (outcome.settings().get("versions") instanceof Map<?, ?> versions)
            versions.forEach((key, value) -> out.put(String.valueOf(key), String.valueOf(value)));
        out.put("SHA-256 of the weights", outcome.sha256());
        return out;
    }

    private void limits(StringBuilder out) {
        out.append("## Limits\n\nTexts are cut at ").append(outcome.settings().get("max_length")).append(" tokens; ")
                .append(outcome.truncated())
                .append(" of the ").append(outcome.trainUnits()).append(" training texts were. The student repeats what ")
                .append(line(request.labelsFrom()))
                .append(" would have said of texts like these; for other kinds of text, times or languages its"
                        + " answers have not been checked.\n");
    }

    private static void table(StringBuilder out, String title, Map<String, Object> rows) {
        out.append("## ").append(title).append("\n\n| | |\n|---|---|\n");
        rows.forEach((key, value) -> out.append("| ").append(cell(key)).append(" | ").append(cell(String.valueOf(value))).append(" |\n"));
        out.append('\n');
    }

    private static String cell(String text) {
        return line(text).replace("|", "\\|");
    }

    private static String code(String text) {
        return "`" + line(text).replace('`', '\'') + "`";
    }

    private static String line(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }
}
