package concord.job;

/// The job stopped because somebody asked it to.
public final class Cancelled extends RuntimeException {
    public Cancelled() {
        super("Cancelled.");
    }
}
