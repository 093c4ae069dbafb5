package concord.teacher;

import concord.model.CallStatus;
import concord.model.TeacherCall;
import java.util.Collection;
import java.util.List;

/// Where the calls of a run are kept. Thread-safe.
public interface CallLog {
    /// Writes finished calls; on disk when this returns.
    void append(Collection<TeacherCall> calls);

    /// What is on record of the run: the latest call of each unit and repeat, so that a resumed run asks only what is open.
    List<Known> known();

    /// US dollars spent by all calls on record, attempts that failed included where they were charged.
    double spent();

    /// @param unit   number of the unit
    /// @param repeat from 1
    record Known(long unit, int repeat, CallStatus status) {}
}
