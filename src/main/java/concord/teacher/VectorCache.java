package concord.teacher;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Keeps the vectors of texts asked for lately, each of length one. Thread-safe.
final class VectorCache {
    private static final int KEPT = 4096;

    private final Embedder embedder;
    private final Map<String, float[]> kept = new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, float[]> eldest) {
            return size() > KEPT;
        }
    };

    VectorCache(Embedder embedder) {
        this.embedder = embedder;
    }

    /// In the order of the texts.
    List<float[]> of(List<String> texts) {
        Map<String, float[]> found = new LinkedHashMap<>();
        synchronized (kept) {
            texts.forEach(t -> found.put(t, kept.get(t)));
        }
        List<String> missing = found.entrySet().stream().filter(e -> e.getValue() == null).map(Map.Entry::getKey).toList();
        if (!missing.isEmpty()) {
            float[][] made = embedder.embed(missing);
            for (int i = 0; i < made.length; i++) {
                found.put(missing.get(i), unit(made[i]));
            }
            synchronized (kept) {
                missing.forEach(t -> kept.put(t, found.get(t)));
            }
        }
        List<float[]> vectors = new ArrayList<>();
        texts.forEach(t -> vectors.add(found.get(t)));
        return vectors;
    }

    static double cosine(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        return sum;
    }

    private static float[] unit(float[] vector) {
        double length = Math.sqrt(cosine(vector, vector));
        float[] scaled = new float[vector.length];
        for (int i = 0; i < vector.length && length > 0; i++) {
            scaled[i] = (float) (vector[i] / length);
        }
        return scaled;
    }
}
