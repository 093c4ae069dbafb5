package concord.app;

import concord.model.Annotation;
import concord.model.Annotator;
import concord.model.Gold;
import concord.model.SampleMember;
import concord.model.UnitQuery;
import concord.store.AnnotationRepository;
import concord.store.AnnotationRepository.ScoreColumn;
import concord.store.SampleRepository;
import concord.store.UnitRepository;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The project's columns in memory, coded as integers by position of the unit in import order: labels by variable and annotator, metadata,
/// samples, final labels. Each is read from the project file when first asked for and dropped or patched when it changes, so that facets and
/// figures need no query. About 12 bytes a unit and column of labels, 4 of metadata.
///
/// Thread-safe; the arrays handed out must not be written.
final class UnitIndex {
    private final UnitRepository units;
    private final AnnotationRepository annotations;
    private final SampleRepository samples;
    private long @Nullable [] ids;
    private long @Nullable [] keyHashes;
    private final Map<ColumnKey, LabelCodes> labels = new HashMap<>();
    private final Map<ColumnKey, double[]> scores = new HashMap<>();
    private final Map<String, List<String>> scorers = new HashMap<>();
    private @Nullable String @Nullable [] queries;
    private final Map<String, MetadataCodes> metadata = new HashMap<>();
    private final Map<String, BitSet> members = new HashMap<>();
    private final Map<String, Map<Integer, Gold>> golds = new HashMap<>();
    private @Nullable Map<String, Map<String, Long>> counts;
    private @Nullable Search search;

    UnitIndex(UnitRepository units, AnnotationRepository annotations, SampleRepository samples) {
        this.units = units;
        this.annotations = annotations;
        this.samples = samples;
    }

    private record ColumnKey(String variable, String annotator, boolean seenLlm) {}

    private record Search(String pattern, boolean matchCase, boolean regex, BitSet found) {}

    /// Values of a metadata column by code; -1 is blank.
    record MetadataCodes(int[] codes, List<String> values) {}

    synchronized long[] ids() {
        if (ids == null)
            ids = units.ids();
        return ids;
    }

    int size() {
        return ids().length;
    }

    /// Position of a unit in import order, negative when there is none.
    int position(long unit) {
        return Arrays.binarySearch(ids(), unit);
    }

    /// The blind (or imported, or only) labels.
    LabelCodes labels(String variable, String annotator) {
        return column(new ColumnKey(variable, annotator, false));
    }

    /// Labels a person gave after an LLM's or student's label was shown.
    LabelCodes labelsAfterReveal(String variable, String annotator) {
        return column(new ColumnKey(variable, annotator, true));
    }

    private synchronized LabelCodes column(ColumnKey key) {
        LabelCodes found = labels.get(key);
        if (found == null) {
            found = new LabelCodes(ids(), annotations.column(key.variable, key.annotator, key.seenLlm));
            labels.put(key, found);
        }
        return found;
    }

    /// The numbers by which an annotator orders documents, by position; NaN where there is none.
    synchronized double[] scores(String variable, String annotator) {
        return scores.computeIfAbsent(new ColumnKey(variable, annotator, false), _ -> {
            double[] byPosition = new double[size()];
            Arrays.fill(byPosition, Double.NaN);
            ScoreColumn column = annotations.scores(variable, annotator);
            for (int i = 0; i < column.units().length; i++) {
                int position = position(column.units()[i]);
                if (position >= 0)
                    byPosition[position] = column.scores()[i];
            }
            return byPosition;
        });
    }

    /// The teachers and students that gave such numbers, in the order of [#annotators()].
    synchronized List<String> scorers(String variable) {
        return scorers.computeIfAbsent(variable,
                v -> annotators().stream().filter(a -> !(a instanceof Annotator.Human)).map(Annotator::name)
                        .filter(name -> annotations.scored(v, name)).toList());
    }

    /// The query of each unit, by position; null where it has none.
    synchronized @Nullable String[] queries() {
        if (queries == null)
            queries = units.queries();
        return queries;
    }

    MetadataCodes metadata(String column) {
        return Objects.requireNonNull(metadata(List.of(column)).get(column));
    }

    /// Those not in memory yet are read in one pass.
    ///
    /// @throws AppException naming the columns there are when one is none of them
    synchronized Map<String, MetadataCodes> metadata(Collection<String> columns) {
        List<String> missing = columns.stream().filter(c -> !metadata.containsKey(c)).toList();
        if (!missing.isEmpty()) {
            List<String> known = units.metadataColumns();
            for (String column : missing) {
                if (!known.contains(column))
                    throw new AppException("There is no metadata column \"" + column + "\" in this project"
                            + (known.isEmpty() ? "." : "; there are " + Names.list(known) + "."));
            }
            Map<String, @Nullable String[]> read = units.metadata(missing);
            missing.forEach(column -> metadata.put(column, code(read.getOrDefault(column, new String[size()]))));
        }
        return metadata;
    }

    private static MetadataCodes code(@Nullable String[] values) {
        int[] codes = new int[values.length];
        Map<String, Integer> codeOf = new LinkedHashMap<>();
        for (int i = 0; i < values.length; i++) {
            String value = values[i];
            codes[i] = value == null ? -1 : codeOf.computeIfAbsent(value, _ -> codeOf.size());
        }
        return new MetadataCodes(codes, List.copyOf(codeOf.keySet()));
    }

