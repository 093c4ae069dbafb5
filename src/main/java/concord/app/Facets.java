package concord.app;

import concord.app.DataService.Facet;
import concord.app.DataService.FacetValue;
import concord.app.UnitIndex.MetadataCodes;
import concord.model.UnitFilter;
import concord.model.UnitQuery;
import concord.model.Variable;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/// Counts of each value of each facet under a query; a facet's own conditions do not narrow its counts.
final class Facets {
    private static final int VALUES_SHOWN = 500;
    private static final int BINS = 10;
    private final UnitIndex index;
    private final UnitQuery query;
    private final UnitMatch match;
    private final Variable variable;
    private final List<Facet> facets = new ArrayList<>();

    Facets(UnitIndex index, UnitQuery query, Variable variable) {
        this.index = index;
        this.query = query;
        this.match = new UnitMatch(index, query);
        this.variable = variable;
    }

    List<Facet> of(List<String> columns, List<String> samples) {
        List<String> annotators = index.annotatorsOf(variable.name());
        annotators.forEach(this::labels);
        for (int i = 0; i < annotators.size(); i++) {
            for (int j = i + 1; j < annotators.size(); j++) {
                agreement(annotators.get(i), annotators.get(j));
            }
        }
        annotators.forEach(this::confidence);
        samples(samples);
        flag(annotators);
        gold();
        index.metadata(columns);
        columns.forEach(this::metadata);
        return List.copyOf(facets);
    }

    private void labels(String annotator) {
        LabelCodes column = index.labels(variable.name(), annotator);
        String id = "label:" + annotator;
        int[] counts = count(id, column.labels().size() + 1, p -> column.code(p) + 1);
        Set<String> names = new LinkedHashSet<>(variable.labelNames());
        names.addAll(column.labels());
        List<FacetValue> values = new ArrayList<>();
        for (String label : names) {
            int code = column.codeOf(label);
            values.add(labelValue(annotator, label, code < 0 || code + 1 >= counts.length ? 0 : counts[code + 1]));
        }
        values.add(labelValue(annotator, null, counts[0]));
        facets.add(new Facet(id, annotator, List.copyOf(values)));
    }

    private FacetValue labelValue(String annotator, @Nullable String label, int count) {
        boolean selected = query.filters().stream().anyMatch(f -> f instanceof UnitFilter.LabelIn(var v, var a, var labels)
                && v.equals(variable.name()) && a.equals(annotator) && has(labels, label));
        return new FacetValue(label, label == null ? "no label" : label, count, selected,
                new UnitFilter.LabelIn(variable.name(), annotator, Collections.singleton(label)));
    }

    private void agreement(String a, String b) {
        LabelCodes first = index.labels(variable.name(), a);
        LabelCodes second = index.labels(variable.name(), b);
        int[] translated = UnitMatch.translation(first, second);
        String id = "agreement:" + a + ":" + b;
        int[] counts = count(id, 3, p -> {
            int code = first.code(p);
            if (code < 0 || code >= translated.length || second.code(p) < 0)
                return 0;
            return translated[code] == second.code(p) ? 1 : 2;
        });
        boolean everBoth = counts[1] + counts[2] > 0 || overlap(first, second);
        if (everBoth)
            facets.add(new Facet(id, a + " and " + b,
                    List.of(agreementValue(a, b, true, counts[1]), agreementValue(a, b, false, counts[2]))));
    }

    private static boolean overlap(LabelCodes a, LabelCodes b) {
        for (int p = 0; p < a.size(); p++) {
            if (a.code(p) >= 0 && b.code(p) >= 0)
                return true;
        }
        return false;
    }

    private FacetValue agreementValue(String a, String b, boolean same, int count) {
        UnitFilter filter = new UnitFilter.Agreement(variable.name(), a, b, same);
        return new FacetValue(same ? "same" : "different", same ? "agree" : "differ", count, query.filters().contains(filter), filter);
    }

    private void confidence(String annotator) {
        LabelCodes column = index.labels(variable.name(), annotator);
        if (!column.hasConfidence())
            return;
        String id = "confidence:" + annotator;
        int[] counts = count(id, BINS, p -> bin(column.confidence(p)));
        List<FacetValue> values = new ArrayList<>();
        for (int bin = 0; bin < BINS; bin++) {
            double low = bin / (double) BINS;
            double end = (bin + 1) / (double) BINS;
            double high = bin == BINS - 1 ? 1 : Math.nextDown(end);
            UnitFilter filter = new UnitFilter.ConfidenceIn(variable.name(), annotator, low, high);
            String title = String.format(Locale.ROOT, "%.1f to %.1f", low, end);
            values.add(new FacetValue(title, title, counts[bin], query.filters().contains(filter), filter));
        }
        facets.add(new Facet(id, annotator + ": confidence", List.copyOf(values)));
    }

