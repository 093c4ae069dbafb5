package concord.teacher;

import concord.model.TeacherCall;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A call log in memory that can die: after so many calls it takes no more, as a disk that is full or a process that is killed.
final class MemoryLog implements CallLog, BatchLog {
    private final List<TeacherCall> calls = new ArrayList<>();
    private final Map<String, Batch> batches = new LinkedHashMap<>();
    private int room = Integer.MAX_VALUE;

    synchronized MemoryLog diesAfter(int calls) {
        room = calls;
        return this;
    }

    @Override
    public synchronized void append(Collection<TeacherCall> finished) {
        if (calls.size() + finished.size() > room)
            throw new IllegalStateException("the disk is full");
        calls.addAll(finished);
    }

    @Override
    public synchronized List<Known> known() {
        Map<List<Long>, Known> latest = new LinkedHashMap<>();
        calls.forEach(c -> latest.put(List.of(c.unit(), (long) c.repeat()), Known.of(c)));
        return List.copyOf(latest.values());
    }

    @Override
    public synchronized Totals totals() {
        return new Totals(calls.size(), calls.stream().mapToDouble(c -> c.cost() == null ? 0 : c.cost()).sum(),
                calls.stream().mapToLong(TeacherCall::tokensIn).sum(), calls.stream().mapToLong(TeacherCall::tokensOut).sum());
    }

    @Override
    public synchronized void save(Batch batch) {
        batches.put(batch.token(), batch);
    }

    @Override
    public synchronized List<Batch> open() {
        return batches.values().stream().filter(b -> b.state() != State.COLLECTED).toList();
    }

    synchronized List<TeacherCall> calls() {
        return List.copyOf(calls);
    }
}
