package concord.app;

import concord.app.LabelService.Order;
import concord.model.Annotator;
import concord.model.SampleMember;
import concord.store.SampleRepository;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The order in which a person meets the units.
final class LabelQueue {
    private final UnitIndex index;
    private final SampleRepository samples;

    LabelQueue(UnitIndex index, SampleRepository samples) {
        this.index = index;
        this.samples = samples;
    }

    /// Documents of one query stand together, in the order in which their first would come.
    ///
    /// @return unit ids
    long[] ofQueries(String variable, @Nullable String sample, Order order, long seed) {
        @Nullable
        String[] queries = index.queries();
        Map<String, List<Long>> together = new LinkedHashMap<>();
        for (long unit : of(variable, sample, order, seed)) {
            String query = queries[index.position(unit)];
            together.computeIfAbsent(query == null ? "\u001f" + unit : query, _ -> new ArrayList<>()).add(unit);
        }
        return together.values().stream().flatMap(List::stream).mapToLong(Long::longValue).toArray();
    }

    /// @return unit ids
    long[] of(String variable, @Nullable String sample, Order order, long seed) {
        long[] drawn = sample == null ? index.ids().clone() : drawn(sample);
        return switch (order) {
            case FILE -> Arrays.stream(drawn).sorted().toArray();
            case RANDOM -> sample != null && drawnAtRandom(sample) ? drawn : shuffled(drawn, seed);
            case UNCERTAINTY -> leastSure(shuffled(drawn, seed), variable);
            case DISAGREEMENT -> disagreeing(shuffled(drawn, seed), variable);
            case DRAWN -> drawn;
        };
    }

    private long[] drawn(String sample) {
        index.members(sample);
        return samples.members(sample).stream().mapToLong(SampleMember::unit).toArray();
    }

    private boolean drawnAtRandom(String sample) {
        return samples.byName(sample).map(s -> switch (s.strategy()) {
            case RANDOM, STRATIFIED -> true;
            case ALL, IMPORT, UNCERTAINTY, MARGIN, LEAST_CONFIDENCE, CORESET, BADGE, BASE_VS_TUNED -> false;
        }).orElse(false);
    }

    private record Ranked(long unit, long hash, double confidence) {}

    /// By a hash of seed and key, so that the order does not depend on the other units.
    private long[] shuffled(long[] units, long seed) {
        long[] hashes = index.keyHashes();
        return Arrays.stream(units).mapToObj(unit -> new Ranked(unit, mix(hashes[index.position(unit)] ^ mix(seed)), 0))
                .sorted(Comparator.comparingLong(Ranked::hash).thenComparingLong(Ranked::unit)).mapToLong(Ranked::unit).toArray();
    }

    /// The finaliser of the SplitMix64 generator (Steele, Lea and Flood 2014).
    private static long mix(long value) {
        long z = value + 0x9e3779b97f4a7c15L;
        z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
        z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
        return z ^ z >>> 31;
    }

    private long[] leastSure(long[] units, String variable) {
        double[] least = new double[index.size()];
        Arrays.fill(least, Double.POSITIVE_INFINITY);
        for (Annotator annotator : index.annotators()) {
            boolean machine = switch (annotator) {
                case Annotator.Human _ -> false;
                case Annotator.Teacher _,Annotator.Student _ -> true;
            };
            if (!machine)
                continue;
            LabelCodes column = index.labels(variable, annotator.name());
            for (int p = 0; p < least.length; p++) {
                if (column.confidence(p) < least[p])
                    least[p] = column.confidence(p);
            }
        }
        return Arrays.stream(units).mapToObj(unit -> new Ranked(unit, 0, least[index.position(unit)]))
                .sorted(Comparator.comparingDouble(Ranked::confidence)).mapToLong(Ranked::unit).toArray();
    }

    private long[] disagreeing(long[] units, String variable) {
        List<LabelCodes> people = new ArrayList<>();
        List<LabelCodes> teachers = new ArrayList<>();
        for (Annotator annotator : index.annotators()) {
            switch (annotator) {
                case Annotator.Human _ -> people.add(index.labels(variable, annotator.name()));
                case Annotator.Teacher _ -> teachers.add(index.labels(variable, annotator.name()));
                case Annotator.Student _ -> {
                }
            }
        }
        BitSet differ = new BitSet();
        for (LabelCodes person : people) {
            for (LabelCodes teacher : teachers) {
                int[] translated = UnitMatch.translation(person, teacher);
                for (int p = 0; p < index.size(); p++) {
                    if (person.code(p) >= 0 && teacher.code(p) >= 0 && translated[person.code(p)] != teacher.code(p))
                        differ.set(p);
                }
            }
        }
        return Arrays.stream(units).boxed().sorted(Comparator.comparing(unit -> !differ.get(index.position(unit))))
                .mapToLong(Long::longValue).toArray();
    }
}
