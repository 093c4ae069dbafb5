package concord.teacher;

import concord.model.Unit;
import concord.model.result.TeachPrompt;
import concord.teacher.prompt.Example;
import concord.teacher.provider.Patience;
import concord.teacher.provider.Reply;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Whoever is asked: a model over the wire or the embedded one. Thread-safe.
sealed interface Respondent permits RemoteRespondent, EmbeddedRespondent {
    /// Makes one attempt.
    Reply ask(Question question, Patience patience);

    /// The seed sent with this repeat; null where none is taken.
    @Nullable
    Long seed(int repeat);

    /// @param repeat from 1
    record Question(Unit unit, List<Example> examples, TeachPrompt prompt, int repeat) {}
}
