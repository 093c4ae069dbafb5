package concord.student.worker;

import com.fasterxml.jackson.databind.ObjectMapper;
import concord.model.result.TrainOutcome;
import concord.student.StudentException;
import concord.student.format.StudentCard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads the examples, trains what the request names, writes the student's folder.
final class TrainCommand {
    private final ToWorker.Train order;
    private final Link link;
    private final List<ToWorker.Example> train = new ArrayList<>();
    private final List<ToWorker.Example> held = new ArrayList<>();

    private TrainCommand(ToWorker.Train order, Link link) {
        this.order = order;
        this.link = link;
    }

    static void run(ToWorker.Train order, Link link) throws IOException {
        TrainCommand command = new TrainCommand(order, link);
        command.readExamples();
        TrainOutcome outcome = order.request().student().equals(TrainSettings.LINEAR) ? command.linear() : command.encoder();
        link.say(new FromWorker.Trained(outcome));
    }

    private void readExamples() {
        while (true) {
            switch (link.next()) {
                case ToWorker.Example example -> (example.held() ? held : train).add(example);
                case ToWorker.Done _ -> {
                    return;
                }
                case ToWorker.Train _,ToWorker.Score _,ToWorker.Embed _,ToWorker.Text _,ToWorker.Cancel _ ->
                    throw new IllegalStateException("examples expected");
            }
        }
    }

    private TrainOutcome encoder() throws IOException {
        long start = System.nanoTime();
        link.say(new FromWorker.Progress(0, 0, "loading the model"));
        try (StartingPoint base = StartingPoint.of(order.request().student())) {
            return encoder(base, start);
        }
    }

    private TrainOutcome encoder(StartingPoint base, long start) throws IOException {
        TrainSettings settings = TrainSettings.of(order.request(), base.architecture().longest(base.config()));
        List<Example> learn;
        List<Example> check;
        try (TextEncoder encoder = TextEncoder.of(base.tokenizer().main(), settings.recipe().maxLength())) {
            learn = encode(encoder, train);
            check = encode(encoder, held);
        }
        Path folder = Path.of(order.folder());
        Path part = folder.resolveSibling(folder.getFileName() + ".part");
        Checkpoints checkpoints = new Checkpoints(part, fingerprint(settings, base.identity()));
        try (Torch torch = Torch.open(order.request().device(), order.threads());
                Network network = Network.load(torch, Plan.plain(base, order.labels().size()),
                        base.classifier(order.labels(), settings.seed()))) {
            Checkpoints.State state = new Trainer(torch, network, base.padding(), order.labels(), settings, checkpoints, link)
                    .run(learn, check);
            link.say(new FromWorker.Progress(0, 0, "saving"));
            Path ready = Files.createDirectories(part.resolve("student"));
            base.config().classifying(base.architecture().className(base.config()), order.labels()).write(ready);
            base.tokenizer().write(ready);
            card(settings).write(ready);
            Files.copy(checkpoints.best(state), ready.resolve("model.safetensors"));
            String sha = Folders.sha256(ready.resolve("model.safetensors"));
            finish(ready, folder, part);
            return new TrainOutcome(torch.words(), train.size(), held.size(), state.bestEpoch(), state.history(), state.validation(),
                    (int) learn.stream().filter(e -> e.tokens().cut()).count(), seconds(start, state.history()), sha, settings.words());
        }
    }

    private TrainOutcome linear() throws IOException {
        long start = System.nanoTime();
        link.say(new FromWorker.Progress(0, 0, "loading the model"));
        StartingPoint base = StartingPoint.minilm();
        TrainSettings settings = TrainSettings.of(order.request(), base.architecture().longest(base.config()));
        Path folder = Path.of(order.folder());
        Path part = folder.resolveSibling(folder.getFileName() + ".part");
        try (Torch torch = Torch.open(order.request().device(), order.threads());
                SentenceEncoder sentences = SentenceEncoder.open(torch, base, settings.recipe().maxLength())) {
            List<ToWorker.Example> all = new ArrayList<>(train);
            all.addAll(held);
            List<Tokens> tokens = sentences.tokens(all.stream().map(e -> new TextEncoder.Source(e.text(), e.textB())).toList());
            long[] done = {0};
            List<float[]> rows = sentences.embed(tokens, n -> {
                link.checkCancelled();
                link.say(new FromWorker.Progress(done[0] += n, all.size(), "reading the texts"));
            });
            LinearTraining.Result result = new LinearTraining(order.labels().size(), settings.recipe().classWeights(), link).run(rows,
                    all.stream().mapToInt(ToWorker.Example::label).toArray(), train.size());
            Folders.delete(part);
            Path ready = Files.createDirectories(part.resolve("student"));
            result.model().write(ready, order.labels());
            card(settings).write(ready);
            String sha = Folders.sha256(ready.resolve("model.safetensors"));
            finish(ready, folder, part);
            double seconds = seconds(start, List.of());
            Validation validation = result.validation();
            Map<String, Object> words = new LinkedHashMap<>();
            words.put("student", settings.student());
            words.put("max_length", settings.recipe().maxLength());
            words.put("class_weights", settings.recipe().classWeights());
            words.put("l2", result.penalty());
            TrainOutcome.Epoch only = new TrainOutcome.Epoch(1, result.loss(), validation.loss(), validation.macroF1(), seconds);
            return new TrainOutcome(torch.words(), train.size(), held.size(), 1, List.of(only), validation.words(),
                    (int) tokens.subList(0, train.size()).stream().filter(Tokens::cut).count(), seconds, sha, words);
        }
    }

    private StudentCard card(TrainSettings settings) {
        return new StudentCard(StudentCard.VERSION, settings.student(), order.labels(), settings.recipe().maxLength(), 1);
    }

    private static void finish(Path ready, Path folder, Path part) throws IOException {
        if (Files.exists(folder))
            throw new StudentException("The folder " + folder + " is there already; choose another name for the run.");
        Files.move(ready, folder);
        Folders.delete(part);
    }

    /// Wall time of this go, plus that of epochs an earlier go had finished.
    private static double seconds(long start, List<TrainOutcome.Epoch> history) {
        double now = (System.nanoTime() - start) / 1e9;
        return Math.max(now, history.stream().mapToDouble(TrainOutcome.Epoch::seconds).sum());
    }

    private static List<Example> encode(TextEncoder encoder, List<ToWorker.Example> examples) {
        List<Tokens> tokens = encoder.encode(examples.stream().map(e -> new TextEncoder.Source(e.text(), e.textB())).toList());
        List<Example> out = new ArrayList<>();
        for (int i = 0; i < tokens.size(); i++) {
            out.add(new Example(tokens.get(i), examples.get(i).label()));
        }
        return out;
    }

    private String fingerprint(TrainSettings settings, String base) throws IOException {
        MessageDigest digest = Folders.sha256();
        ObjectMapper json = new ObjectMapper();
        digest.update(json.writeValueAsBytes(List.of(settings, base, order.labels(), order.request().device())));
        for (ToWorker.Example example : train) {
            digest.update(json.writeValueAsBytes(example));
        }
        for (ToWorker.Example example : held) {
            digest.update(json.writeValueAsBytes(example));
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
