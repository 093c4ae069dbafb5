package concord.teacher.prompt;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import concord.model.LabelSet;
import concord.model.Variable;
import concord.model.VariableKind;
import java.util.List;
import java.util.stream.Collectors;

/// The JSON object a teacher is asked to answer with.
///
/// Where a reason is asked for it comes before the label: a model writes from left to right, so a reason given first can still guide the label,
/// and one given afterwards can only defend it. The probability of the label is then one given that reason.
public record OutputForm(Variable variable, Reason reason) {
    /// Name of the field that holds one label.
    public static final String LABEL = "label";
    /// Name of the field that holds the labels of a multi-label answer.
    public static final String LABELS = "labels";
    /// Name of the field that holds the sentence of reason.
    public static final String REASON = "reason";

    private static final ObjectMapper JSON = new ObjectMapper();

    /// Whether a sentence of reason is asked for.
    public enum Reason {
        FIRST, NONE
    }

    public static OutputForm of(Variable variable, concord.model.request.TeachRequest request) {
        return new OutputForm(variable, request.reason() ? Reason.FIRST : Reason.NONE);
    }

    public boolean several() {
        return variable.kind() == VariableKind.MULTI;
    }

    /// The instruction, for `{{output}}`.
    String sentence() {
        String why = reason == Reason.FIRST ? "\"" + REASON + "\": \"one short sentence\", " : "";
        String names = variable.labelNames().stream().map(OutputForm::quoted).collect(Collectors.joining(", "));
        String ordered = variable.kind().ordered() ? ", from lowest to highest" : "";
        String shape = several() ? "{" + why + "\"" + LABELS + "\": [\"...\"]}" : "{" + why + "\"" + LABEL + "\": \"...\"}";
        String rule = several()
                ? "\"" + LABELS + "\" holds every label that applies, and is empty when none does; the labels are"
                : "\"" + LABEL + "\" is exactly one of these labels" + ordered;
        return "Answer with one JSON object and nothing else: " + shape + ". " + rule + ": " + names
                + ". Spell a label exactly as it stands here.";
    }

    /// What an example's answer looks like; examples come without a reason.
    public String answer(String label) {
        if (!several())
            return "{\"" + LABEL + "\": " + quoted(label) + "}";
        List<String> names = LabelSet.parse(label).names();
        return "{\"" + LABELS + "\": [" + names.stream().map(OutputForm::quoted).collect(Collectors.joining(", ")) + "]}";
    }

    /// As a JSON string.
    static String quoted(String text) {
        try {
            return JSON.writeValueAsString(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
