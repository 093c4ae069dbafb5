package concord.teacher.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import concord.teacher.prompt.TokenProbabilities.Token;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The probability of a label from those of its tokens, against sums done by hand.
class LabelConfidenceTest {
    private static Token token(String text, double probability, Map<String, Double> others) {
        Map<String, Double> logs = new java.util.HashMap<>();
        others.forEach((t, p) -> logs.put(t, Math.log(p)));
        logs.put(text, Math.log(probability));
        return new Token(text, Math.log(probability), logs);
    }

    private static double of(List<Token> tokens, List<String> names, String label) {
        return LabelConfidence.of(new TokenProbabilities(tokens), names, label).orElseThrow();
    }

    @Test
    void oneTokenALabel() {
        List<Token> tokens = List.of(token("{\"label\": \"", 1, Map.of()), token("for", 0.6, Map.of("against", 0.2, "banana", 0.1)),
                token("\"}", 1, Map.of()));
        assertThat(of(tokens, List.of("for", "against"), "for")).isCloseTo(0.75, within(1e-12));
    }

    @Test
    void labelsThatPartLater() {
        List<Token> tokens = List.of(token("{\"label\":", 1, Map.of()), token(" \"pos", 0.9, Map.of(" \"neg", 0.05)),
                token("itive", 0.5, Map.of("sible", 0.4)), token("\"}", 1, Map.of()));
        double here = 0.9 * 0.5;
        assertThat(of(tokens, List.of("positive", "possible", "negative"), "positive"))
                .isCloseTo(here / (here + 0.05 + 0.9 * 0.4), within(1e-12));
    }

    @Test
    void aLabelThatBeginsAnother() {
        List<Token> tokens = List.of(token("{\"label\": \"", 1, Map.of()), token("against", 0.9, Map.of()),
                token("\"}", 0.7, Map.of(" strongly", 0.3)));
        assertThat(of(tokens, List.of("against", "against strongly"), "against")).isCloseTo(0.7, within(1e-12));
    }

    @Test
    void aBareLabelAndOneThatIsNotThere() {
        assertThat(of(List.of(token("for", 0.5, Map.of("against", 0.5))), List.of("for", "against"), "for")).isCloseTo(0.5, within(1e-12));
        assertThat(LabelConfidence.of(new TokenProbabilities(List.of(token("x", 1, Map.of()))), List.of("for"), "for")).isEmpty();
    }

    @Test
    void theLabelInTheReasonIsNotTheLabel() {
        List<Token> tokens = List.of(token("{\"reason\": \"not for\", \"label\": \"", 1, Map.of()),
                token("for", 0.8, Map.of("against", 0.2)),
                token("\"}", 1, Map.of()));
        assertThat(of(tokens, List.of("for", "against"), "for")).isCloseTo(0.8, within(1e-12));
    }
}
