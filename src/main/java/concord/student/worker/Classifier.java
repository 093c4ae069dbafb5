package concord.student.worker;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/// Rows of numbers for texts: logits or embeddings, in batches of like length.
final class Classifier {
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