    /// Units of a sample, by position.
    synchronized BitSet members(String sample) {
        BitSet found = members.get(sample);
        if (found == null) {
            if (samples.byName(sample).isEmpty())
                throw new AppException("There is no sample \"" + sample + "\"" + sampleNames() + ".");
            found = new BitSet();
            for (SampleMember member : samples.members(sample)) {
                int position = position(member.unit());
                if (position >= 0)
                    found.set(position);
            }
            members.put(sample, found);
        }
        return found;
    }

    private String sampleNames() {
        List<String> names = samples.all().stream().map(s -> s.name()).toList();
        return names.isEmpty() ? " in this project" : "; there are " + Names.list(names);
    }

    /// Final labels by position.
    synchronized Map<Integer, Gold> golds(String variable) {
        return golds.computeIfAbsent(variable, v -> {
            Map<Integer, Gold> byPosition = new HashMap<>();
            annotations.golds(v).forEach((unit, gold) -> {
                int position = position(unit);
                if (position >= 0)
                    byPosition.put(position, gold);
            });
            return Map.copyOf(byPosition);
        });
    }

    /// Labelled units by variable and annotator.
    synchronized Map<String, Map<String, Long>> counts() {
        if (counts == null)
            counts = annotations.counts();
        return counts;
    }

    /// Annotators with a label for the variable: people, then teachers, then students, each in order of appearance.
    List<String> annotatorsOf(String variable) {
        Map<String, Long> labelled = counts().getOrDefault(variable, Map.of());
        return annotators().stream().map(Annotator::name).filter(labelled::containsKey).toList();
    }

    /// People, then teachers, then students, each in order of appearance.
    List<Annotator> annotators() {
        List<Annotator> people = new ArrayList<>();
        List<Annotator> teachers = new ArrayList<>();
        List<Annotator> students = new ArrayList<>();
        for (Annotator annotator : annotations.annotators()) {
            switch (annotator) {
                case Annotator.Human _ -> people.add(annotator);
                case Annotator.Teacher _ -> teachers.add(annotator);
                case Annotator.Student _ -> students.add(annotator);
            }
        }
        people.addAll(teachers);
        people.addAll(students);
        return List.copyOf(people);
    }

    /// Units whose text, second text, query or key matches; the last search is remembered.
    BitSet search(UnitQuery query) {
        synchronized (this) {
            if (search != null && search.pattern.equals(query.search()) && search.matchCase == query.matchCase()
                    && search.regex == query.regex())
                return search.found;
        }
        long[] found = units.search(query.search(), query.matchCase(), query.regex());
        BitSet set = new BitSet();
        for (long unit : found) {
            int position = position(unit);
            if (position >= 0)
                set.set(position);
        }
        synchronized (this) {
            search = new Search(query.search(), query.matchCase(), query.regex(), set);
        }
        return set;
    }

    /// A number per unit that depends on its key only, for orders that are the same for everybody.
    synchronized long[] keyHashes() {
        if (keyHashes == null) {
            List<String> keys = units.keys();
            long[] hashes = new long[size()];
            for (int p = 0; p < hashes.length && p < keys.size(); p++) {
                hashes[p] = hash(keys.get(p));
            }
            keyHashes = hashes;
        }
        return keyHashes;
    }

    private static long hash(String key) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < key.length(); i++) {
            hash = (hash ^ key.charAt(i)) * 0x100000001b3L;
        }
        return hash;
    }

    /// Takes over one decision just written.
    synchronized void put(long unit, String variable, String annotator, List<Annotation> ofUnit) {
        int position = position(unit);
        LabelCodes blind = labels.get(new ColumnKey(variable, annotator, false));
        LabelCodes later = labels.get(new ColumnKey(variable, annotator, true));
        List<Annotation> own = ofUnit.stream().filter(a -> a.variable().equals(variable) && a.annotator().equals(annotator)).toList();
        Annotation first = own.stream().filter(a -> !a.seenLlm()).findFirst().orElse(null);
        Annotation second = own.stream().filter(Annotation::seenLlm).findFirst().orElse(null);
        boolean twice = second != null || later != null && position >= 0 && later.code(position) >= 0;
        if (blind != null && position >= 0) {
            boolean before = blind.code(position) >= 0;
            blind.put(position, first);
            recount(variable, annotator, twice ? null : (blind.code(position) >= 0 ? 1 : 0) - (before ? 1 : 0));
        } else {
            counts = null;
        }
        if (later != null && position >= 0)
            later.put(position, second);
    }

    /// Moves a count by so much, or forgets all when that is not known.
    private void recount(String variable, String annotator, @Nullable Integer change) {
        Map<String, Map<String, Long>> now = counts;
        if (change == null || now == null) {
            counts = null;
        } else if (change != 0) {
            Map<String, Map<String, Long>> moved = new LinkedHashMap<>(now);
            Map<String, Long> row = new LinkedHashMap<>(moved.getOrDefault(variable, Map.of()));
            row.merge(annotator, (long) change, Long::sum);
            row.values().removeIf(n -> n <= 0);
            moved.put(variable, row);
            counts = moved;
        }
    }

    /// Forgets the final labels of a variable.
    synchronized void dropGolds(String variable) {
        golds.remove(variable);
    }

    synchronized void dropSamples() {
        members.clear();
    }

    /// Forgets the labels of one annotator.
    synchronized void dropLabels(String annotator) {
        counts = null;
        labels.keySet().removeIf(k -> k.annotator.equals(annotator));
        scores.keySet().removeIf(k -> k.annotator.equals(annotator));
        scorers.clear();
    }

    synchronized void dropAll() {
        ids = null;
        keyHashes = null;
        counts = null;
        search = null;
        queries = null;
        labels.clear();
        scores.clear();
        scorers.clear();
        metadata.clear();
        members.clear();
        golds.clear();
    }
}