    /// The bin of a confidence, of ten equal ones over 0..1; -1 where there is none.
    static int bin(double confidence) {
        if (!(confidence >= 0 && confidence <= 1))
            return -1;
        for (int bin = BINS - 1; bin > 0; bin--) {
            if (confidence >= bin / (double) BINS)
                return bin;
        }
        return 0;
    }

    static int[] histogram(UnitIndex index, UnitQuery query, String variable, String annotator) {
        LabelCodes column = index.labels(variable, annotator);
        int[] bins = new int[BINS];
        BitSet units = new UnitMatch(index, query).all();
        for (int p = units.nextSetBit(0); p >= 0; p = units.nextSetBit(p + 1)) {
            int bin = bin(column.confidence(p));
            if (bin >= 0)
                bins[bin]++;
        }
        return bins;
    }

    private void samples(List<String> samples) {
        if (samples.isEmpty())
            return;
        BitSet base = match.allBut("sample");
        List<FacetValue> values = new ArrayList<>();
        for (String sample : samples) {
            BitSet in = (BitSet) base.clone();
            in.and(index.members(sample));
            UnitFilter filter = new UnitFilter.InSample(sample);
            values.add(new FacetValue(sample, sample, in.cardinality(), query.filters().contains(filter), filter));
        }
        facets.add(new Facet("sample", "sample", List.copyOf(values)));
    }

    private void flag(List<String> annotators) {
        List<FacetValue> values = new ArrayList<>();
        BitSet base = match.allBut("flag");
        for (String annotator : annotators) {
            BitSet flags = index.labels(variable.name(), annotator).flags();
            UnitFilter filter = new UnitFilter.Flagged(variable.name(), annotator);
            boolean selected = query.filters().contains(filter);
            if (flags.isEmpty() && !selected)
                continue;
            flags.and(base);
            values.add(new FacetValue(annotator, "flagged by " + annotator, flags.cardinality(), selected, filter));
        }
        if (!values.isEmpty())
            facets.add(new Facet("flag", "flag", List.copyOf(values)));
    }

    private void gold() {
        var golds = index.golds(variable.name());
        int[] counts = count("final", 2, p -> golds.containsKey(p) ? 1 : 0);
        if (golds.isEmpty())
            return;
        List<FacetValue> values = new ArrayList<>();
        for (boolean decided : new boolean[]{true, false}) {
            UnitFilter filter = new UnitFilter.HasFinal(variable.name(), decided);
            values.add(new FacetValue(decided ? "decided" : "open", decided ? "decided" : "open", counts[decided ? 1 : 0],
                    query.filters().contains(filter), filter));
        }
        facets.add(new Facet("final", "final label", List.copyOf(values)));
    }

    private void metadata(String name) {
        MetadataCodes column = index.metadata(name);
        int[] counts = count("meta:" + name, column.values().size() + 1, p -> column.codes()[p] + 1);
        List<FacetValue> values = new ArrayList<>();
        for (int code = -1; code < column.values().size(); code++) {
            String value = code < 0 ? null : column.values().get(code);
            boolean selected = query.filters().stream()
                    .anyMatch(f -> f instanceof UnitFilter.MetadataIn(var c, var chosen) && c.equals(name) && has(chosen, value));
            if (counts[code + 1] > 0 || selected)
                values.add(new FacetValue(value, value == null ? "blank" : value, counts[code + 1], selected,
                        new UnitFilter.MetadataIn(name, Collections.singleton(value))));
        }
        int all = values.size();
        values.sort(
                Comparator.comparing(FacetValue::selected).reversed().thenComparing(Comparator.comparingLong(FacetValue::count).reversed())
                        .thenComparing(FacetValue::title));
        List<FacetValue> shown = List.copyOf(values.subList(0, Math.min(VALUES_SHOWN, all)));
        String title = all > VALUES_SHOWN
                ? String.format(Locale.ROOT, "%s (%,d most frequent of %,d values)", name, VALUES_SHOWN, all)
                : name;
        facets.add(new Facet("meta:" + name, title, shown));
    }

    private static boolean has(Set<@Nullable String> set, @Nullable String value) {
        return set.stream().anyMatch(one -> Objects.equals(one, value));
    }

    private int[] count(String facet, int size, IntUnaryOperator valueAt) {
        int[] counts = new int[size];
        BitSet base = match.allBut(facet);
        for (int p = base.nextSetBit(0); p >= 0; p = base.nextSetBit(p + 1)) {
            int value = valueAt.applyAsInt(p);
            if (value >= 0 && value < size)
                counts[value]++;
        }
        return counts;
    }
}
