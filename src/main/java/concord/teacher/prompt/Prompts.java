package concord.teacher.prompt;

import concord.model.Label;
import concord.model.Unit;
import concord.model.UnitTexts;
import concord.model.Variable;
import concord.model.result.TeachPrompt;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.stream.Collectors;

/// Makes the prompt of one unit. The same variable, templates, examples and unit give the same prompt, to the letter.
public final class Prompts {
    private final Variable variable;
    private final Templates templates;
    private final OutputForm form;
    private final Map<String, String> fixed;

    public Prompts(Variable variable, Templates templates, OutputForm form) {
        this.variable = variable;
        this.templates = templates;
        this.form = form;
        this.fixed = Map.of("variable", variable.name(), "question", variable.question(), "instructions", variable.instructions(),
                "labels", labels(), "output", form.sentence());
    }

    public TeachPrompt render(Unit unit, List<Example> examples) {
        UnitTexts texts = new UnitTexts(unit.text(), unit.textB(), unit.query());
        Map<String, String> values = new HashMap<>(fixed);
        values.put("examples", examples.stream().map(this::example).collect(Collectors.joining("\n\n")));
        values.put("text", texts.text());
        values.put("text_b", texts.textB() == null ? "" : texts.textB());
        values.put("query", texts.query() == null ? "" : texts.query());
        return new TeachPrompt(fill(templates.system(), values), fill(templates.user(), values),
                examples.stream().map(Example::key).toList());
    }

    private String labels() {
        return variable.labels().stream().map(Prompts::label).collect(Collectors.joining("\n"));
    }

    private static String label(Label label) {
        StringBuilder text = new StringBuilder("- ").append(OutputForm.quoted(label.name()));
        if (!label.definition().isBlank())
            text.append(": ").append(label.definition().strip());
        listed(text, "It applies, for example, to", label.examples());
        listed(text, "It does not apply, for example, to", label.counterExamples());
        return text.toString();
    }

    private static void listed(StringBuilder text, String heading, List<String> examples) {
        if (!examples.isEmpty())
            text.append("\n  ").append(heading).append(":");
        for (String example : examples) {
            text.append("\n  * ").append(OutputForm.quoted(example.strip()));
        }
    }

    private String example(Example example) {
        UnitTexts texts = example.texts();
        String shown = switch (variable.kind()) {
            case SINGLE, MULTI, ORDINAL -> within("text", texts.text());
            case PAIR -> within("first", texts.text()) + "\n" + within("second", texts.textB() == null ? "" : texts.textB());
            case RANKING -> within("query", texts.query() == null ? "" : texts.query()) + "\n" + within("document", texts.text());
        };
        return shown + "\n" + form.answer(example.label());
    }

    private static String within(String tag, String text) {
        return "<" + tag + ">\n" + text + "\n</" + tag + ">";
    }

    private static String fill(String template, Map<String, String> values) {
        List<String> kept = new ArrayList<>();
        for (String paragraph : template.split("\n[ \t]*\n")) {
            if (!hollow(paragraph, values))
                kept.add(Templates.PLACE.matcher(paragraph)
                        .replaceAll(place -> Matcher.quoteReplacement(values.getOrDefault(place.group(1), ""))));
        }
        return String.join("\n\n", kept);
    }

    /// Whether it names places, and all of them but the unit's own text are empty.
    private static boolean hollow(String paragraph, Map<String, String> values) {
        List<String> places = Templates.PLACE.matcher(paragraph).results().map(r -> r.group(1)).toList();
        return !places.isEmpty() && !places.contains("text") && places.stream().allMatch(p -> values.getOrDefault(p, "").isBlank());
    }
}
