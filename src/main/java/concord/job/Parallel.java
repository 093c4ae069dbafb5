package concord.job;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

/// Several threads doing the same work, for a job that waits on others (a network) more than on the processor. The threads are virtual, are
/// never interrupted and have all ended when [#run] returns; the work itself looks whether it should stop.
public final class Parallel {
    private Parallel() {
    }

    /// Runs the work on each of so many threads and waits for all.
    ///
    /// @throws RuntimeException the first that a thread threw, after all have ended; what others threw is attached to it
    public static void run(int threads, Runnable work) {
        AtomicReference<Throwable> first = new AtomicReference<>();
        CountDownLatch open = new CountDownLatch(threads);
        for (int i = 0; i < threads; i++) {
            Thread.ofVirtual().name("worker-" + i).start(() -> {
                try {
                    work.run();
                } catch (RuntimeException | Error e) {
                    if (!first.compareAndSet(null, e) && first.get() != e)
                        first.get().addSuppressed(e);
                } finally {
                    open.countDown();
                }
            });
        }
        await(open);
        switch (first.get()) {
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            case null, default -> {
            }
        }
    }

    /// Sleeps; for waits between looks at a [JobContext]. A thread of a job is not interrupted, so this always takes its time.
    public static void pause(long millis) {
        java.util.concurrent.locks.LockSupport.parkNanos(millis * 1_000_000);
    }

    private static void await(CountDownLatch open) {
        boolean interrupted = false;
        while (true) {
            try {
                open.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted)
            Thread.currentThread().interrupt();
    }
}
