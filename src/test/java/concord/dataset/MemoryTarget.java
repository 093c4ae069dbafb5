package concord.dataset;

import concord.model.Annotator;
import concord.model.UnitTexts;
import concord.model.Variable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// An import target in memory.
final class MemoryTarget implements ImportTarget {
    record StoredUnit(String key, String text, @Nullable String textB, @Nullable String query, Map<String, String> metadata,
            Map<Annotator, String> labels, Map<Annotator, Double> confidences, Map<Annotator, Double> scores) {}

    final List<StoredUnit> units = new ArrayList<>();
    private final Map<String, Long> byKey = new HashMap<>();

    @Nullable
    Variable variable;

    StoredUnit unit(String key) {
        return units.get((int) (long) byKey.get(key));
    }

    Map<String, Long> counts(String annotator) {
        Map<String, Long> counts = new LinkedHashMap<>();
        for (StoredUnit unit : units) {
            unit.labels.forEach((who, label) -> {
                if (who.name().equals(annotator))
                    counts.merge(label, 1L, Long::sum);
            });
        }
        return counts;
    }

    @Override
    public @Nullable Variable variable() {
        return variable;
    }

    @Override
    public OptionalLong find(String key) {
        Long id = byKey.get(key);
        return id == null ? OptionalLong.empty() : OptionalLong.of(id);
    }

    @Override
    public UnitTexts textsOf(long unit) {
        StoredUnit found = units.get((int) unit);
        return new UnitTexts(found.text, found.textB, found.query);
    }

    @Override
    public long addUnit(String key, String text, @Nullable String textB, @Nullable String query, Map<String, String> metadata) {
        long id = units.size();
        if (byKey.put(key, id) != null)
            throw new IllegalStateException("key twice: " + key);
        units.add(new StoredUnit(key, text, textB, query, metadata, new LinkedHashMap<>(), new HashMap<>(),
                new HashMap<>()));
        return id;
    }

    @Override
    public @Nullable String labelOf(long unit, Annotator annotator) {
        return units.get((int) unit).labels.get(annotator);
    }

    @Override
    public void addLabel(long unit, Annotator annotator, String label, @Nullable Double confidence) {
        StoredUnit u = units.get((int) unit);
        if (u.labels.put(annotator, label) != null)
            throw new IllegalStateException("overwritten: " + u.key);
        if (confidence != null)
            u.confidences.put(annotator, confidence);
    }

    @Override
    public @Nullable Double scoreOf(long unit, Annotator annotator) {
        return units.get((int) unit).scores.get(annotator);
    }

    @Override
    public void addScore(long unit, Annotator annotator, double score) {
        StoredUnit u = units.get((int) unit);
        if (u.scores.put(annotator, score) != null)
            throw new IllegalStateException("overwritten: " + u.key);
    }
}
