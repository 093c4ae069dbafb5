package concord.app;

import concord.job.JobContext;
import concord.model.Unit;
import concord.model.VariableKind;
import concord.student.TrainingData;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Vectors of units by the frozen embedded MiniLM, of length 1: of a text its embedding; of two texts u and v, a query and its document among
/// them, the absolute differences and the products of their embeddings, [|u - v|, u * v] (after Conneau et al. 2017).
final class UnitVectors {
    private static final int PORTION = 256;
    private final TextEmbeddings embeddings;
    private final VariableKind kind;
    private final JobContext context;

    UnitVectors(TextEmbeddings embeddings, VariableKind kind, JobContext context) {
        this.embeddings = embeddings;
        this.kind = kind;
        this.context = context;
    }

    float[][] of(List<Unit> units) {
        return of(units.stream().map(u -> TrainingUnits.first(kind, u)).toList(),
                units.stream().map(u -> TrainingUnits.second(kind, u)).toList());
    }

    /// Of the units learnt from and of those held out for validation.
    float[][] of(TrainingData learnt) {
        List<TrainingData.Item> items = Stream.concat(learnt.train().stream(), learnt.validation().stream()).toList();
        return of(items.stream().map(TrainingData.Item::text).toList(), items.stream().map(TrainingData.Item::textB).toList());
    }

    private float[][] of(List<String> first, List<@Nullable String> second) {
        float[][] u = embed(first);
        if (second.stream().allMatch(t -> t == null))
            return u;
        float[][] v = embed(second.stream().map(t -> t == null ? "" : t).toList());
        float[][] out = new float[u.length][];
        for (int i = 0; i < u.length; i++) {
            out[i] = paired(u[i], v[i]);
        }
        return out;
    }

    private static float[] paired(float[] u, float[] v) {
        float[] out = new float[2 * u.length];
        double squares = 0;
        for (int k = 0; k < u.length; k++) {
            out[k] = Math.abs(u[k] - v[k]);
            out[u.length + k] = u[k] * v[k];
            squares += (double) out[k] * out[k] + (double) out[u.length + k] * out[u.length + k];
        }
        float length = (float) Math.sqrt(squares);
        for (int k = 0; k < out.length; k++) {
            out[k] /= length;
        }
        return out;
    }

    /// Cosines of first and second texts.
    double[] cosines(List<String> first, List<String> second) {
        float[][] u = embed(first);
        float[][] v = embed(second);
        double[] out = new double[u.length];
        for (int i = 0; i < out.length; i++) {
            for (int k = 0; k < u[i].length; k++) {
                out[i] += (double) u[i][k] * v[i][k];
            }
        }
        return out;
    }

    private float[][] embed(List<String> texts) {
        List<float[]> out = new ArrayList<>(texts.size());
        try (TextEmbeddings.Use _ = embeddings.use()) {
            for (int from = 0; from < texts.size(); from += PORTION) {
                context.checkCancelled();
                context.progress(from, texts.size(), "embedding");
                out.addAll(List.of(embeddings.embed(texts.subList(from, Math.min(texts.size(), from + PORTION)))));
            }
        }
        context.progress(texts.size(), texts.size(), "embedding");
        return out.toArray(float[][]::new);
    }
}
