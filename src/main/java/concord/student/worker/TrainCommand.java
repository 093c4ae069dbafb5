package concord.student.worker;

import com.fasterxml.jackson.databind.ObjectMapper;
import concord.model.request.Recipe;
import concord.model.request.TrainRequest;
import concord.model.result.TrainOutcome;
import concord.student.MemoryEstimate.Fit;
import concord.student.StudentException;
import concord.student.Task;
import concord.student.format.FloatTensor;
import concord.student.format.Safetensors;
import concord.student.format.SafetensorsWriter;
import concord.student.format.StudentCard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// Reads the examples, trains what the request names, writes the student's folder; then again for other recipes and seeds, as long as it is
/// asked to. What does not depend on them (the start, the tokens, the embeddings of a linear student) is made once.
final class TrainCommand implements AutoCloseable {
    private final ToWorker.Train order;
    private final Link link;
    private final List<ToWorker.Example> train = new ArrayList<>();
    private final List<ToWorker.Example> held = new ArrayList<>();
    private final Map<Integer, List<Example>> tokens = new HashMap<>();
    private final Map<Integer, List<float[]>> embeddings = new HashMap<>();
    private final StartingPoint base;

    private TrainCommand(ToWorker.Train order, Link link) {
        this.order = order;
        this.link = link;
        readExamples();
        link.say(new FromWorker.Progress(0, 0, "loading the model"));
        this.base = StartingPoint.of(order.request().student());
    }

    static void run(ToWorker.Train order, Link link) throws IOException {
        try (TrainCommand command = new TrainCommand(order, link)) {
            link.say(new FromWorker.Trained(command.train(order.request(), Path.of(order.folder()))));
            while (true) {
                switch (link.next()) {
                    case ToWorker.Again(TrainRequest request, String folder) ->
                        link.say(new FromWorker.Trained(command.train(request, Path.of(folder))));
                    case ToWorker.Score score -> ScoreCommand.run(score, link);
                    case ToWorker.Done _ -> {
                        return;
                    }
                    case ToWorker.Train _,ToWorker.Embed _,ToWorker.Example _,ToWorker.Text _,ToWorker.Enough _,ToWorker.Cancel _ ->
                        throw new IllegalStateException("another training, a scoring or the end expected");
                }
            }
        }
    }

    private void readExamples() {
        while (link.next() instanceof ToWorker.Example example) {
            (example.held() ? held : train).add(example);
        }
    }

    private TrainOutcome train(TrainRequest request, Path folder) throws IOException {
        long start = System.nanoTime();
        TrainRequest filled = request.withRecipe(Lora.filled(request.recipe(), base.architecture()));
        TrainSettings settings = TrainSettings.of(filled, base.architecture().longest(base.config()));
        Path part = folder.resolveSibling(folder.getFileName() + ".part");
        try (Torch torch = Torch.open(request.device(), order.threads())) {
            return request.student().equals(TrainSettings.LINEAR)
                    ? linear(torch, settings, folder, part, start)
                    : encoder(torch, request, settings, folder, part, start);
        }
    }

    private TrainOutcome encoder(Torch torch, TrainRequest request, TrainSettings settings, Path folder, Path part, long start)
            throws IOException {
        Goal goal = goal(settings);
        List<Example> all = tokens.computeIfAbsent(settings.recipe().maxLength(), this::encode);
        List<Example> seen = all.subList(0, train.size());
        List<Example> learn = goal.task() == Task.PAIRING ? seen.stream().filter(e -> e.label() > 0).toList() : seen;
        List<Example> check = all.subList(train.size(), all.size());
        Checkpoints checkpoints = new Checkpoints(part, fingerprint(settings, request.device()));
        Function<Weight, Values> values = base.classifier(goal.outputNames(), settings.seed());
        int longest = seen.stream().mapToInt(e -> e.tokens().length()).max().orElse(0);
        Plan plan = fitting(plan(goal, settings, request.device()), settings, longest, torch);
        int batch = settings.recipe().batch() * goal.texts();
        Fit fit = Room.of(plan, batch, longest, torch);
        if (fit.units() < batch || !fit.enough())
            link.say(new FromWorker.Note("The training " + fit.sentence() + "."));
        try (Network network = Network.load(torch, plan,
                w -> plan.puts(w) ? Values.of(goal.start(values.apply(w).floats().get(), learn)) : values.apply(w))) {
            Trainer trainer = new Trainer(torch, network, base.padding(), goal, settings, checkpoints, link);
            trainer.begin(Math.max(1, fit.units() / goal.texts()));
            trainer.until(() -> link.enough(folder.toString()));
            Trainer.Result result = trainer.run(learn, check);
            link.say(new FromWorker.Progress(0, 0, "saving"));
            try (Safetensors best = Safetensors.open(checkpoints.best(result.state()))) {
                network.restore(best::floats);
            }
            List<float[]> logits = result.logits().isEmpty()
                    ? new Classifier(network, base.padding()).outputs(goal, check, _ -> link.checkCancelled())
                    : result.logits();
            Calibration calibration = Calibration.of(goal, check, logits);
            Path ready = Files.createDirectories(part.resolve("student"));
            Path weights = StudentFolder.write(ready, plan, base, settings.student(), goal, checkpoints.best(result.state()));
            card(goal, settings, calibration.temperature(), thresholds(goal, seen, network)).write(ready);
            String sha = Folders.sha256(weights);
            finish(ready, folder, part);
            return new TrainOutcome(torch.words(), train.size(), held.size(), result.state().bestEpoch(), result.state().history(),
                    told(calibration, goal, result.state().validation()), cut(seen), seconds(start, result.state().history()), sha,
                    withVersions(settings.words()));
        }
    }

