package concord.teacher.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import concord.model.CallStatus;
import concord.model.Label;
import concord.model.LabelSet;
import concord.model.Variable;
import concord.model.VariableKind;
import concord.teacher.prompt.AnswerParser.End;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What counts as an answer and what does not.
class AnswerParserTest {
    private static Variable variable(VariableKind kind, String... names) {
        return new Variable("v", kind, "", "", Stream.of(names).map(n -> Label.named(n, 0)).toList());
    }

    private static Parsed parse(Variable variable, String answer) {
        return new AnswerParser(new OutputForm(variable, OutputForm.Reason.NONE)).parse(answer, End.COMPLETE);
    }

    private static final Variable STANCE = variable(VariableKind.SINGLE, "For", "Against", "No. 1");

    static Stream<Arguments> answers() {
        return Stream.of(Arguments.of("{\"label\": \"For\"}", "For"), Arguments.of(" {\"reason\":\"x\",\"label\":\"Against\"} ", "Against"),
                Arguments.of("```json\n{\"label\": \"For\"}\n```", "For"), Arguments.of("```\nFor\n```", "For"),
                Arguments.of("Here you are: {\"label\": \"For\"}. Anything else?", "For"),
                Arguments.of("{\"label\": \"For\"}\n{\"label\": \"For\"}", "For"), Arguments.of("For", "For"), Arguments.of("for", "For"),
                Arguments.of("\"For\"", "For"), Arguments.of("For.", "For"), Arguments.of("**Against**", "Against"),
                Arguments.of("Label: Against", "Against"), Arguments.of("label = 'Against'.", "Against"),
                Arguments.of("\u201cAgainst\u201d", "Against"), Arguments.of("No. 1", "No. 1"), Arguments.of("No. 1.", "No. 1"),
                Arguments.of("{\"label\": [\"For\"]}", "For"), Arguments.of("[\"For\"]", "For"),
                Arguments.of("<think>Against? {\"label\": \"Against\"}</think>{\"label\": \"For\"}", "For"),
                Arguments.of("{\"labels\": [\"For\"]}", "For"), Arguments.of("{\"answer\": {\"label\": \"For\"}}", "For"));
    }

    @ParameterizedTest
    @MethodSource("answers")
    void reads(String answer, String label) {
        assertThat(parse(STANCE, answer)).returns(CallStatus.LABELLED, Parsed::status).returns(label, Parsed::label);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "I think the writer is For it.", "For or Against", "For, Against", "banana",
            "{\"label\": \"banana\"}",
            "{\"label\": \"For\"} {\"label\": \"Against\"}", "{\"label\": \"For\", \"label\": \"Against\"}", "{\"label\": null}",
            "{\"label\": {}}", "{\"label\": []}", "{\"label\": [\"For\", \"Against\"]}", "{\"label\": \"F", "{\"stance\": \"For\"}", "{}",
            "[]",
            "null", "F\u043er", "I'm sorry, I can't help with that.", "Not For", "{\"label\": \"For against\"}",
            "<think>For</think>", "{\"label\": \"Against\", \"second\": {\"label\": \"For\"}}"})
    void readsNothing(String answer) {
        assertThat(parse(STANCE, answer)).returns(CallStatus.UNPARSABLE, Parsed::status).returns(null, Parsed::label)
                .satisfies(p -> assertThat(p.reason()).endsWith("."));
    }

    @Test
    void caseCountsWhereLabelsDifferInCaseOnly() {
        Variable variable = variable(VariableKind.SINGLE, "us", "US");
        assertThat(parse(variable, "{\"label\": \"US\"}").label()).isEqualTo("US");
        assertThat(parse(variable, "{\"label\": \"Us\"}").label()).isNull();
    }

    @Test
    void numbersAndTruthAreLabelsAsWritten() {
        Variable variable = variable(VariableKind.ORDINAL, "0", "1", "true");
        assertThat(parse(variable, "{\"label\": 1}").label()).isEqualTo("1");
        assertThat(parse(variable, "{\"label\": true}").label()).isEqualTo("true");
        assertThat(parse(variable, "0").label()).isEqualTo("0");
        assertThat(parse(variable, "{\"label\": 1.0}").label()).isNull();
    }

    @Test
    void labelsThatBeginOrEndWithBlanksAreFound() {
        assertThat(parse(variable(VariableKind.SINGLE, " yes", "no"), "yes").label()).isEqualTo(" yes");
    }

    @Test
    void severalLabelsComeInTheOrderOfTheCodebook() {
        Variable variable = variable(VariableKind.MULTI, "a", "b", "c");
        assertThat(parse(variable, "{\"labels\": [\"c\", \"a\", \"c\"]}").label()).isEqualTo(LabelSet.of(List.of("a", "c")).joined());
        assertThat(parse(variable, "{\"labels\": []}")).returns("", Parsed::label).returns(CallStatus.LABELLED, Parsed::status);
        assertThat(parse(variable, "{\"labels\": [\"a\", \"z\"]}").label()).isNull();
        assertThat(parse(variable, "{\"label\": \"b\"}").label()).isEqualTo("b");
        assertThat(parse(variable, "a, c").label()).isEqualTo(LabelSet.of(List.of("a", "c")).joined());
        assertThat(parse(variable, "none of them").label()).isNull();
        assertThat(parse(variable, "{\"labels\": [\"a\"]} {\"labels\": [\"b\"]}").label()).isNull();
    }

    @Test
    void aCutAnswerIsSaidToBeCut() {
        AnswerParser parser = new AnswerParser(new OutputForm(STANCE, OutputForm.Reason.FIRST));
        assertThat(parser.parse("{\"reason\": \"It is lo", End.CUT)).returns(CallStatus.UNPARSABLE, Parsed::status)
                .returns(AnswerParser.CUT, Parsed::reason);
        assertThat(parser.parse("For", End.CUT).label()).isNull();
        assertThat(parser.parse("{\"label\": \"For\"} becau", End.CUT).label()).isEqualTo("For");
    }

    @Test
    void keepsTheReason() {
        assertThat(parse(STANCE, "{\"reason\": \" It says so. \", \"label\": \"For\"}").reason()).isEqualTo("It says so.");
    }
}
