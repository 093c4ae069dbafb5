package concord.app;

import concord.model.LabelSet;
import concord.model.SampleRole;
import concord.model.Unit;
import concord.model.UnitTexts;
import concord.model.Variable;
import concord.model.VariableKind;
import concord.model.request.TeachRequest;
import concord.model.request.TrainRequest;
import concord.teacher.ExampleSource;
import concord.teacher.prompt.Example;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// Chooses the labelled examples a prompt shows: from units somebody labelled, never from one of a test sample, from one held out of a student's
/// training, or from one with the same text as these. Where samples are kept for few-shot examples, only they are drawn from.
final class FewShot {
    static final String FIXED = "fixed";
    static final String BALANCED = "balanced";
    static final String NEAREST = "nearest";
    static final List<String> WAYS = List.of(FIXED, BALANCED, NEAREST);
    private static final int MOST = 50;
    private static final int LARGEST_POOL = 5_000;
    private final Repositories store;
    private final UnitIndex index;
    private final SampleRoles roles;
    private final TextEmbeddings embeddings;

    FewShot(Repositories store, UnitIndex index, SampleRoles roles, TextEmbeddings embeddings) {
        this.store = store;
        this.index = index;
        this.roles = roles;
        this.embeddings = embeddings;
    }

    /// A unit that may be shown.
    private record Candidate(long unit, String text, Example example) {}

    /// @throws AppException when the examples cannot be chosen as asked
    ExampleSource of(TeachRequest request, Variable variable) {
        if (request.fewShot() == 0)
            return ExampleSource.NONE;
        List<Candidate> pool = pool(request, variable);
        return switch (request.examples()) {
            case FIXED -> first(pool, request.fewShot());
            case BALANCED -> first(balanced(pool, variable), request.fewShot());
            default -> new Nearest(pool, request.fewShot(), embeddings);
        };
    }

    /// Prompts of the same length as [#of] gives them, without the work of finding the nearest.
    ExampleSource alike(TeachRequest request, Variable variable) {
        return request.fewShot() == 0 ? ExampleSource.NONE : first(pool(request, variable), request.fewShot());
    }

    private List<Candidate> pool(TeachRequest request, Variable variable) {
        if (request.fewShot() < 0 || request.fewShot() > MOST)
            throw new AppException("A prompt shows from 0 to " + MOST + " examples, not " + request.fewShot() + ".");
        if (!WAYS.contains(request.examples()))
            throw new AppException("Examples are chosen " + String.join(", ", WAYS) + ", not \"" + request.examples() + "\".");
        String from = request.examplesFrom();
        if (from == null)
            throw new AppException("Say whose labels the examples show.");
        Figures.checkAnnotator(from, index);
        BitSet closed = closed();
        BitSet open = roles.members(SampleRole.FEW_SHOT);
        List<Candidate> pool = candidates(variable, new Figures(index, variable, open.isEmpty() ? null : open).labels(from), closed);
        // one more than shown, because a unit is never an example of itself
        if (pool.size() <= request.fewShot())
            throw new AppException("Of the units \"" + from + "\" labelled, " + (pool.isEmpty() ? "none" : "only " + pool.size())
                    + " may be shown as examples: units of test samples may not, nor their like; " + (pool.size() < 2
                            ? "let more units be labelled, or do without examples."
                            : "ask for at most " + (pool.size() - 1) + "."));
        Collections.shuffle(pool, new Random(request.seed()));
        return pool.subList(0, Math.min(pool.size(), LARGEST_POOL));
    }

    /// Units that may not be shown.
    private BitSet closed() {
        BitSet closed = roles.members(SampleRole.TEST);
        Set<String> samples = new HashSet<>();
        store.samples().all().forEach(s -> samples.add(s.name()));
        store.runs().all().forEach(run -> {
            String excluded = Json.read(run.request(), TrainRequest.class, "The request of the run \"" + run.name() + "\"").excluded();
            if (excluded != null && samples.contains(excluded))
                closed.or(index.members(excluded));
        });
        return closed;
    }

