package concord.teacher.prompt;

import java.util.List;
import java.util.Map;

/// The tokens of an answer with the probabilities the model gave them.
///
/// @param tokens in order; joined they are the answer's text
public record TokenProbabilities(List<Token> tokens) {
    public TokenProbabilities {
        tokens = List.copyOf(tokens);
    }

    /// @param logarithm    natural logarithm of the probability of the token that was given
    /// @param alternatives tokens that were likeliest at this place, with their logarithms; the given one may be among them
    public record Token(String text, double logarithm, Map<String, Double> alternatives) {
        public Token {
            alternatives = Map.copyOf(alternatives);
        }
    }

    String text() {
        StringBuilder text = new StringBuilder();
        tokens.forEach(t -> text.append(t.text()));
        return text.toString();
    }
}
