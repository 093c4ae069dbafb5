package concord.teacher.provider;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What became of one attempt to ask.
public sealed interface Reply {
    /// HTTP status; 0 when there was no response.
    int status();

    /// The model answered, or declined to.
    record Answered(int status, Answer answer) implements Reply {}

    /// There was a response that counts as an answer, and nothing can be read from it.
    record Garbled(int status, String body) implements Reply {}

    /// The provider's filter turned the prompt away; not charged.
    record Filtered(int status, String sentence, String body) implements Reply {}

    /// Too many calls: all workers wait.
    ///
    /// @param after null when the server does not say how long
    record Busy(int status, @Nullable Duration after, String body) implements Reply {}

    /// No answer, but asking again may help.
    record Lost(int status, Loss loss, String sentence, String body) implements Reply {}

    /// The model or server does not take something that can be left out.
    record Declined(int status, Feature feature, String body) implements Reply {}

    /// This unit cannot be asked; others can.
    record Unfit(int status, String sentence, String body) implements Reply {}

    /// No unit can be asked.
    record Fatal(int status, String sentence, String body) implements Reply {}

    /// How an answer was lost.
    enum Loss {
        /// The server could not be reached: nothing was sent.
        UNREACHABLE,
        /// No answer in time; it may have been charged.
        TIMEOUT,
        /// The connection broke after the request was sent; it may have been charged.
        BROKEN,
        /// The server failed; not charged.
        SERVER,
        /// The run was cancelled while waiting; it may have been charged.
        ABANDONED
    }
}