    private Goal goal(TrainSettings settings) {
        Goal goal = new Goal(order.task(), order.labels(), settings.recipe().labelSmoothing());
        if (goal.task().number() && goal.smoothing() > 0)
            throw new StudentException("Label smoothing has no meaning where a number is learnt: leave it at 0.");
        if (goal.task() == Task.PAIRING)
            checkPairing(settings.recipe());
        return goal;
    }

    private static void checkPairing(Recipe recipe) {
        if (recipe.loraRank() > 0)
            throw new StudentException("A bi-encoder is fine-tuned whole: set the rank of LoRA to 0.");
        if (recipe.checkpointing().equals("on"))
            throw new StudentException("A bi-encoder cannot compute its layers twice: leave checkpointing at auto.");
        if (recipe.classWeights())
            throw new StudentException("Class weights have no meaning where documents are ranked: leave them out.");
    }

    /// Above which number each label but the lowest is given; empty where that needs none.
    private List<Double> thresholds(Goal goal, List<Example> seen, Network network) {
        if (goal.task() != Task.PAIRING)
            return List.of();
        List<float[]> cosines = new Classifier(network, base.padding()).outputs(goal, seen, _ -> link.checkCancelled());
        return Thresholds.of(seen.stream().mapToInt(Example::label).toArray(), cosines.stream().mapToDouble(row -> row[0]).toArray(),
                goal.labels().size());
    }

    private Plan plan(Goal goal, TrainSettings settings, String device) {
        Plan plan = Plan.of(base, goal.outputs(), goal.objective(), settings.recipe(), device);
        long layers = plan.stages().stream().filter(s -> s.kind() == Stage.Kind.LAYER).count();
        if (plan.frozen() >= layers)
            throw new StudentException("Of the student's " + layers + " layers " + plan.frozen()
                    + " are to be frozen: at least the last must be left to learn.");
        return plan;
    }

    /// The plan, layers computed twice where it is left open and not even one text would fit otherwise.
    private static Plan fitting(Plan plan, TrainSettings settings, int longest, Torch torch) {
        boolean open = settings.recipe().checkpointing().equals(Recipe.AUTO) && !plan.checkpointing()
                && plan.objective() != Objective.PAIRS;
        return open && !Room.of(plan, settings.recipe().batch(), longest, torch).enough() ? plan.checkpointed() : plan;
    }

