package concord.ui.audit;

import concord.model.Annotation;
import concord.model.Annotator;
import concord.model.Variable;
import concord.ui.shell.AnnotatorPair;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Whose labels are audited.
///
/// @param student    a student that weighs in, or null
/// @param annotators all of the project
/// @param keywords   to mark in texts
/// @param blindFor   the person who still labels blind, so that only texts already labelled by that person may be shown; null when nobody does
record AuditCase(Variable variable, AnnotatorPair pair, @Nullable String student, List<Annotator> annotators, List<String> keywords,
        @Nullable String blindFor) {

    static @Nullable String label(@Nullable Annotation annotation) {
        return annotation == null ? null : annotation.label();
    }

    /// How sure the annotator was, or null.
    static @Nullable Double sure(Annotation annotation) {
        if (annotation.confidence() != null)
            return annotation.confidence();
        return annotation.label() == null ? null : annotation.probabilities().get(annotation.label());
    }

    int slot(@Nullable String label) {
        return label == null ? 7 : variable.label(label).map(l -> l.slot()).orElse(7);
    }
}
