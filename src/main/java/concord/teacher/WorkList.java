package concord.teacher;

import concord.model.Unit;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What is still to be asked: all repeats of a unit, then the next unit. Texts are read a few hundred units ahead. Thread-safe.
final class WorkList {
    private static final int CHUNK = 256;

    private final Lesson lesson;
    private final Map<Long, Set<Integer>> answered = new HashMap<>();
    private final ArrayDeque<Task> ready = new ArrayDeque<>();
    private final long total;
    private int next;

    /// @param repeat from 1
    record Task(Unit unit, int repeat) {}

    WorkList(Lesson lesson, List<CallLog.Known> known) {
        this.lesson = lesson;
        Set<Long> wanted = new HashSet<>(lesson.units());
        long done = 0;
        for (CallLog.Known call : known) {
            boolean counts = !call.status().open() && call.repeat() <= lesson.request().repeats() && wanted.contains(call.unit());
            if (counts && answered.computeIfAbsent(call.unit(), u -> new HashSet<>()).add(call.repeat()))
                done++;
        }
        this.total = (long) lesson.units().size() * lesson.request().repeats() - done;
    }

    /// Answers still to be asked for at the start.
    long total() {
        return total;
    }

    /// Null when there is nothing left.
    synchronized @Nullable Task next() {
        while (ready.isEmpty() && next < lesson.units().size()) {
            fill();
        }
        return ready.poll();
    }

    private void fill() {
        int end = Math.min(next + CHUNK, lesson.units().size());
        List<Long> open = lesson.units().subList(next, end).stream().filter(u -> of(u).size() < lesson.request().repeats()).toList();
        next = end;
        for (Unit unit : open.isEmpty() ? List.<Unit>of() : lesson.source().units(open)) {
            for (int repeat = 1; repeat <= lesson.request().repeats(); repeat++) {
                if (!of(unit.id()).contains(repeat))
                    ready.add(new Task(unit, repeat));
            }
        }
    }

    private Set<Integer> of(long unit) {
        return answered.getOrDefault(unit, Set.of());
    }
}
