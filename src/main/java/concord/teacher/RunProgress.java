package concord.teacher;

import concord.job.JobContext;
import concord.model.CallStatus;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Tells how far a run is, a few times a second at most. Thread-safe.
final class RunProgress {
    private static final long EVERY_NANOS = 250_000_000;

    private final JobContext context;
    private final Purse purse;
    private final long total;
    private final @Nullable Double cap;
    private final Money money;
    private long done;
    private long labelled;
    private long last = System.nanoTime() - EVERY_NANOS;

    /// Whether money can be told.
    enum Money {
        KNOWN, UNKNOWN
    }

    RunProgress(JobContext context, Purse purse, long total, @Nullable Double cap, Money money) {
        this.context = context;
        this.purse = purse;
        this.total = total;
        this.cap = cap;
        this.money = money;
    }

    synchronized void finished(CallStatus status) {
        done++;
        if (status == CallStatus.LABELLED)
            labelled++;
        if (System.nanoTime() - last >= EVERY_NANOS || done == total) {
            last = System.nanoTime();
            tell();
        }
    }

    synchronized void tell() {
        context.progress(done, total, phase());
        context.metric("labelled", done, labelled);
        if (money == Money.KNOWN)
            context.metric("spent", done, purse.spent());
    }

    private String phase() {
        if (money == Money.UNKNOWN)
            return "asking, price unknown";
        String spent = String.format(Locale.ROOT, "$%.2f", purse.spent());
        return cap == null ? "asking, " + spent + " spent" : "asking, " + spent + String.format(Locale.ROOT, " of $%.2f spent", cap);
    }
}
