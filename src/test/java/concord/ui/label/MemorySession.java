package concord.ui.label;

import concord.app.LabelService;
import concord.model.Annotation;
import concord.model.Unit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A session kept in memory, with the rules of the real one, that can be told to fail.
final class MemorySession implements LabelService.Session {
    record Decision(@Nullable String label, boolean skipped, boolean seen, int millis) {}

    final List<Unit> units = new ArrayList<>();
    final Map<Long, List<Decision>> decisions = new LinkedHashMap<>();
    final Map<Long, String> machine = new LinkedHashMap<>();
    final Map<Long, String> comments = new LinkedHashMap<>();
    final List<Long> flags = new ArrayList<>();
    final List<String> log = new ArrayList<>();
    private final List<Map.Entry<Long, List<Decision>>> undo = new ArrayList<>();
    private final List<Map.Entry<Long, List<Decision>>> redo = new ArrayList<>();
    boolean revealAfter;
    @Nullable
    RuntimeException failNext;

    MemorySession(int size) {
        for (int i = 1; i <= size; i++) {
            units.add(new Unit(i, "k" + i, "text " + i, null, null, Map.of()));
        }
    }

    @Override
    public String annotator() {
        return "Mira";
    }

    @Override
    public String variable() {
        return "stance";
    }

    @Override
    public int size() {
        return units.size();
    }

    @Override
    public int firstOpen() {
        return nextOpen(-1);
    }

    @Override
    public int nextOpen(int after) {
        for (int step = 1; step <= size(); step++) {
            int at = Math.floorMod(after + step, size());
            if (decisions.getOrDefault(units.get(at).id(), List.of()).isEmpty())
                return at;
        }
        return size();
    }

    @Override
    public LabelService.View at(int position) {
        Unit unit = units.get(position);
        List<Annotation> own = new ArrayList<>();
        for (Decision d : decisions.getOrDefault(unit.id(), List.of())) {
            own.add(annotation(unit.id(), "Mira", d.label(), d.skipped(), d.seen()));
        }
        if (own.isEmpty() && (flags.contains(unit.id()) || comments.containsKey(unit.id())))
            own.add(annotation(unit.id(), "Mira", null, false, false));
        boolean labelled = own.stream().anyMatch(a -> a.label() != null);
        List<Annotation> seen = revealAfter && labelled && machine.containsKey(unit.id())
                ? List.of(annotation(unit.id(), "gpt-4", machine.get(unit.id()), false, false))
                : List.of();
        return new LabelService.View(unit, own, seen);
    }

    private Annotation annotation(long unit, String who, @Nullable String label, boolean skipped, boolean seen) {
        return new Annotation(unit, "stance", who, label, null, Map.of(), skipped, flags.contains(unit),
                comments.getOrDefault(unit, ""), seen, Instant.EPOCH, 1, 0);
    }

    @Override
    public int positionOf(long unit) {
        return unit >= 1 && unit <= size() ? (int) unit - 1 : -1;
    }

    @Override
    public void label(long unit, String label, int millis, boolean seenLlm) {
        decide(unit, new Decision(label, false, seenLlm, millis));
        log.add(unit + "=" + label + (seenLlm ? " seen" : ""));
    }

    @Override
    public void skip(long unit, int millis) {
        decide(unit, new Decision(null, true, false, millis));
        log.add(unit + " skipped");
    }

    private void decide(long unit, Decision decision) {
        if (failNext != null) {
            RuntimeException failure = failNext;
            failNext = null;
            throw failure;
        }
        List<Decision> before = decisions.getOrDefault(unit, List.of());
        undo.add(Map.entry(unit, before));
        redo.clear();
        List<Decision> now = new ArrayList<>(before);
        now.removeIf(d -> d.seen() == decision.seen());
        now.add(decision);
        decisions.put(unit, now);
    }

    @Override
    public void flag(long unit) {
        if (!flags.remove(Long.valueOf(unit)))
            flags.add(unit);
    }

    @Override
    public void comment(long unit, String text) {
        comments.put(unit, text);
    }

    @Override
    public void blank(long unit) {
        undo.add(Map.entry(unit, decisions.getOrDefault(unit, List.of())));
        decisions.remove(unit);
    }

    @Override
    public Optional<Long> undo() {
        return swap(undo, redo);
    }

    @Override
    public Optional<Long> redo() {
        return swap(redo, undo);
    }

    private Optional<Long> swap(List<Map.Entry<Long, List<Decision>>> from, List<Map.Entry<Long, List<Decision>>> to) {
        if (from.isEmpty())
            return Optional.empty();
        Map.Entry<Long, List<Decision>> last = from.removeLast();
        to.add(Map.entry(last.getKey(), decisions.getOrDefault(last.getKey(), List.of())));
        decisions.put(last.getKey(), last.getValue());
        return Optional.of(last.getKey());
    }

    @Override
    public LabelService.Progress progress() {
        Map<String, Integer> perLabel = new LinkedHashMap<>();
        int done = 0;
        int skipped = 0;
        for (List<Decision> list : decisions.values()) {
            if (list.isEmpty())
                continue;
            done++;
            if (list.getLast().skipped()) {
                skipped++;
            } else {
                perLabel.merge(String.valueOf(list.getFirst().label()), 1, Integer::sum);
            }
        }
        return new LabelService.Progress(done, size(), perLabel, skipped, flags.size(), 9000);
    }

    @Override
    public List<LabelService.Recent> recent(int limit) {
        return decisions.entrySet().stream().filter(e -> !e.getValue().isEmpty() && e.getValue().getLast().label() != null)
                .map(e -> new LabelService.Recent(e.getKey(), units.get((int) (e.getKey() - 1)).text(),
                        String.valueOf(e.getValue().getLast().label())))
                .toList().reversed().stream().limit(limit).toList();
    }
}
