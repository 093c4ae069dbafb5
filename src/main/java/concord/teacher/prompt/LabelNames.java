package concord.teacher.prompt;

import concord.model.Variable;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// Finds the label meant by a spelling: the exact one, else one that differs only in outer blanks, else one that differs in case too, and each
/// only where it is the only one.
record LabelNames(List<String> names) {
    static LabelNames of(Variable variable) {
        return new LabelNames(variable.labelNames());
    }

    Optional<String> find(String spelling) {
        if (names.contains(spelling))
            return Optional.of(spelling);
        return only(spelling, String::strip).or(() -> only(spelling, LabelNames::folded));
    }

    private Optional<String> only(String spelling, UnaryOperator<String> view) {
        String wanted = view.apply(spelling);
        List<String> alike = names.stream().filter(n -> view.apply(n).equals(wanted)).toList();
        return alike.size() == 1 ? Optional.of(alike.getFirst()) : Optional.empty();
    }

    private static String folded(String name) {
        return Normalizer.normalize(name.strip(), Normalizer.Form.NFC).toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    }
}
