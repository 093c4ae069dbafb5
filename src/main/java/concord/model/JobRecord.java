package concord.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A long job as the project file remembers it.
///
/// @param id      ascending number inside the project
/// @param kind    stable key: import, train, score, ...
/// @param title   one line for people
/// @param request the request record as JSON, from which it can be run again
/// @param state   one of queued running succeeded failed cancelled interrupted
/// @param error   the sentence for the user when it failed, else null
/// @param resumable whether it broke off (failed, cancelled or interrupted) and resuming continues the work already done
public record JobRecord(long id, String kind, String title, String request, String state, long done, long total, String phase,
        @Nullable Instant started, @Nullable Instant ended, @Nullable String error, boolean resumable) {}
