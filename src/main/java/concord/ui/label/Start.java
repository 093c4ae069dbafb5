package concord.ui.label;

import concord.app.LabelService;
import concord.app.ProjectSettings.Reveal;
import concord.model.Annotator;
import concord.model.LabelSet;
import concord.model.Variable;
import concord.model.VariableKind;
import java.util.List;

/// What labelling starts from.
///
/// @param version of the codebook
record Start(LabelService.Session session, Variable variable, int version, Reveal reveal, List<String> keywords,
        List<Annotator> annotators) {
    /// Whether several keys make one answer.
    boolean composed() {
        return variable.kind() == VariableKind.MULTI || variable.kind() == VariableKind.ORDINAL;
    }

    /// The labels of an answer.
    List<String> labels(String answer) {
        return variable.kind() == VariableKind.MULTI ? LabelSet.parse(answer).names() : List.of(answer);
    }
}
