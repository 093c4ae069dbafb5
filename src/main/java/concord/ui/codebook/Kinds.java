package concord.ui.codebook;

import concord.model.Label;
import concord.model.Variable;
import concord.model.VariableKind;
import concord.ui.Texts;

/// Kinds of variables and keys of labels in words.
final class Kinds {
    private Kinds() {
    }

    static String name(VariableKind kind) {
        return switch (kind) {
            case SINGLE -> Texts.get("codebook.kind.single");
            case MULTI -> Texts.get("codebook.kind.multi");
            case ORDINAL -> Texts.get("codebook.kind.ordinal");
            case PAIR -> Texts.get("codebook.kind.pair");
            case RANKING -> Texts.get("codebook.kind.ranking");
        };
    }

    static String explanation(VariableKind kind) {
        return switch (kind) {
            case SINGLE -> Texts.get("codebook.kind.single-why");
            case MULTI -> Texts.get("codebook.kind.multi-why");
            case ORDINAL -> Texts.get("codebook.kind.ordinal-why");
            case PAIR -> Texts.get("codebook.kind.pair-why");
            case RANKING -> Texts.get("codebook.kind.ranking-why");
        };
    }

    static String summary(Variable variable) {
        return Texts.get("codebook.variable.summary", name(variable.kind()), variable.labels().size());
    }

    /// The key that gives the label at this position: its own, else its digit, else none.
    static String key(Label label, int position) {
        String own = label.shortcut();
        if (own != null)
            return own.toUpperCase(java.util.Locale.ROOT);
        return position < 10 ? String.valueOf((position + 1) % 10) : "";
    }
}
