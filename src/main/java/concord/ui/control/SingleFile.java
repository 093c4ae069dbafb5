package concord.ui.control;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Background work of one screen, one piece at a time in the order given, so that a later save never overtakes an earlier one.
/// Belongs to the thread that results are handed to.
public final class SingleFile {
    /// Runs work in the background and hands its result back: `Workspace::load`.
    public interface Loader {
        <T> void load(Supplier<T> work, Consumer<? super T> then);
    }

    private record Outcome(@Nullable Object value, @Nullable RuntimeException failure) {}

    private record Piece(Supplier<@Nullable Object> work, Consumer<Outcome> then) {}

    private final Loader loader;
    private final Deque<Piece> waiting = new ArrayDeque<>();
    private boolean running;

    public SingleFile(Loader loader) {
        this.loader = loader;
    }

    /// @param failed hears why the work did not succeed, with a message for people
    public <T> void add(Supplier<T> work, Consumer<? super T> then, Consumer<RuntimeException> failed) {
        waiting.add(new Piece(work::get, outcome -> {
            if (outcome.failure() != null) {
                failed.accept(outcome.failure());
            } else {
                @SuppressWarnings("unchecked")
                T value = (T) outcome.value();
                then.accept(value);
            }
        }));
        next();
    }

    /// Whether nothing is under way.
    public boolean idle() {
        return !running && waiting.isEmpty();
    }

    private void next() {
        if (running || waiting.isEmpty())
            return;
        running = true;
        Piece piece = waiting.poll();
        loader.load(() -> {
            try {
                return new Outcome(piece.work().get(), null);
            } catch (RuntimeException failure) {
                return new Outcome(null, failure);
            }
        }, outcome -> {
            running = false;
            try {
                piece.then().accept(outcome);
            } finally {
                next();
            }
        });
    }
}
