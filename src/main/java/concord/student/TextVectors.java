package concord.student;

import concord.student.worker.FromWorker;
import concord.student.worker.ToWorker;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Vectors of texts by the embedded MiniLM, from a worker that stays until this is closed. Thread-safe; one portion at a time.
public final class TextVectors implements AutoCloseable {
    private static final int PORTION = 64;
    private static final Logger LOG = LoggerFactory.getLogger(TextVectors.class);
    private final WorkerProcess worker;

    /// @param worker ready for its first order
    TextVectors(WorkerProcess worker, String device, int threads) {
        this.worker = worker;
        worker.say(new ToWorker.Embed(device, threads));
    }

    /// One vector a text, of length 1, in the order given; what is beyond 256 tokens does not count.
    ///
    /// @throws StudentException when the worker is gone
    public synchronized float[][] of(List<String> texts) {
        float[][] vectors = new float[texts.size()][];
        for (int from = 0; from < vectors.length; from += PORTION) {
            int to = Math.min(vectors.length, from + PORTION);
            for (int i = from; i < to; i++) {
                worker.say(new ToWorker.Text(i, texts.get(i), null));
            }
            worker.say(new ToWorker.Done());
            worker.flush();
            hear(vectors);
        }
        return vectors;
    }

    private void hear(float[][] vectors) {
        while (true) {
            switch (worker.hear()) {
                case FromWorker.Embedded(long unit, float[] vector) -> vectors[(int) unit] = vector;
                case FromWorker.Portion _ -> {
                    return;
                }
                case FromWorker.Failed(String sentence) -> throw new StudentException(sentence);
                case FromWorker.Progress _,FromWorker.Note _,FromWorker.Point _,FromWorker.Scored _,FromWorker.Trained _,FromWorker.Ready _,FromWorker.Unusable _,FromWorker.Stopped _ ->
                    {
                    }
            }
        }
    }

    @Override
    public synchronized void close() {
        try {
            worker.say(new ToWorker.Done());
            worker.flush();
        } catch (StudentException e) {
            LOG.debug("the worker was gone already", e);
        } finally {
            worker.close();
        }
    }
}