    private List<Candidate> candidates(Variable variable, IntFunction<@Nullable String> labelAt, BitSet closed) {
        long[] ids = index.ids();
        List<Long> labelled = new ArrayList<>();
        for (int p = 0; p < ids.length; p++) {
            if (!closed.get(p) && known(variable, labelAt.apply(p)))
                labelled.add(ids[p]);
        }
        Set<String> closedTexts = TrainingUnits.texts(index, store, closed);
        List<Candidate> candidates = new ArrayList<>();
        for (Unit unit : store.units().byIds(labelled.stream().mapToLong(Long::longValue).toArray())) {
            String text = TrainingUnits.text(unit);
            if (TrainingUnits.blank(unit) || closedTexts.contains(text))
                continue;
            String label = String.valueOf(labelAt.apply(index.position(unit.id())));
            candidates.add(new Candidate(unit.id(), text,
                    new Example(unit.key(), new UnitTexts(unit.text(), unit.textB(), unit.query()), label)));
        }
        return candidates;
    }

    private static boolean known(Variable variable, @Nullable String label) {
        if (label == null)
            return false;
        return variable.kind() == VariableKind.MULTI
                ? variable.labelNames().containsAll(LabelSet.parse(label).names())
                : variable.label(label).isPresent();
    }

    /// One of each label in codebook order, then the next of each.
    private static List<Candidate> balanced(List<Candidate> pool, Variable variable) {
        Map<String, List<Candidate>> byLabel = new LinkedHashMap<>();
        variable.labelNames().forEach(l -> byLabel.put(l, new ArrayList<>()));
        pool.forEach(c -> byLabel.computeIfAbsent(c.example().label(), _ -> new ArrayList<>()).add(c));
        List<Candidate> ordered = new ArrayList<>();
        for (int row = 0; ordered.size() < pool.size(); row++) {
            for (List<Candidate> column : byLabel.values()) {
                if (row < column.size())
                    ordered.add(column.get(row));
            }
        }
        return ordered;
    }

    private static ExampleSource first(List<Candidate> ordered, int count) {
        return unit -> ordered.stream().filter(c -> other(c, unit)).limit(count).map(Candidate::example).toList();
    }

    private static boolean other(Candidate candidate, Unit unit) {
        return candidate.unit() != unit.id() && !candidate.text().equals(TrainingUnits.text(unit));
    }

    /// The nearest first. The pool's vectors are made with the first question.
    private static final class Nearest implements ExampleSource {
        private static final int PORTION = 256;
        private final List<Candidate> pool;
        private final int count;
        private final TextEmbeddings embeddings;
        private float @Nullable [][] vectors;

        Nearest(List<Candidate> pool, int count, TextEmbeddings embeddings) {
            this.pool = pool;
            this.count = count;
            this.embeddings = embeddings;
        }

        @Override
        public List<Example> examples(Unit unit) {
            float[][] of = vectors();
            float[] here = embeddings.embed(List.of(text(new UnitTexts(unit.text(), unit.textB(), unit.query()))))[0];
            double[] nearness = new double[of.length];
            for (int i = 0; i < of.length; i++) {
                nearness[i] = dot(here, of[i]);
            }
            List<Integer> order = new ArrayList<>();
            for (int i = 0; i < of.length; i++) {
                order.add(i);
            }
            order.sort((a, b) -> Double.compare(nearness[b], nearness[a]));
            return order.stream().map(pool::get).filter(c -> other(c, unit)).limit(count).map(Candidate::example).toList();
        }

        private synchronized float[][] vectors() {
            if (vectors == null) {
                float[][] made = new float[pool.size()][];
                for (int from = 0; from < made.length; from += PORTION) {
                    int to = Math.min(made.length, from + PORTION);
                    float[][] part = embeddings.embed(pool.subList(from, to).stream().map(c -> text(c.example().texts())).toList());
                    System.arraycopy(part, 0, made, from, part.length);
                }
                vectors = made;
            }
            return vectors;
        }

        private static String text(UnitTexts texts) {
            String other = texts.textB() != null ? texts.textB() : texts.query();
            return other == null ? texts.text() : texts.text() + "\n" + other;
        }

        private static double dot(float[] a, float[] b) {
            double sum = 0;
            for (int i = 0; i < a.length; i++) {
                sum += (double) a[i] * b[i];
            }
            return sum;
        }
    }
}
