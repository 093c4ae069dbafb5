package concord.ui.label;

import concord.app.LabelService;
import concord.app.ProjectSettings.Reveal;
import concord.model.Annotator;
import concord.model.Variable;
import java.util.List;

/// What labelling starts from.
///
/// @param version of the codebook
record Start(LabelService.Session session, Variable variable, int version, Reveal reveal, List<String> keywords,
        List<Annotator> annotators) {}
