package concord.teacher;

import concord.model.Label;
import concord.model.LabelSet;
import concord.model.UnitTexts;
import concord.model.Variable;
import concord.model.request.TeachRequest;
import concord.teacher.prompt.AnswerParser;
import concord.teacher.prompt.Example;
import concord.teacher.prompt.OutputForm;
import concord.teacher.prompt.TokenProbabilities;
import concord.teacher.provider.Answer;
import concord.teacher.provider.Patience;
import concord.teacher.provider.Reply;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// The embedded teacher: no language model, but nearness in embedding space.
///
/// A label is as near as the mean cosine of the unit to the examples shown that carry it and to the examples in the codebook, averaged with the
/// cosine to its name and definition. Pairs and rankings compare how alike the two texts are with how alike those of the examples are, and so
/// need examples. At temperature 0 the nearest label is given; above, one is drawn from the softmax of the nearness (times [#SHARPNESS], over the
/// temperature) with the seed, so that repeats differ where labels are about equally near. For a multi-label variable each label whose nearness
/// is within [#MARGIN] of the nearest is given.
final class EmbeddedRespondent implements Respondent {
    private static final double SHARPNESS = 20;
    private static final double MARGIN = 0.05;

    private final VectorCache vectors;
    private final TeachRequest request;
    private final OutputForm form;
    private final Variable variable;

    EmbeddedRespondent(Embedder embedder, TeachRequest request, OutputForm form) {
        this.vectors = new VectorCache(embedder);
        this.request = request;
        this.form = form;
        this.variable = form.variable();
    }

    @Override
    public Reply ask(Question question, Patience patience) {
        UnitTexts texts = new UnitTexts(question.unit().text(), question.unit().textB(), question.unit().query());
        Map<String, Double> nearness = switch (variable.kind()) {
            case SINGLE, MULTI, ORDINAL -> byMeaning(texts, question.examples());
            case PAIR, RANKING -> byLikeness(texts, question.examples());
        };
        if (nearness.isEmpty())
            return new Reply.Fatal(0, "The embedded teacher labels pairs and rankings only with examples: choose some.", "");
        return new Reply.Answered(200, form.several() ? several(nearness) : one(nearness, question));
    }

    @Override
    public @Nullable Long seed(int repeat) {
        return request.seed() + repeat - 1;
    }

    private Map<String, Double> byMeaning(UnitTexts texts, List<Example> examples) {
        float[] unit = vectors.of(List.of(texts.text())).getFirst();
        Map<String, Double> nearness = new HashMap<>();
        for (Label label : variable.labels()) {
            String description = label.definition().isBlank() ? label.name() : label.name() + ": " + label.definition();
            double described = VectorCache.cosine(unit, vectors.of(List.of(description)).getFirst());
            List<String> shown = new ArrayList<>(label.examples());
            examples.stream().filter(e -> carries(e, label)).forEach(e -> shown.add(e.texts().text()));
            double like = vectors.of(shown).stream().mapToDouble(v -> VectorCache.cosine(unit, v)).average().orElse(described);
            nearness.put(label.name(), (like + described) / 2);
        }
        return nearness;
    }

    private Map<String, Double> byLikeness(UnitTexts texts, List<Example> examples) {
        double likeness = likeness(texts);
        Map<String, Double> nearness = new HashMap<>();
        for (Label label : variable.labels()) {
            examples.stream().filter(e -> carries(e, label)).mapToDouble(e -> 1 - Math.abs(likeness - likeness(e.texts()))).average()
                    .ifPresent(n -> nearness.put(label.name(), n));
        }
        return nearness;
    }

    private double likeness(UnitTexts texts) {
        String other = texts.textB() != null ? texts.textB() : texts.query() != null ? texts.query() : "";
        List<float[]> both = vectors.of(List.of(texts.text(), other));
        return VectorCache.cosine(both.get(0), both.get(1));
    }

    private static boolean carries(Example example, Label label) {
        return LabelSet.parse(example.label()).names().contains(label.name());
    }

    private Answer several(Map<String, Double> nearness) {
        double best = nearness.values().stream().mapToDouble(Double::doubleValue).max().orElseThrow();
        List<String> near = variable.labelNames().stream().filter(n -> nearness.getOrDefault(n, -2.0) >= best - MARGIN).toList();
        return answer(form.answer(LabelSet.of(near).joined()), null);
    }

    private Answer one(Map<String, Double> nearness, Question question) {
        List<String> names = variable.labelNames().stream().filter(nearness::containsKey).toList();
        double temperature = request.temperature() > 0 ? request.temperature() : 1;
        double[] share = softmax(names.stream().mapToDouble(n -> nearness.get(n) * SHARPNESS / temperature).toArray());
        int chosen = request.temperature() > 0 ? drawn(share, question) : largest(share);
        String text = form.answer(names.get(chosen));
        return answer(text, probabilities(text, names, share, chosen));
    }

    private static double[] softmax(double[] values) {
        double top = Arrays.stream(values).max().orElse(0);
        double[] share = Arrays.stream(values).map(v -> Math.exp(v - top)).toArray();
        double sum = Arrays.stream(share).sum();
        return Arrays.stream(share).map(s -> s / sum).toArray();
    }

    private int drawn(double[] share, Question question) {
        long seed = (request.seed() * 31 + question.unit().id()) * 1_000_003 + question.repeat();
        double at = new SplittableRandom(seed).nextDouble();
        for (int i = 0; i < share.length; i++) {
            at -= share[i];
            if (at < 0)
                return i;
        }
        return share.length - 1;
    }

    private static int largest(double[] share) {
        int best = 0;
        for (int i = 1; i < share.length; i++) {
            if (share[i] > share[best])
                best = i;
        }
        return best;
    }

    /// The labels as if each were one token, so that confidence is read as it is from a model.
    private TokenProbabilities probabilities(String text, List<String> names, double[] share, int chosen) {
        int from = text.indexOf('"', text.indexOf(':')) + 1;
        Map<String, Double> others = new HashMap<>();
        for (int i = 0; i < names.size(); i++) {
            String whole = form.answer(names.get(i));
            others.put(whole.substring(from, whole.length() - 1), Math.log(share[i]));
        }
        String token = text.substring(from, text.length() - 1);
        return new TokenProbabilities(List.of(new TokenProbabilities.Token(text.substring(0, from), 0, Map.of()),
                new TokenProbabilities.Token(token, Math.log(share[chosen]), others), new TokenProbabilities.Token("}", 0, Map.of())));
    }

    private Answer answer(String text, @Nullable TokenProbabilities probabilities) {
        return new Answer(text, null, AnswerParser.End.COMPLETE, "minilm", null, 0, 0, 0, probabilities);
    }
}
