package concord.student.worker;

import java.util.List;
import java.util.function.IntConsumer;

/// The frozen MiniLM: tokens to embeddings of length 1, mean of the last layer, as sentence-transformers computes them.
final class SentenceEncoder implements AutoCloseable {
    private final Network network;
    private final Classifier rows;

    private SentenceEncoder(Network network, Classifier rows) {
        this.network = network;
        this.rows = rows;
    }

    static SentenceEncoder open(Torch torch, StartingPoint base) {
        Network network = Network.load(torch, Plan.plain(base, 2), base.classifier(List.of("", " "), 0));
        return new SentenceEncoder(network, new Classifier(network, base.padding()));
    }

    /// @param done as in [Classifier#logits]
    List<float[]> embed(List<Tokens> texts, IntConsumer done) {
        return rows.embeddings(texts, done);
    }

    @Override
    public void close() {
        network.close();
    }
}
