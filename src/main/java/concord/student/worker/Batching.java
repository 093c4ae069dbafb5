package concord.student.worker;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/// Which texts go together: near-equal lengths, so that little of a batch is padding.
final class Batching {
    /// Training batches are cut from shuffled windows of this many batches, which keeps them random enough.
    private static final int WINDOW = 8;
    private static final int SCORING_ROWS = 64;
    private static final int SCORING_TOKENS = 6144;

    private Batching() {
    }

    /// The batches of one training epoch, in order: the same for the same seed and epoch.
    static List<List<Integer>> epoch(List<Example> examples, int size, long seed, int epoch) {
        Random random = new Random(seed * 1_000_003 + epoch);
        List<Integer> order = new ArrayList<>(IntStream.range(0, examples.size()).boxed().toList());
        Collections.shuffle(order, random);
        List<List<Integer>> batches = new ArrayList<>();
        for (int from = 0; from < order.size(); from += size * WINDOW) {
            List<Integer> window = new ArrayList<>(order.subList(from, Math.min(order.size(), from + size * WINDOW)));
            window.sort(Comparator.comparingInt(i -> examples.get(i).tokens().length()));
            for (int at = 0; at < window.size(); at += size) {
                batches.add(List.copyOf(window.subList(at, Math.min(window.size(), at + size))));
            }
        }
        Collections.shuffle(batches, random);
        return batches;
    }

    /// Batches for scoring: by length, longest first so that memory runs out at once or never.
    static List<List<Integer>> scoring(List<Tokens> texts) {
        List<Integer> order = new ArrayList<>(IntStream.range(0, texts.size()).boxed().toList());
        order.sort(Comparator.comparingInt((Integer i) -> texts.get(i).length()).reversed());
        List<List<Integer>> batches = new ArrayList<>();
        int from = 0;
        while (from < order.size()) {
            int longest = Math.max(1, texts.get(order.get(from)).length());
            int rows = Math.clamp(SCORING_TOKENS / longest, 1, SCORING_ROWS);
            int to = Math.min(order.size(), from + rows);
            batches.add(List.copyOf(order.subList(from, to)));
            from = to;
        }
        return batches;
    }
}
