package concord.teacher.prompt;

import concord.model.CallStatus;
import org.jspecify.annotations.Nullable;

/// What was read from an answer.
///
/// @param status LABELLED or UNPARSABLE
/// @param label  joined for several; null when unparsable
/// @param reason the model's reason, or why no label could be read
public record Parsed(CallStatus status, @Nullable String label, String reason) {
    static Parsed labelled(String label, String reason) {
        return new Parsed(CallStatus.LABELLED, label, reason);
    }

    static Parsed none(String why) {
        return new Parsed(CallStatus.UNPARSABLE, null, why);
    }
}