    private TrainOutcome linear(Torch torch, TrainSettings settings, Path folder, Path part, long start) throws IOException {
        Goal goal = goal(settings);
        if (goal.task() == Task.CORAL || goal.task().number())
            throw new StudentException("The linear student learns ordered labels as choices only: leave the way to learn them at auto.");
        if (goal.smoothing() > 0 || settings.recipe().frozenLayers() > 0)
            throw new StudentException("The linear student knows neither label smoothing nor frozen layers: leave them out.");
        int maxLength = settings.recipe().maxLength();
        List<Example> all = tokens.computeIfAbsent(maxLength, this::encode);
        List<float[]> rows = embeddings.computeIfAbsent(maxLength, _ -> embed(torch, all));
        LinearTraining.Result result = new LinearTraining(goal, settings.recipe().classWeights(), link).run(rows, all, train.size());
        List<Example> check = all.subList(train.size(), all.size());
        Calibration calibration = Calibration.of(goal, check, result.logits());
        Folders.delete(part);
        Path ready = Files.createDirectories(part.resolve("student"));
        result.model().write(ready, goal.task(), order.labels());
        card(goal, settings, calibration.temperature(), List.of()).write(ready);
        String sha = Folders.sha256(ready.resolve("model.safetensors"));
        finish(ready, folder, part);
        double seconds = seconds(start, List.of());
        Validation validation = result.validation();
        Map<String, Object> words = new LinkedHashMap<>();
        words.put("student", settings.student());
        words.put("max_length", maxLength);
        words.put("class_weights", settings.recipe().classWeights());
        words.put("l2", result.penalty());
        TrainOutcome.Epoch only = new TrainOutcome.Epoch(1, result.loss(), validation.loss(), validation.macroF1(), seconds);
        return new TrainOutcome(torch.words(), train.size(), held.size(), 1, List.of(only), told(calibration, goal, validation.words()),
                cut(all.subList(0, train.size())), seconds, sha, withVersions(words));
    }

    private List<float[]> embed(Torch torch, List<Example> examples) {
        try (SentenceEncoder sentences = SentenceEncoder.open(torch, base)) {
            long[] done = {0};
            return sentences.embed(examples.stream().map(Example::tokens).toList(), n -> {
                link.checkCancelled();
                link.say(new FromWorker.Progress(done[0] += n, examples.size(), "reading the texts"));
            });
        }
    }

    /// The validation figures with those of the calibration.
    private Map<String, Double> told(Calibration calibration, Goal goal, Map<String, Double> validation) {
        Map<String, Double> out = new LinkedHashMap<>(validation);
        if (goal.task().number())
            return out;
        if (held.size() < Calibration.FEWEST)
            link.say(new FromWorker.Note("The probabilities are not calibrated: " + held.size() + " validation units are fewer than "
                    + Calibration.FEWEST + "."));
        out.put("temperature", calibration.temperature());
        out.put("ece_before", calibration.errorBefore());
        out.put("ece", calibration.errorAfter());
        return out;
    }

    private static StudentCard card(Goal goal, TrainSettings settings, double temperature,
            List<Double> thresholds) {
        // of a folder its name only: where it lay on this computer is nobody else's business
        String start = Path.of(settings.student()).getFileName().toString();
        return new StudentCard(StudentCard.VERSION, start, goal.task(), goal.labels(), settings.recipe().maxLength(),
                temperature, thresholds);
    }

    private static Map<String, Object> withVersions(Map<String, Object> settings) {
        Map<String, Object> out = new LinkedHashMap<>(settings);
        out.put("versions", Torch.versions());
        return out;
    }

    private static int cut(List<Example> examples) {
        return (int) examples.stream().filter(e -> e.tokens().cut()).count();
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

    /// The examples to learn from, then those to validate on.
    private List<Example> encode(int maxLength) {
        List<ToWorker.Example> all = new ArrayList<>(train);
        all.addAll(held);
        try (TextEncoder encoder = TextEncoder.of(base.tokenizer().main(), maxLength)) {
            if (order.task() == Task.PAIRING) {
                // a query of both sides would lend the validation documents as negatives
                List<Example> apart = new ArrayList<>(Query.examples(train, encoder));
                apart.addAll(Query.examples(held, encoder));
                return apart;
            }
            List<Tokens> read = encoder.encode(all.stream().map(e -> new TextEncoder.Source(e.text(), e.textB())).toList());
            List<Example> out = new ArrayList<>();
            for (int i = 0; i < read.size(); i++) {
                out.add(new Example(read.get(i), all.get(i).label(), all.get(i).shares()));
            }
            return out;
        }
    }

    private String fingerprint(TrainSettings settings, String device) throws IOException {
        MessageDigest digest = Folders.sha256();
        ObjectMapper json = new ObjectMapper();
        digest.update(json.writeValueAsBytes(List.of(settings, base.identity(), order.task(), order.labels(), device)));
        for (ToWorker.Example example : train) {
            digest.update(json.writeValueAsBytes(example));
        }
        for (ToWorker.Example example : held) {
            digest.update(json.writeValueAsBytes(example));
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    @Override
    public void close() {
        base.close();
    }
}
