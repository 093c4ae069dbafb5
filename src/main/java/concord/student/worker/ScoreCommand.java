package concord.student.worker;

import concord.student.StudentException;
import concord.student.format.ModelConfig;
import concord.student.format.StudentCard;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Loads a student and answers texts, portion by portion.
final class ScoreCommand {
    private static final int LENGTH_OF_A_FOREIGN_STUDENT = 256;

    private ScoreCommand() {
    }

    static void run(ToWorker.Score order, Link link) {
        Path folder = Path.of(order.folder());
        ModelConfig config = ModelConfig.read(folder);
        StudentCard card = StudentCard.read(folder).orElse(null);
        try (Torch torch = Torch.open(order.device(), order.threads())) {
            if (config.modelType().equals(LinearModel.TYPE))
                linear(torch, folder, config, card, link);
            else
                encoder(torch, folder, card, link);
        }
    }

    private static void linear(Torch torch, Path folder, ModelConfig config, @org.jspecify.annotations.Nullable StudentCard card,
            Link link) {
        LinearModel model = LinearModel.read(folder);
        int maxLength = card == null ? LENGTH_OF_A_FOREIGN_STUDENT : card.maxLength();
        try (SentenceEncoder sentences = SentenceEncoder.open(torch, StartingPoint.minilm(), maxLength)) {
            answer(link, new Student() {
                @Override
                public List<Tokens> tokens(List<TextEncoder.Source> texts) {
                    return sentences.tokens(texts);
                }

                @Override
                public List<double[]> probabilities(List<Tokens> texts) {
                    return sentences.embed(texts, _ -> link.checkCancelled()).stream()
                            .map(row -> Softmax.of(model.logits(row), 0, model.labels(), 1)).toList();
                }
            });
        }
    }

    private static void encoder(Torch torch, Path folder, @org.jspecify.annotations.Nullable StudentCard card, Link link) {
        try (StartingPoint student = StartingPoint.folder(folder)) {
            encoder(torch, student, card, link);
        }
    }

    private static void encoder(Torch torch, StartingPoint student, @org.jspecify.annotations.Nullable StudentCard card, Link link) {
        List<String> labels = student.config().labels();
        if (labels.size() < 2 || !student.trained())
            throw new StudentException("The model in " + student.name() + " has no labels yet; train it first.");
        int longest = student.architecture().longest(student.config());
        int maxLength = Math.min(longest, card == null ? LENGTH_OF_A_FOREIGN_STUDENT : card.maxLength());
        double temperature = card == null ? 1 : card.temperature();
        try (TextEncoder encoder = TextEncoder.of(student.tokenizer().main(), maxLength);
                Network network = Network.load(torch, Plan.plain(student, labels.size()), student.classifier(labels, 0))) {
            Classifier classifier = new Classifier(network, student.padding());
            answer(link, new Student() {
                @Override
                public List<Tokens> tokens(List<TextEncoder.Source> texts) {
                    return encoder.encode(texts);
                }

                @Override
                public List<double[]> probabilities(List<Tokens> texts) {
                    return classifier.logits(texts, _ -> link.checkCancelled()).stream()
                            .map(row -> Softmax.of(row, 0, row.length, temperature)).toList();
                }
            });
        }
    }

    private interface Student {
        List<Tokens> tokens(List<TextEncoder.Source> texts);

        List<double[]> probabilities(List<Tokens> texts);
    }

    private static void answer(Link link, Student student) {
        for (List<ToWorker.Text> portion = portion(link); !portion.isEmpty(); portion = portion(link)) {
            List<Tokens> tokens = student.tokens(portion.stream().map(t -> new TextEncoder.Source(t.text(), t.textB())).toList());
            List<double[]> answers = student.probabilities(tokens);
            for (int i = 0; i < portion.size(); i++) {
                link.say(new FromWorker.Scored(portion.get(i).unit(), answers.get(i)));
            }
            link.say(new FromWorker.Portion(portion.size(), (int) tokens.stream().filter(Tokens::cut).count()));
        }
    }

    private static List<ToWorker.Text> portion(Link link) {
        List<ToWorker.Text> out = new ArrayList<>();
        while (true) {
            switch (link.next()) {
                case ToWorker.Text text -> out.add(text);
                case ToWorker.Done _ -> {
                    return out;
                }
                case ToWorker.Train _,ToWorker.Score _,ToWorker.Embed _,ToWorker.Example _,ToWorker.Cancel _ ->
                    throw new IllegalStateException("texts expected");
            }
        }
    }
}
