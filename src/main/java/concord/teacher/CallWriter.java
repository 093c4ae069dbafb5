package concord.teacher;

import concord.model.TeacherCall;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Writes finished calls so that each is on disk before its worker goes on, and several that finish together are written as one. Thread-safe.
final class CallWriter {
    private final CallLog log;
    private final ReentrantLock writing = new ReentrantLock();
    private List<TeacherCall> waiting = new ArrayList<>();
    private @Nullable RuntimeException broken;

    CallWriter(CallLog log) {
        this.log = log;
    }

    /// On disk when this returns: written here, or by a worker that came before.
    ///
    /// @throws RuntimeException what the log threw, here or for an earlier call: one that failed may have held this call too
    void write(TeacherCall call) {
        synchronized (this) {
            waiting.add(call);
        }
        writing.lock();
        try {
            List<TeacherCall> mine;
            synchronized (this) {
                mine = waiting;
                waiting = new ArrayList<>();
            }
            if (broken != null)
                throw broken;
            if (!mine.isEmpty())
                log.append(mine);
        } catch (RuntimeException e) {
            broken = e;
            throw e;
        } finally {
            writing.unlock();
        }
    }
}
