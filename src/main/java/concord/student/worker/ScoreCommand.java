package concord.student.worker;

import concord.student.StudentException;
import concord.student.Task;
import concord.student.format.ModelConfig;
import concord.student.format.StudentCard;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

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
        return new StudentCard(StudentCard.VERSION, "", config.task(), config.labels(), LENGTH_OF_A_FOREIGN_STUDENT, 1, List.of());
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
            boolean pairs = card.task() == Task.PAIRING;
            if (card.labels().size() < 2 || !pairs && !student.trained())
                throw new StudentException("The model in " + student.name() + " has no labels yet; train it first.");
            int maxLength = Math.min(student.architecture().longest(student.config()), card.maxLength());
            try (TextEncoder encoder = TextEncoder.of(student.tokenizer().main(), maxLength);
                    Network network = Network.load(torch, Plan.scoring(student, goal.outputs()),
                            student.classifier(student.config().labels(), 0))) {
                Classifier classifier = new Classifier(network, student.padding());
                if (pairs) {
                    apart(link, encoder, classifier);
                    return;
                }
                answer(link, encoder, texts -> classifier.logits(texts, _ -> link.checkCancelled()).stream()
                        .map(row -> goal.answer(row, card.temperature())).toList());
            }
        }
    }

    /// Answers with the cosines of the first and second texts; of a portion each different text is read once.
    private static void apart(Link link, TextEncoder encoder, Classifier classifier) {
        for (List<ToWorker.Text> portion = portion(link); !portion.isEmpty(); portion = portion(link)) {
            List<String> texts = portion.stream().flatMap(t -> Stream.of(t.text(), second(t))).distinct().toList();
            List<Tokens> read = encoder.encode(texts.stream().map(t -> new TextEncoder.Source(t, null)).toList());
            Map<String, Tokens> tokens = new HashMap<>();
            for (int i = 0; i < texts.size(); i++) {
                tokens.put(texts.get(i), read.get(i));
            }
            List<Tokens> first = portion.stream().map(t -> tokens.get(t.text())).toList();
            List<Tokens> second = portion.stream().map(t -> tokens.get(second(t))).toList();
            List<float[]> cosines = classifier.cosines(first, second, _ -> link.checkCancelled());
            int cut = 0;
            for (int i = 0; i < portion.size(); i++) {
                link.say(new FromWorker.Scored(portion.get(i).unit(), new double[]{cosines.get(i)[0]}));
                cut += first.get(i).cut() || second.get(i).cut() ? 1 : 0;
            }
            link.say(new FromWorker.Portion(portion.size(), cut));
        }
    }

    private static String second(ToWorker.Text text) {
        if (text.textB() == null)
            throw new StudentException("This student compares a query with a document: give both texts of each unit.");
        return text.textB();
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
                case ToWorker.Train _,ToWorker.Again _,ToWorker.Score _,ToWorker.Embed _,ToWorker.Example _,ToWorker.Enough _,ToWorker.Cancel _ ->
                    throw new IllegalStateException("texts expected");
            }
        }
    }
}
