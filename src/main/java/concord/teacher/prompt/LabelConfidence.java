package concord.teacher.prompt;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/// How sure a model was of the label it gave: the probability of the label's tokens, renormalised over the allowed labels.
///
/// The label's tokens are walked from its first character to the sign that ends it. At each, the probability of alternatives that begin
/// another allowed label goes to the others; what begins no label is left out. Alternatives the provider does not list count as none, so the
/// figure is a slight overestimate where many labels are about equally likely.
public final class LabelConfidence {
    private LabelConfidence() {
    }

    /// @param names allowed labels
    /// @param label the one that was given, of a variable that takes one
    /// @return in 0..1; empty when the label cannot be found among the tokens
    public static OptionalDouble of(TokenProbabilities answer, List<String> names, String label) {
        String text = answer.text();
        boolean json = text.contains("\"" + OutputForm.LABEL + "\"");
        String written = json ? inner(label) : label;
        int from = json ? start(text, written) : text.indexOf(written);
        if (from < 0)
            return OptionalDouble.empty();
        List<String> others = names.stream().filter(n -> !n.equals(label)).map(n -> json ? inner(n) + "\"" : n).toList();
        String whole = json ? written + "\"" : written;
        return walk(answer, from, whole, others);
    }

    private static OptionalDouble walk(TokenProbabilities answer, int from, String whole, List<String> others) {
        double path = 0;
        double elsewhere = 0;
        int at = 0;
        StringBuilder before = new StringBuilder();
        for (TokenProbabilities.Token token : answer.tokens()) {
            int end = at + token.text().length();
            if (end > from && at < from + whole.length()) {
                elsewhere += Math.exp(path) * off(token, before.toString(), from, whole, others);
                path += token.logarithm();
            }
            before.append(token.text());
            at = end;
        }
        double here = Math.exp(path);
        return here + elsewhere > 0 ? OptionalDouble.of(here / (here + elsewhere)) : OptionalDouble.empty();
    }

    /// Probability of the alternatives that leave the label for another allowed one.
    private static double off(TokenProbabilities.Token given, String before, int from, String whole, List<String> others) {
        double sum = 0;
        for (Map.Entry<String, Double> alternative : given.alternatives().entrySet()) {
            String text = before + alternative.getKey();
            if (alternative.getKey().equals(given.text()) || text.length() <= from)
                continue;
            String begun = text.substring(from);
            if (others.stream().anyMatch(o -> begins(begun, o)) && !begins(begun, whole))
                sum += Math.exp(alternative.getValue());
        }
        return sum;
    }

    private static boolean begins(String begun, String label) {
        return label.startsWith(begun) || begun.startsWith(label);
    }

    /// Where the value of the last label field begins.
    private static int start(String text, String written) {
        int field = text.lastIndexOf("\"" + OutputForm.LABEL + "\"");
        int value = text.indexOf("\"" + written + "\"", field + OutputForm.LABEL.length() + 2);
        return value < 0 ? -1 : value + 1;
    }

    private static String inner(String name) {
        String quoted = OutputForm.quoted(name);
        return quoted.substring(1, quoted.length() - 1);
    }
}
