package concord.teacher.provider;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// A provider's batch endpoint: many requests handed in at once, answered within a day at a lower price.
public sealed interface BatchClient permits OpenAiBatches, AnthropicBatches {
    /// Handing in and fetching thousands of requests takes its time.
    Patience PATIENCE = new Patience(Duration.ofMinutes(10), Duration.ofSeconds(10), () -> false);

    /// @throws concord.teacher.TeacherException when the provider has none
    static BatchClient of(Connection connection) {
        return connection.endpoint().provider() == Provider.ANTHROPIC ? new AnthropicBatches(connection) : new OpenAiBatches(connection);
    }

    /// Hands in a batch.
    ///
    /// @param token ours, to find the batch again when the answer to this is lost
    /// @return the provider's name for the batch
    /// @throws concord.teacher.TeacherException when the provider turns it down or cannot be reached
    String submit(String token, List<Request> requests);

    /// A batch that was handed in, its name never learnt.
    ///
    /// @param since    it is not older than this
    /// @param requests it has so many
    Optional<String> find(String token, Instant since, int requests);

    /// @throws concord.teacher.TeacherException when the provider cannot be reached
    Status status(String id);

    /// Hands over each result there is, in any order.
    void results(String id, Consumer<Result> sink);

    /// @param custom our name for the request: letters, digits, - and _, at most 64
    /// @param ask    what is asked
    record Request(String custom, Ask ask) {}

    /// @param reply Lost or Fatal for a request the batch did not answer
    record Result(String custom, Reply reply) {}

    /// @param sentence what the provider says of a batch that failed as a whole; empty otherwise
    record Status(Phase phase, long done, String sentence) {}

    /// Where a batch stands.
    enum Phase {
        RUNNING, ENDED
    }

    /// One line of a result file; empty lines are none.
    static Optional<JsonNode> line(String text) {
        JsonNode node = text.isBlank() ? null : Body.read(text);
        return Optional.ofNullable(node).filter(n -> n.hasNonNull("custom_id"));
    }
}
