package concord.teacher;

import java.util.List;

/// Turns texts into vectors that are near where the texts mean something alike. Thread-safe.
@FunctionalInterface
public interface Embedder {
    /// One vector a text, all of the same length, in the order given.
    float[][] embed(List<String> texts);
}
