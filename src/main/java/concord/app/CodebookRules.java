package concord.app;

import concord.model.Label;
import concord.model.Variable;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// What a codebook must hold to: names that are there and unique, keys that are free.
final class CodebookRules {
    private static final Set<String> RESERVED = Set.of("f", "c", "g", "h", "n");

    private CodebookRules() {
    }

    /// @throws AppException with the first rule broken
    static void check(List<Variable> variables) {
        Set<String> names = new HashSet<>();
        for (Variable variable : variables) {
            if (variable.name().isBlank())
                throw new AppException("A variable has no name: give it one.");
            if (!names.add(variable.name()))
                throw new AppException("Two variables are called \"" + variable.name() + "\": names must differ.");
            labels(variable);
        }
    }

    private static void labels(Variable variable) {
        Set<String> names = new HashSet<>();
        Map<String, String> keys = new HashMap<>();
        List<Label> labels = variable.labels();
        for (int i = 0; i < labels.size(); i++) {
            Label label = labels.get(i);
            if (label.name().isEmpty())
                throw new AppException("A label of \"" + variable.name() + "\" has no name: give it one or remove it.");
            if (label.name().indexOf('\u001f') >= 0)
                throw new AppException("The label \"" + label.name().replace('\u001f', ' ') + "\" holds a control character: remove it.");
            if (!names.add(label.name()))
                throw new AppException("Two labels of \"" + variable.name() + "\" are called \"" + label.name() + "\": names must differ.");
            String shortcut = label.shortcut();
            if (shortcut == null || shortcut.isEmpty())
                continue;
            String key = shortcut.toLowerCase(Locale.ROOT);
            if (key.codePointCount(0, key.length()) != 1 || key.isBlank())
                throw new AppException("The key \"" + shortcut + "\" of \"" + label.name() + "\" is not one character.");
            if (RESERVED.contains(key))
                throw new AppException(
                        "The key " + shortcut + " of \"" + label.name() + "\" is used by the Label screen: choose another letter.");
            if (Character.isDigit(key.charAt(0)) && !key.equals(ownDigit(i)))
                throw new AppException(
                        "The key " + shortcut + " of \"" + label.name() + "\" belongs to the label at that position: choose a letter.");
            String other = keys.put(key, label.name());
            if (other != null)
                throw new AppException(
                        "The key " + shortcut + " is given to both \"" + other + "\" and \"" + label.name() + "\": choose another.");
        }
    }

    private static String ownDigit(int position) {
        return position < 9 ? String.valueOf(position + 1) : position == 9 ? "0" : "";
    }
}
