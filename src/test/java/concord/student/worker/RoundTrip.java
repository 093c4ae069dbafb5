package concord.student.worker;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import concord.model.request.TrainRequest;
import concord.student.Task;
import concord.student.format.ModelConfig;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Trains a tiny student of every architecture for three epochs, and asks transformers whether it loads the exported folder and computes the
/// same logits (reference/check_export.py); and the same for a bi-encoder and its cosines (reference/check_pairs.py).
///
/// Arguments: a Python with torch and transformers, an empty folder to work in.
public final class RoundTrip {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> STUDENTS = List.of("bert", "roberta", "distilbert", "xlnet", "deberta", "deberta-conv", "modernbert");

    private RoundTrip() {
    }

    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[1]);
        boolean same = true;
        for (String name : STUDENTS) {
            Path student = train(start(folder, name), folder.resolve(name));
            Path lines = folder.resolve(name + ".jsonl");
            score(student, lines);
            System.out.println(name);
            same &= check(args[0], "check_export.py", student, lines);
            Path apart = trainApart(folder.resolve(name + "-start"), folder.resolve(name + "-apart"));
            Path cosines = folder.resolve(name + "-apart.jsonl");
            scoreApart(apart, cosines);
            same &= check(args[0], "check_pairs.py", apart, cosines);
        }
        System.out.println(same ? "all the same" : "NOT the same");
        System.exit(same ? 0 : 1);
    }

    private static boolean check(String python, String script, Path student, Path lines) throws IOException, InterruptedException {
        return new ProcessBuilder(python, "src/test/reference/" + script, student.toString(), lines.toString())
                .redirectOutput(ProcessBuilder.Redirect.INHERIT).redirectError(ProcessBuilder.Redirect.DISCARD).start().waitFor() == 0;
    }

    /// A copy of the tiny model without its golden values.
    private static Path start(Path folder, String name) throws IOException {
        Path start = Files.createDirectories(folder.resolve(name + "-start"));
        try (Stream<Path> files = Files.list(Tiny.resource(name + "-tiny"))) {
            for (Path file : files.filter(f -> !f.endsWith("golden.safetensors")).toList()) {
                Files.copy(file, start.resolve(file.getFileName()));
            }
        }
        ModelConfig config = ModelConfig.read(start);
        for (String dropout : List.of("hidden_dropout_prob", "attention_probs_dropout_prob", "dropout", "attention_dropout",
                "mlp_dropout")) {
            if (config.json().has(dropout))
                config.json().put(dropout, 0.1);
        }
        config.write(start);
        return start;
    }

    private static Path train(Path start, Path to) throws Exception {
        List<ToWorker> lines = new ArrayList<>();
        TrainRequest request = Tiny.request(start, 3);
        lines.add(new ToWorker.Train(request.withRecipe(request.recipe().withMaxLength(20)), Task.SINGLE, Tiny.LABELS, to.toString(), 1));
        lines.addAll(Tiny.praiseAndBlame());
        lines.add(new ToWorker.Done());
        Worker.run(new Tiny.Memory(lines, _ -> false));
        return to;
    }

    private static Path trainApart(Path start, Path to) throws Exception {
        List<ToWorker> lines = new ArrayList<>();
        TrainRequest request = Tiny.request(start, 3);
        lines.add(new ToWorker.Train(request.withRecipe(request.recipe().withMaxLength(20)), Task.PAIRING, Tiny.LABELS, to.toString(), 1));
        for (ToWorker.Example e : Tiny.praiseAndBlame()) {
            lines.add(new ToWorker.Example(e.held(), e.text().split(" ")[1], e.text(), e.label(), null));
        }
        lines.add(new ToWorker.Done());
        Worker.run(new Tiny.Memory(lines, _ -> false));
        return to;
    }

    private static void scoreApart(Path student, Path lines) throws Exception {
        List<ToWorker> texts = new ArrayList<>(List.of(new ToWorker.Score(student.toString(), "cpu", 1)));
        List<ToWorker.Example> all = Tiny.praiseAndBlame();
        for (int i = 0; i < all.size(); i++) {
            texts.add(new ToWorker.Text(i, all.get(i).text().split(" ")[1], all.get((i * 7 + 3) % all.size()).text()));
        }
        texts.addAll(List.of(new ToWorker.Done(), new ToWorker.Done()));
        Tiny.Memory link = new Tiny.Memory(texts, _ -> false);
        Worker.run(link);
        try (BufferedWriter out = Files.newBufferedWriter(lines)) {
            for (FromWorker.Scored scored : link.answers(FromWorker.Scored.class)) {
                int i = (int) scored.unit();
                out.write(JSON.createObjectNode().put("query", all.get(i).text().split(" ")[1])
                        .put("document", all.get((i * 7 + 3) % all.size()).text()).put("cosine", scored.values()[0]) + "\n");
            }
        }
    }

    private static void score(Path student, Path lines) throws IOException {
        List<TextEncoder.Source> texts = new ArrayList<>();
        for (int i = 0; i < Tiny.praiseAndBlame().size(); i++) {
            String text = Tiny.praiseAndBlame().get(i).text();
            String other = Tiny.praiseAndBlame().get((i * 7 + 3) % 80).text();
            texts.add(switch (i % 4) {
                case 0 -> new TextEncoder.Source(text, other);
                case 1 -> new TextEncoder.Source(text.substring(0, text.indexOf(' ', 8)), null);
                case 2 -> new TextEncoder.Source(text + " " + other + " " + text, null);
                default -> new TextEncoder.Source(text, null);
            });
        }
        try (StartingPoint start = StartingPoint.folder(student);
                Torch torch = Tiny.torch();
                Network network = Network.load(torch, Plan.plain(start, 2), start.classifier(Tiny.LABELS, 0));
                TextEncoder encoder = TextEncoder.of(start.tokenizer().main(), 20);
                BufferedWriter out = Files.newBufferedWriter(lines)) {
            List<float[]> logits = new Classifier(network, start.padding()).logits(encoder.encode(texts), _ -> {
            });
            for (int i = 0; i < texts.size(); i++) {
                ObjectNode line = JSON.createObjectNode().put("text", texts.get(i).text()).put("text_b", texts.get(i).textB());
                ArrayNode values = line.putArray("logits");
                for (float value : logits.get(i)) {
                    values.add(value);
                }
                out.write(line + "\n");
            }
        }
    }
}
