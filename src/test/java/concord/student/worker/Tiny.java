package concord.student.worker;

import concord.job.Cancelled;
import concord.model.request.Recipe;
import concord.model.request.TrainRequest;
import concord.student.format.ModelConfig;
import concord.student.format.Safetensors;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/// A random BERT of 32 dimensions with its golden values, and a program that exists only in the test's memory.
final class Tiny {
    static final List<String> LABELS = List.of("bad", "good");
    private static final List<String> GOOD = List.of("good", "happy", "great", "lovely", "nice");
    private static final List<String> BAD = List.of("bad", "sad", "awful", "poor", "horrible");
    private static final List<String> THINGS = List.of("film", "movie", "food", "place");
    private static final List<String> RESTS = List.of("today", "and really quite it", "in the market we see");

    private Tiny() {
    }

    static {
        // natives are unpacked inside the build folder, never in the home of the person who runs the tests
        System.setProperty("DJL_CACHE_DIR", cache().toString());
    }

    static Path cache() {
        return Path.of("target", "djl-cache").toAbsolutePath();
    }

    static Torch torch() {
        return Torch.open("cpu", 1);
    }

    static Path folder() {
        return resource("bert-tiny");
    }

    /// A folder among the golden files.
    static Path resource(String name) {
        try {
            return Path.of(Tiny.class.getResource("/concord/student/" + name).toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    static Safetensors golden() {
        return Safetensors.open(folder().resolve("golden.safetensors"));
    }

    /// The texts of a golden file.
    static List<Tokens> tokens(Safetensors golden, String prefix) {
        int width = (int) golden.entries().get(prefix + "ids").shape()[1];
        long[] ids = golden.longs(prefix + "ids");
        long[] types = golden.longs(prefix + "types");
        long[] mask = golden.longs(prefix + "mask");
        List<Tokens> out = new ArrayList<>();
        for (int from = 0; from < ids.length; from += width) {
            int first = from;
            int[] own = IntStream.range(first, first + width).filter(i -> mask[i] != 0).toArray();
            byte[] ownTypes = new byte[own.length];
            for (int i = 0; i < own.length; i++) {
                ownTypes[i] = (byte) types[own[i]];
            }
            out.add(new Tokens(IntStream.of(own).map(i -> (int) ids[i]).toArray(), ownTypes, false));
        }
        return out;
    }

    /// A copy of the tiny model that drops out a tenth while training.
    static Path withDropout(Path folder) throws IOException {
        for (String file : List.of("model.safetensors", "tokenizer.json")) {
            Files.copy(folder().resolve(file), Files.createDirectories(folder).resolve(file));
        }
        ModelConfig config = ModelConfig.read(folder());
        config.json().put("hidden_dropout_prob", 0.1).put("attention_probs_dropout_prob", 0.1);
        config.write(folder);
        return folder;
    }

    /// 60 short sentences that praise or blame, and another 20 to validate on.
    static List<ToWorker.Example> praiseAndBlame() {
        List<ToWorker.Example> out = new ArrayList<>();
        for (int i = 0; i < 80; i++) {
            int label = i % 2;
            List<String> words = label == 1 ? GOOD : BAD;
            String text = "the " + THINGS.get(i / 10 % 4) + " was very " + words.get(i / 2 % 5) + " " + RESTS.get(i % 3);
            out.add(new ToWorker.Example(i >= 60, text, null, label, null));
        }
        return out;
    }

    static TrainRequest request(Path start, int epochs) {
        return new TrainRequest(null, "tone", start.toString(), "human", null, null, 0.25, 1, "cpu", null,
                Recipe.DEFAULT.withEpochs(epochs).withBatch(8).withLearningRate(2e-3).withMaxLength(32).withPatience(0));
    }

    /// A recipe with nothing left to a default.
    static Recipe recipe(int epochs, int batch, double rate, int maxLength) {
        return TrainSettings.of(TrainRequest.oneClick("", "tiny", "", null, null).withRecipe(Recipe.DEFAULT.withEpochs(epochs)
                .withBatch(batch).withLearningRate(rate).withMaxLength(maxLength).withPatience(0)), 512).recipe();
    }

    /// Feeds the lines given, then says that it is done, and keeps the answers; asks to stop at the first answer that matches.
    static final class Memory implements Link {
        final List<FromWorker> answers = new ArrayList<>();
        private final Deque<ToWorker> lines = new ArrayDeque<>();
        private final Predicate<FromWorker> stopAt;
        private boolean cancelled;

        Memory(List<? extends ToWorker> lines, Predicate<FromWorker> stopAt) {
            this.lines.addAll(lines);
            this.stopAt = stopAt;
        }

        @Override
        public ToWorker next() {
            return lines.isEmpty() ? new ToWorker.Done() : lines.removeFirst();
        }

        @Override
        public void checkCancelled() {
            if (cancelled)
                throw new Cancelled();
        }

        @Override
        public boolean enough(String folder) {
            return false;
        }

        @Override
        public void say(FromWorker message) {
            answers.add(message);
            cancelled |= stopAt.test(message);
        }

        <T extends FromWorker> List<T> answers(Class<T> type) {
            return answers.stream().filter(type::isInstance).map(type::cast).toList();
        }
    }
}
