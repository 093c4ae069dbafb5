package concord.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Times as the file keeps them: nanoseconds since 1970 UTC (good until 2262).
final class Times {
    private static final long SECOND = 1_000_000_000L;

    private Times() {
    }

    static long now() {
        return of(Instant.now());
    }

    static long of(Instant at) {
        return Math.addExact(Math.multiplyExact(at.getEpochSecond(), SECOND), at.getNano());
    }

    static Instant at(long nanos) {
        return Instant.ofEpochSecond(Math.floorDiv(nanos, SECOND), Math.floorMod(nanos, SECOND));
    }

    static @Nullable Instant orNull(@Nullable Object nanos) {
        return nanos instanceof Long n ? at(n) : null;
    }
}
