package concord.teacher;

import concord.model.TeacherCall;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/// Writes finished calls so that each is on disk before its worker goes on, and several that finish together are written as one. Thread-safe.
final class CallWriter {
    private final CallLog log;
    private final ReentrantLock writing = new ReentrantLock();
    private List<TeacherCall> waiting = new ArrayList<>();

    CallWriter(CallLog log) {
        this.log = log;
    }

    /// On disk when this returns: written here, or by the worker that was writing when this one came.
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
            if (!mine.isEmpty())
                log.append(mine);
        } finally {
            writing.unlock();
        }
    }
}
