package concord.student.worker;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import concord.student.Task;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Rows of numbers for texts: logits or embeddings, in batches of like length.
final class Classifier {
    private static final float[] NONE = new float[0];
    private final Network network;
    private final Padding padding;

    Classifier(Network network, Padding padding) {
        this.network = network;
        this.padding = padding;
    }

    /// Logits, one row per text in the order given.
    ///
    /// @param done called after each batch with the texts finished in it; may throw [concord.job.Cancelled]
    List<float[]> logits(List<Tokens> texts, IntConsumer done) {
        return rows(texts, done, false);
    }

    /// Embeddings of length 1.
    List<float[]> embeddings(List<Tokens> texts, IntConsumer done) {
        return rows(texts, done, true);
    }

    /// What the goal reads: logits, or of each example the cosine of its query and its document.
    List<float[]> outputs(Goal goal, List<Example> examples, IntConsumer done) {
        List<Tokens> texts = examples.stream().map(Example::tokens).toList();
        return goal.task() == Task.PAIRING
                ? cosines(examples.stream().map(e -> e.query().tokens()).toList(), texts, done)
                : logits(texts, done);
    }

    /// Cosines of the first and the second of each pair, one number a row. Tokens that are met several times (the very same object) are read once.
    List<float[]> cosines(List<Tokens> first, List<Tokens> second, IntConsumer done) {
        Map<Tokens, float[]> rows = new IdentityHashMap<>();
        List<Tokens> distinct = new ArrayList<>();
        Stream.concat(first.stream(), second.stream()).forEach(tokens -> {
            if (rows.put(tokens, NONE) == null)
                distinct.add(tokens);
        });
        List<float[]> embedded = embeddings(distinct, done);
        for (int i = 0; i < distinct.size(); i++) {
            rows.put(distinct.get(i), embedded.get(i));
        }
        return IntStream.range(0, first.size())
                .mapToObj(i -> new float[]{dot(rows.getOrDefault(first.get(i), NONE), rows.getOrDefault(second.get(i), NONE))}).toList();
    }

    private static float dot(float[] a, float[] b) {
        double sum = 0;
        for (int k = 0; k < a.length; k++) {
            sum += (double) a[k] * b[k];
        }
        return (float) sum;
    }

    private List<float[]> rows(List<Tokens> texts, IntConsumer done, boolean embed) {
        network.evaluate();
        List<float[]> out = new ArrayList<>(java.util.Collections.nCopies(texts.size(), new float[0]));
        for (List<Integer> members : Batching.scoring(texts)) {
            try (NDScope _ = new NDScope(); NDManager scope = network.manager().newSubManager()) {
                Batch batch = Batch.of(scope, members.stream().map(texts::get).toList(), padding);
                float[] values = (embed ? network.embeddings(batch) : network.logits(batch)).toFloatArray();
                int width = values.length / members.size();
                for (int r = 0; r < members.size(); r++) {
                    out.set(members.get(r), java.util.Arrays.copyOfRange(values, r * width, (r + 1) * width));
                }
            }
            done.accept(members.size());
        }
        return out;
    }
}
