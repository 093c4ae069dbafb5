package concord.job;

/// Runs something when the program is asked to end (Ctrl-C, terminate), before it does.
public final class ExitHook implements AutoCloseable {
    private final Thread hook;

    private ExitHook(Thread hook) {
        this.hook = hook;
    }

    /// @param action runs on a thread of its own while the program ends; the end waits for it
    public static ExitHook of(Runnable action) {
        Thread hook = Thread.ofPlatform().name("exit").unstarted(action);
        Runtime.getRuntime().addShutdownHook(hook);
        return new ExitHook(hook);
    }

    /// Takes the hook away; without effect once the program is ending.
    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException alreadyEnding) {
            return;
        }
    }
}
