package concord.student.worker;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import concord.student.worker.Query.Document;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// Queries, each with a relevant document, and with all other documents of the batch as what it is told apart from: those of the other queries,
/// and one of each query that was judged not relevant, where there is one. A document that is relevant for a query too is barred for it.
///
/// @param queries   B rows
/// @param documents the queries' own in their order, then those not relevant
/// @param barred    [B, documents]: 0, or so low a number that the document does not count
/// @param weights   [B]: the place of the own document's label; the more relevant, the more it counts
record PairBatch(Batch queries, Batch documents, NDArray barred, NDArray weights) {
    private static final float BARRED = -1e4f;

    /// @param pairs relevant documents
    static PairBatch of(NDManager manager, List<Example> pairs, Goal goal, Padding padding, RandomGenerator random) {
        List<Document> documents = documents(pairs, random);
        int rows = pairs.size();
        int columns = documents.size();
        float[] barred = new float[rows * columns];
        float[] weights = new float[rows];
        for (int r = 0; r < rows; r++) {
            weights[r] = (float) goal.level(pairs.get(r));
            for (int c = 0; c < columns; c++) {
                if (c != r && pairs.get(r).query().relevant().contains(documents.get(c)))
                    barred[r * columns + c] = BARRED;
            }
        }
        return new PairBatch(Batch.of(manager, pairs.stream().map(p -> p.query().tokens()).toList(), padding),
                Batch.of(manager, documents.stream().map(Document::tokens).toList(), padding),
                manager.create(barred, new Shape(rows, columns)), manager.create(weights, new Shape(rows)));
    }

    private static List<Document> documents(List<Example> pairs, RandomGenerator random) {
        List<Document> out = new ArrayList<>(pairs.stream().map(Example::document).toList());
        for (Example pair : pairs) {
            List<Document> others = pair.query().others();
            if (!others.isEmpty())
                out.add(others.get(random.nextInt(others.size())));
        }
        return out;
    }

    /// As a kernel takes it.
    List<NDArray> inputs() {
        return List.of(queries.ids(), queries.types(), queries.mask(), documents.ids(), documents.types(), documents.mask(), barred,
                weights);
    }
}
