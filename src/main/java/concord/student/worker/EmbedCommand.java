package concord.student.worker;

import java.util.ArrayList;
import java.util.List;

/// Answers texts with their MiniLM vectors, portion by portion.
final class EmbedCommand {
    private static final int LONGEST = 256;

    private EmbedCommand() {
    }

    static void run(ToWorker.Embed order, Link link) {
        try (Torch torch = Torch.open(order.device(), order.threads());
                StartingPoint base = StartingPoint.minilm();
                TextEncoder encoder = TextEncoder.of(base.tokenizer().main(), LONGEST);
                SentenceEncoder sentences = SentenceEncoder.open(torch, base)) {
            for (List<ToWorker.Text> portion = portion(link); !portion.isEmpty(); portion = portion(link)) {
                List<Tokens> tokens = encoder.encode(portion.stream().map(t -> new TextEncoder.Source(t.text(), t.textB())).toList());
                List<float[]> vectors = sentences.embed(tokens, _ -> link.checkCancelled());
                for (int i = 0; i < portion.size(); i++) {
                    link.say(new FromWorker.Embedded(portion.get(i).unit(), vectors.get(i)));
                }
                link.say(new FromWorker.Portion(portion.size(), (int) tokens.stream().filter(Tokens::cut).count()));
            }
        }
    }

    private static List<ToWorker.Text> portion(Link link) {
        List<ToWorker.Text> out = new ArrayList<>();
        while (link.next() instanceof ToWorker.Text text) {
            out.add(text);
        }
        return out;
    }
}
