package concord.teacher;

import concord.model.CallStatus;
import concord.model.TeacherCall;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where the calls of one run are kept. Thread-safe.
public interface CallLog {
    /// Writes finished calls; on disk when this returns.
    void append(Collection<TeacherCall> calls);

    /// What is on record of the run: the latest call of each unit and repeat, so that a resumed run asks only what is open.
    List<Known> known();

    /// Sums over all calls on record, earlier attempts at the same unit and repeat included.
    Totals totals();

    /// @param unit       number of the unit
    /// @param repeat     from 1
    /// @param label      as in [TeacherCall#label()]
    /// @param confidence as in [TeacherCall#confidence()]
    record Known(long unit, int repeat, CallStatus status, @Nullable String label, @Nullable Double confidence) {
        public static Known of(TeacherCall call) {
            return new Known(call.unit(), call.repeat(), call.status(), call.label(), call.confidence());
        }
    }

    /// @param cost US dollars, calls of unknown price left out
    record Totals(long calls, double cost, long tokensIn, long tokensOut) {}
}
