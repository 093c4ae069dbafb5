package concord.student.worker;

import concord.student.StudentException;
import concord.student.format.ModelConfig;
import concord.student.format.StudentCard;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// Loads a student and answers texts, portion by portion.
final class ScoreCommand {
    private static final int LENGTH_OF_A_FOREIGN_STUDENT = 256;

    private ScoreCommand() {
    }

    static void run(ToWorker.Score order, Link link) {
        Path folder = Path.of(order.folder());
        ModelConfig config = ModelConfig.read(folder);
        StudentCard card = StudentCard.read(folder).orElseGet(() -> foreign(config));
        try (Torch torch = Torch.open(order.device(), order.threads())) {
            if (config.modelType().equals(LinearModel.TYPE))
                linear(torch, folder, card, link);
            else
                encoder(torch, folder, card, link);
        }
    }

    /// What a student of another program is taken for.
    private static StudentCard foreign(ModelConfig config) {
        return new StudentCard(StudentCard.VERSION, "", config.task(), config.labels(), LENGTH_OF_A_FOREIGN_STUDENT, 1);
    }

    private static void linear(Torch torch, Path folder, StudentCard card, Link link) {
        LinearModel model = LinearModel.read(folder);
        Goal goal = new Goal(card.task(), card.labels());
        try (StartingPoint base = StartingPoint.minilm();
                TextEncoder encoder = TextEncoder.of(base.tokenizer().main(), card.maxLength());
                SentenceEncoder sentences = SentenceEncoder.open(torch, base)) {
            answer(link, encoder, texts -> sentences.embed(texts, _ -> link.checkCancelled()).stream()
                    .map(row -> goal.answer(model.logits(row), card.temperature())).toList());
        }
    }

    private static void encoder(Torch torch, Path folder, StudentCard card, Link link) {
        Goal goal = new Goal(card.task(), card.labels());
        try (StartingPoint student = StartingPoint.student(folder)) {
            if (card.labels().size() < 2 || !student.trained())
                throw new StudentException("The model in " + student.name() + " has no labels yet; train it first.");
            int maxLength = Math.min(student.architecture().longest(student.config()), card.maxLength());
            try (TextEncoder encoder = TextEncoder.of(student.tokenizer().main(), maxLength);
                    Network network = Network.load(torch, Plan.scoring(student, goal.outputs()),
                            student.classifier(student.config().labels(), 0))) {
                Classifier classifier = new Classifier(network, student.padding());
                answer(link, encoder, texts -> classifier.logits(texts, _ -> link.checkCancelled()).stream()
                        .map(row -> goal.answer(row, card.temperature())).toList());
            }
        }
    }

    private static void answer(Link link, TextEncoder encoder, Function<List<Tokens>, List<double[]>> student) {
        for (List<ToWorker.Text> portion = portion(link); !portion.isEmpty(); portion = portion(link)) {
            List<Tokens> tokens = encoder.encode(portion.stream().map(t -> new TextEncoder.Source(t.text(), t.textB())).toList());
            List<double[]> answers = student.apply(tokens);
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
                case ToWorker.Train _,ToWorker.Again _,ToWorker.Score _,ToWorker.Embed _,ToWorker.Example _,ToWorker.Cancel _ ->
                    throw new IllegalStateException("texts expected");
            }
        }
    }
}
