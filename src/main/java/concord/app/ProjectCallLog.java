package concord.app;

import concord.model.TeacherCall;
import concord.store.TeachingRepository;
import concord.teacher.CallLog;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The calls of one run in the project file.
final class ProjectCallLog implements CallLog {
    private final TeachingRepository calls;
    private final String run;
    private final Set<Long> again;
    private final Runnable written;
    private final Set<Answer> anew = ConcurrentHashMap.newKeySet();

    private record Answer(long unit, int repeat) {}

    /// @param again   units whose calls so far count as not made, so that they are asked again
    /// @param written called after each write
    ProjectCallLog(TeachingRepository calls, String run, Set<Long> again, Runnable written) {
        this.calls = calls;
        this.run = run;
        this.again = again;
        this.written = written;
    }

    @Override
    public void append(Collection<TeacherCall> finished) {
        calls.append(finished);
        if (!again.isEmpty())
            finished.forEach(c -> anew.add(new Answer(c.unit(), c.repeat())));
        written.run();
    }

    @Override
    public List<Known> known() {
        return known(calls, run).stream().filter(k -> !again.contains(k.unit()) || anew.contains(new Answer(k.unit(), k.repeat())))
                .toList();
    }

    static List<Known> known(TeachingRepository calls, String run) {
        return calls.states(run).stream().map(s -> new Known(s.unit(), s.repeat(), s.status(), s.label(), s.confidence())).toList();
    }

    @Override
    public Totals totals() {
        TeachingRepository.Totals totals = calls.totals(run);
        return new Totals(totals.calls(), totals.cost(), totals.tokensIn(), totals.tokensOut());
    }
}
