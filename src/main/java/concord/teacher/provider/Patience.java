package concord.teacher.provider;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/// How long to wait for a server.
///
/// @param answer    from sending to the last byte of the response
/// @param grace     how long a call under way is still waited for once the run is cancelled: it is paid, so its answer is worth a moment
/// @param cancelled whether the run is
public record Patience(Duration answer, Duration grace, BooleanSupplier cancelled) {}
