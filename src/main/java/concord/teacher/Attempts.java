package concord.teacher;

import concord.job.Cancelled;
import concord.job.JobContext;
import concord.job.Parallel;
import concord.teacher.provider.Patience;
import concord.teacher.provider.Reply;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Asks one question until there is an answer or no sense in asking on. Thread-safe.
final class Attempts {
    private final Respondent respondent;
    private final Pace pace;
    private final Purse purse;
    private final Tempo tempo;
    private final JobContext context;
    private final Patience patience;
    private volatile boolean reached;

    Attempts(Respondent respondent, Pace pace, Purse purse, Tempo tempo, JobContext context) {
        this.respondent = respondent;
        this.pace = pace;
        this.purse = purse;
        this.tempo = tempo;
        this.context = context;
        this.patience = new Patience(tempo.answer(), tempo.grace(), context::cancelled);
    }

    /// How it ended.
    ///
    /// @param attempts made; 0 when the cap allowed none
    /// @param reply    of the last attempt; null when there was none
    /// @param usage    of the last attempt; null when it cost nothing
    /// @param lost     US dollars assumed for earlier attempts whose answers were lost
    record Ended(int attempts, @Nullable Reply reply, @Nullable Usage usage, double lost) {}

    /// @throws Cancelled when the run was cancelled before the first attempt
    Ended ask(Respondent.Question question, Usage.Bill bill) {
        Usage highest = Usage.highest(bill);
        double aside = highest.cost() == null ? 0 : highest.cost();
        Ended ended = new Ended(0, null, null, 0);
        int busy = 0;
        int failures = 0;
        while (allowed(aside, ended)) {
            Reply reply;
            Usage usage;
            try {
                reply = respondent.ask(question, patience);
                usage = usage(reply, bill);
                purse.settle(aside, usage == null || usage.cost() == null ? 0 : usage.cost());
            } catch (RuntimeException | Error e) {
                purse.settle(aside, 0);
                throw e;
            }
            ended = new Ended(ended.attempts() + 1, reply, usage, ended.lost() + charged(ended));
            reached |= reply.status() > 0;
            boolean again = switch (reply) {
                case Reply.Busy b -> ++busy < tempo.busy() && rest(b, busy);
                case Reply.Lost l -> ++failures < tries(l) && l.loss() != Reply.Loss.ABANDONED && back(failures);
                case Reply.Answered a -> false;
                case Reply.Garbled g -> false;
                case Reply.Filtered f -> false;
                case Reply.Declined d -> false;
                case Reply.Unfit u -> false;
                case Reply.Fatal f -> false;
            };
            if (!again)
                return ended;
        }
        return ended;
    }

    /// Waits for pace and purse. False when the cap is reached, or when the run is cancelled and there is an attempt to tell of.
    private boolean allowed(double aside, Ended before) {
        try {
            while (true) {
                context.checkCancelled();
                switch (purse.take(aside)) {
                    case GRANTED -> {
                        return turn(aside);
                    }
                    case NEVER -> {
                        return false;
                    }
                    case LATER -> Parallel.pause(20);
                }
            }
        } catch (Cancelled e) {
            if (before.attempts() == 0)
                throw e;
            return false;
        }
    }

    private boolean turn(double aside) {
        try {
            pace.await(context);
            return true;
        } catch (Cancelled e) {
            purse.settle(aside, 0);
            throw e;
        }
    }

    private static double charged(Ended earlier) {
        return earlier.usage() == null || earlier.usage().cost() == null ? 0 : earlier.usage().cost();
    }

    private static @Nullable Usage usage(Reply reply, Usage.Bill bill) {
        return switch (reply) {
            case Reply.Answered a -> Usage.of(bill, a.answer());
            case Reply.Garbled g -> Usage.assumed(bill);
            case Reply.Lost(_, var loss, _, _) -> switch (loss) {
                case TIMEOUT, BROKEN, ABANDONED -> Usage.assumed(bill);
                case UNREACHABLE, SERVER -> null;
            };
            case Reply.Busy b -> null;
            case Reply.Filtered f -> null;
            case Reply.Declined d -> null;
            case Reply.Unfit u -> null;
            case Reply.Fatal f -> null;
        };
    }

    /// A server that has never been reached is not waited for long.
    private int tries(Reply.Lost lost) {
        return lost.loss() == Reply.Loss.UNREACHABLE && !reached ? Math.min(2, tempo.attempts()) : tempo.attempts();
    }

    private boolean rest(Reply.Busy busy, int times) {
        Duration rest = busy.after() == null ? tempo.bound(times) : busy.after();
        if (rest.compareTo(tempo.away()) > 0)
            return false;
        pace.quiet(rest.plus(tempo.pause(1).dividedBy(10)));
        return true;
    }

    private boolean back(int failures) {
        long end = System.nanoTime() + tempo.pause(failures).toNanos();
        while (System.nanoTime() < end && !context.cancelled()) {
            Parallel.pause(Math.clamp((end - System.nanoTime()) / 1_000_000, 1, 50));
        }
        return true;
    }
}
