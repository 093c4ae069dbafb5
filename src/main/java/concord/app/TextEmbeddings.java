package concord.app;

import concord.student.StudentException;
import concord.student.Students;
import concord.student.TextVectors;
import concord.teacher.Embedder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Vectors of texts by the embedded MiniLM. Its worker starts with the first text and ends when nobody uses it any more; the latest vectors are
/// kept. Thread-safe.
final class TextEmbeddings implements Embedder {
    private static final int KEPT = 20_000;
    private final Supplier<Students> students;
    private final Map<String, float[]> kept = new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, float[]> eldest) {
            return size() > KEPT;
        }
    };
    private @Nullable TextVectors worker;
    private int users;

    TextEmbeddings(Supplier<Students> students) {
        this.students = students;
    }

    /// Keeps the worker until it is closed.
    interface Use extends AutoCloseable {
        @Override
        void close();
    }

    synchronized Use use() {
        users++;
        return this::leave;
    }

    private synchronized void leave() {
        users--;
        if (users == 0 && worker != null) {
            worker.close();
            worker = null;
        }
    }

    @Override
    public synchronized float[][] embed(List<String> texts) {
        try (Use _ = use()) {
            List<String> missing = texts.stream().filter(t -> !kept.containsKey(t)).distinct().toList();
            Map<String, float[]> made = new LinkedHashMap<>();
            if (!missing.isEmpty()) {
                float[][] vectors = vectors(missing);
                for (int i = 0; i < vectors.length; i++) {
                    made.put(missing.get(i), vectors[i]);
                }
            }
            List<float[]> all = new ArrayList<>();
            texts.forEach(t -> all.add(made.containsKey(t) ? made.get(t) : kept.get(t)));
            kept.putAll(made);
            return all.toArray(float[][]::new);
        }
    }

    private float[][] vectors(List<String> texts) {
        TextVectors open = worker;
        if (open == null) {
            open = students.get().vectors();
            worker = open;
        }
        try {
            return open.of(texts);
        } catch (StudentException e) {
            // a worker that failed once is not asked again
            worker = null;
            open.close();
            throw e;
        }
    }
}
