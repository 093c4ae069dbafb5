package concord.teacher;

import concord.model.result.TeachOutcome;
import concord.teacher.server.FakeProvider;
import java.util.Locale;

/// One run for a benchmark.
public final class BenchRun {
    private BenchRun() {
    }

    /// What was measured, in one line.
    public static String of(int units, int workers, long millis) {
        try (FakeProvider server = new FakeProvider().takes(millis).forgets()) {
            MemoryLog log = new MemoryLog();
            Lesson lesson = Lessons.lesson(Lessons.request("openai:paid", server.url()).concurrency(workers).budget(1000).make(), units);
            long start = System.nanoTime();
            TeachOutcome outcome = new Teachers(name -> java.util.Optional.of(Lessons.KEY), texts -> new float[0][], Lessons::prices)
                    .run(lesson, log, new TestContext());
            double seconds = (System.nanoTime() - start) / 1e9;
            double ideal = units * millis / 1000.0 / workers;
            System.gc();
            Runtime runtime = Runtime.getRuntime();
            return String.format(Locale.ROOT, "%s: %.1f s, ideal %.1f s (+%.1f %%), heap of at most %d MB (%d MB used after)",
                    outcome.outcomes(), seconds, ideal, 100 * (seconds / ideal - 1), runtime.maxMemory() >> 20,
                    runtime.totalMemory() - runtime.freeMemory() >> 20);
        }
    }
}
