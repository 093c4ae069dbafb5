package concord.teacher;

import concord.model.request.TeachRequest;
import concord.teacher.prompt.OutputForm;
import concord.teacher.provider.Ask;
import concord.teacher.provider.Connection;
import concord.teacher.provider.Feature;
import concord.teacher.provider.Patience;
import concord.teacher.provider.Reply;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A model over the wire. What a server turns down and can be done without is left out from then on.
final class RemoteRespondent implements Respondent {
    private final Connection connection;
    private final TeachRequest request;
    private final OutputForm form;
    private final Consumer<String> notes;
    private volatile Set<Feature> features;

    /// @param notes hears a sentence when something is left out
    RemoteRespondent(Connection connection, TeachRequest request, OutputForm form, Consumer<String> notes) {
        this.connection = connection;
        this.request = request;
        this.form = form;
        this.notes = notes;
        this.features = connection.features();
    }

    @Override
    public Reply ask(Question question, Patience patience) {
        while (true) {
            Set<Feature> used = features;
            Reply reply = connection.ask(ask(question, used), patience);
            if (!(reply instanceof Reply.Declined declined))
                return reply;
            leaveOut(declined.feature());
        }
    }

    /// The ask without sending it.
    Ask ask(Question question) {
        return ask(question, features);
    }

    @Override
    public @Nullable Long seed(int repeat) {
        return features.contains(Feature.SEED) ? Long.valueOf(number(repeat)) : null;
    }

    private Ask ask(Question question, Set<Feature> used) {
        return new Ask(connection.endpoint(), connection.secret(), question.prompt().system(), question.prompt().user(), form,
                request.temperature(), request.maxTokens(), number(question.repeat()), used);
    }

    /// Repeats take seeds of their own: with one seed for all they would be one answer many times.
    private int number(int repeat) {
        return (int) ((request.seed() + repeat - 1) & Integer.MAX_VALUE);
    }

    private synchronized void leaveOut(Feature feature) {
        if (!features.contains(feature))
            return;
        EnumSet<Feature> left = EnumSet.copyOf(features);
        left.remove(feature);
        features = left;
        notes.accept(connection.endpoint().model() + " does not take " + feature.title() + ": the run goes on without.");
    }
}
