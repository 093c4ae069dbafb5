package concord.teacher.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import concord.model.Label;
import concord.model.LabelSet;
import concord.model.Unit;
import concord.model.UnitTexts;
import concord.model.Variable;
import concord.model.VariableKind;
import concord.model.result.TeachPrompt;
import concord.teacher.TeacherException;
import concord.teacher.prompt.OutputForm.Reason;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Prompts as they are sent.
class PromptsTest {
    private static Variable variable(VariableKind kind) {
        return new Variable("stance", kind, "Which side?", "", List.of(
                new Label("for", "Supports it.", List.of("We need it."), List.of("Some \"want\" it."), null, 0),
                Label.named("against", 1)));
    }

    private static TeachPrompt render(Variable variable, Reason reason, Unit unit, Example... examples) {
        return new Prompts(variable, Templates.of(variable.kind()), new OutputForm(variable, reason)).render(unit, List.of(examples));
    }

    private static Unit unit(String text, String textB, String query) {
        return new Unit(1, "u1", text, textB, query, Map.of());
    }

    @Test
    void aSingleChoiceInFull() {
        TeachPrompt prompt = render(variable(VariableKind.SINGLE), Reason.NONE, unit("Costs {{labels}} $1 \\ more", null, null),
                new Example("k7", new UnitTexts("Good idea", null, null), "for"));
        assertThat(prompt.user()).isEqualTo("""
                Variable: stance

                Question: Which side?

                Labels:
                - "for": Supports it.
                  It applies, for example, to:
                  * "We need it."
                  It does not apply, for example, to:
                  * "Some \\"want\\" it."
                - "against"

                Examples that are already labelled:
                <text>
                Good idea
                </text>
                {"label": "for"}

                Text to label:
                <text>
                Costs {{labels}} $1 \\ more
                </text>""");
        assertThat(prompt.system())
                .endsWith("Answer with one JSON object and nothing else: {\"label\": \"...\"}. \"label\" is exactly one of these"
                        + " labels: \"for\", \"against\". Spell a label exactly as it stands here.");
        assertThat(prompt.examples()).containsExactly("k7");
    }

    @Test
    void emptyPartsOfTheCodebookLeaveNoTrace() {
        Variable bare = new Variable("v", VariableKind.SINGLE, "", "", List.of(Label.named("a", 0), Label.named("b", 1)));
        assertThat(render(bare, Reason.NONE, unit("", null, null)).user()).isEqualTo("""
                Variable: v

                Labels:
                - "a"
                - "b"

                Text to label:
                <text>

                </text>""");
    }

    @Test
    void eachKindAsksForItsOwnForm() {
        assertThat(render(variable(VariableKind.MULTI), Reason.FIRST, unit("t", null, null)).system())
                .contains("{\"reason\": \"one short sentence\", \"labels\": [\"...\"]}").contains("empty when none does");
        assertThat(render(variable(VariableKind.ORDINAL), Reason.NONE, unit("t", null, null)).system()).contains("from lowest to highest");
        assertThat(render(variable(VariableKind.PAIR), Reason.NONE, unit("one", "two", null)).user())
                .endsWith("<first>\none\n</first>\n<second>\ntwo\n</second>");
        assertThat(render(variable(VariableKind.RANKING), Reason.NONE, unit("doc", null, "what?"),
                new Example("e", new UnitTexts("d2", null, "q2"), "against")).user())
                .endsWith("<query>\nwhat?\n</query>\n<document>\ndoc\n</document>")
                .contains("<query>\nq2\n</query>\n<document>\nd2\n</document>\n{\"label\": \"against\"}");
    }

    @Test
    void examplesOfSeveralLabels() {
        TeachPrompt prompt = render(variable(VariableKind.MULTI), Reason.NONE, unit("t", null, null),
                new Example("e", new UnitTexts("x", null, null), LabelSet.of(List.of("for", "against")).joined()),
                new Example("f", new UnitTexts("y", null, null), ""));
        assertThat(prompt.user()).contains("{\"labels\": [\"for\", \"against\"]}").contains("{\"labels\": []}");
    }

    @Test
    void theSameAgain() {
        Unit unit = unit("text", null, null);
        assertThat(render(variable(VariableKind.SINGLE), Reason.FIRST, unit))
                .isEqualTo(render(variable(VariableKind.SINGLE), Reason.FIRST, unit));
    }

    @Test
    void aWrongTemplateIsSaidToBeWrong() {
        Variable single = variable(VariableKind.SINGLE);
        assertThatThrownBy(() -> Templates.of(single, null, "{{text}} {{labels}} {{colour}}")).isInstanceOf(TeacherException.class)
                .hasMessage(
                        "The prompt names {{colour}}, which does not exist: use {{variable}}, {{question}}, {{instructions}}, {{labels}},"
                                + " {{examples}}, {{text}}, {{text_b}}, {{query}}, {{output}}.");
        assertThatThrownBy(() -> Templates.of(single, null, "{{labels}}")).hasMessageContaining("does not name {{text}}");
        assertThatThrownBy(() -> Templates.of(variable(VariableKind.PAIR), null, "{{text}}")).hasMessageContaining("{{text_b}}");
        assertThatThrownBy(() -> Templates.of(single, "Be brief.", "{{text}}")).hasMessageContaining("would not know the labels");
        assertThatThrownBy(() -> Templates.of(new Variable("v", VariableKind.SINGLE, "", "", List.of()), null, null))
                .hasMessageContaining("has no labels yet");
        assertThat(Templates.of(single, "", "Label {{ text }} as one of {{labels}}.").user()).startsWith("Label");
    }
}
