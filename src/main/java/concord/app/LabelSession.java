package concord.app;

import concord.app.LabelService.Candidate;
import concord.app.LabelService.Candidates;
import concord.app.LabelService.Progress;
import concord.app.LabelService.Recent;
import concord.app.LabelService.Session;
import concord.app.LabelService.View;
import concord.app.ProjectSettings.Reveal;
import concord.model.Annotation;
import concord.model.Annotator;
import concord.model.LabelSet;
import concord.model.Unit;
import concord.model.Variable;
import concord.model.VariableKind;
import concord.store.AnnotationRepository;
import concord.store.AnnotationRepository.LabelColumn;
import concord.store.AnnotationRepository.Undone;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// One person's labelling. What was decided is kept by position, so that moving and progress need no query; a page of units ahead is read at
/// once. Other people's labels never leave it.
final class LabelSession implements Session {
    private static final int AHEAD = 16;
    private static final int KEPT = 512;
    private static final int TIMED = 50;
    private final String annotator;
    private final String variable;
    private final long[] queue;
    private final QueryGroups groups;
    private final Repositories store;
    private final AnnotationRepository annotations;
    private final UnitIndex index;
    private final CodebookService codebook;
    private final ProjectSettings settings;
    private final Changes changes;
    private final Map<Long, Integer> positions = new HashMap<>();
    private final BitSet done = new BitSet();
    private final BitSet skipped = new BitSet();
    private final BitSet flagged = new BitSet();
    private final @Nullable String[] labels;
    private final Set<Long> revealed = new HashSet<>();
    private final Deque<Integer> millis = new ArrayDeque<>();
    private final Map<Integer, Unit> ahead = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, Unit> eldest) {
            return size() > KEPT;
        }
    };

    LabelSession(String annotator, String variable, long[] queue, QueryGroups groups, Repositories store, UnitIndex index,
            CodebookService codebook,
            ProjectSettings settings, Changes changes) {
        this.annotator = annotator;
        this.variable = variable;
        this.queue = queue;
        this.groups = groups;
        this.store = store;
        this.annotations = store.annotations();
        this.index = index;
        this.codebook = codebook;
        this.settings = settings;
        this.changes = changes;
        this.labels = new String[queue.length];
        for (int i = 0; i < queue.length; i++) {
            positions.put(queue[i], i);
        }
        take(annotations.column(variable, annotator, true));
        take(annotations.column(variable, annotator, false));
        for (Annotation recent : annotations.recent(variable, annotator, TIMED)) {
            if (recent.label() != null && recent.millis() > 0)
                millis.addFirst(recent.millis());
        }
    }

    private void take(LabelColumn column) {
        for (int i = 0; i < column.units().length; i++) {
            Integer position = positions.get(column.units()[i]);
            if (position == null)
                continue;
            if (column.labels()[i] != null)
                labels[position] = column.labels()[i];
            if (column.skipped()[i])
                skipped.set(position);
            if (column.flagged()[i])
                flagged.set(position);
            if (column.labels()[i] != null || column.skipped()[i])
                done.set(position);
        }
    }

    @Override
    public String annotator() {
        return annotator;
    }

    @Override
    public String variable() {
        return variable;
    }

    @Override
    public int size() {
        return queue.length;
    }

    @Override
    public synchronized int firstOpen() {
        return Math.min(done.nextClearBit(0), queue.length);
    }

    @Override
    public synchronized int nextOpen(int after) {
        int next = done.nextClearBit(Math.max(0, after + 1));
        return next < queue.length ? next : firstOpen();
    }

    @Override
    public synchronized View at(int position) {
        if (position < 0 || position >= queue.length)
            throw new IndexOutOfBoundsException("position " + position + " of " + queue.length);
        Unit unit = unit(position);
        List<Annotation> ofUnit = annotations.ofUnit(unit.id());
        List<Annotation> own = own(ofUnit);
        boolean decided = own.stream().anyMatch(a -> a.label() != null);
        boolean seen = switch (settings.reveal()) {
            case NEVER -> false;
            case AFTER_SAVING -> decided;
            case ALWAYS -> true;
        };
        List<Annotation> machine = seen ? machine(ofUnit) : List.of();
        if (!machine.isEmpty())
            revealed.add(unit.id());
        return new View(unit, own, machine);
    }

    @Override
    public synchronized Optional<Candidates> candidates(int position) {
        String query = groups.query(position);
        if (query == null)
            return Optional.empty();
        int from = groups.listedFrom(position);
        int to = groups.listedTo(position);
        long[] unread = IntStream.range(from, to).filter(p -> !ahead.containsKey(p)).mapToLong(p -> queue[p]).toArray();
        Map<Integer, Unit> read = new HashMap<>();
        store.units().byIds(unread).forEach(unit -> read.put(positions.get(unit.id()), unit));
        List<Candidate> listed = new ArrayList<>();
        for (int p = from; p < to; p++) {
            Unit unit = read.containsKey(p) ? read.get(p) : ahead.get(p);
            if (unit != null)
                listed.add(new Candidate(p, unit, labels[p], skipped.get(p)));
        }
        ahead.putAll(read);
        int first = groups.first(position);
        return Optional
                .of(new Candidates(query, groups.number(position), groups.count(), from - first, groups.end(position) - first, listed));
    }

    private Unit unit(int position) {
        Unit known = ahead.get(position);
        if (known != null)
            return known;
        List<Integer> wanted = new ArrayList<>();
        wanted.add(position);
        for (int p = done.nextClearBit(position + 1); p < queue.length && wanted.size() < AHEAD; p = done.nextClearBit(p + 1)) {
            if (!ahead.containsKey(p))
                wanted.add(p);
        }
        for (Unit unit : store.units().byIds(wanted.stream().mapToLong(p -> queue[p]).toArray())) {
            ahead.put(positions.get(unit.id()), unit);
        }
        Unit read = ahead.get(position);
        if (read == null)
            throw new AppException("Unit " + queue[position] + " is no longer in the project: start labelling anew.");
        return read;
    }

    /// The blind one first.
    private List<Annotation> own(List<Annotation> ofUnit) {
        List<Annotation> own = new ArrayList<>(2);
        for (Annotation a : ofUnit) {
            if (a.variable().equals(variable) && a.annotator().equals(annotator))
                own.add(a.seenLlm() ? own.size() : 0, a);
        }
        return List.copyOf(own);
    }

    private List<Annotation> machine(List<Annotation> ofUnit) {
        Set<String> machines = new HashSet<>();
        for (Annotator one : index.annotators()) {
            switch (one) {
                case Annotator.Human _ -> {
                }
                case Annotator.Teacher _,Annotator.Student _ -> machines.add(one.name());
            }
        }
        return ofUnit.stream().filter(a -> a.variable().equals(variable) && machines.contains(a.annotator()) && a.label() != null).toList();
    }

    @Override
    public int positionOf(long unit) {
        return positions.getOrDefault(unit, -1);
    }

    @Override
    public synchronized void label(long unit, String label, int millis, boolean seenLlm) {
        check(label);
        boolean seen = seenLlm || revealed.contains(unit);
        List<Annotation> own = ownOf(unit);
        Annotation before = own.stream().filter(a -> a.seenLlm() == seen).findFirst().orElse(null);
        save(annotation(unit, before, label, false, seen, Math.max(0, millis)));
        if (millis > 0) {
            this.millis.addLast(millis);
            if (this.millis.size() > TIMED)
                this.millis.removeFirst();
        }
    }

    private void check(String label) {
        Variable now = codebook.variable(variable);
        List<String> given = now.kind() == VariableKind.MULTI ? LabelSet.parse(label).names() : List.of(label);
        for (String one : given) {
            if (now.label(one).isEmpty())
                throw new AppException("\"" + variable + "\" has no label \"" + one + "\"; it has " + Names.list(now.labelNames()) + ".");
        }
    }

    @Override
    public synchronized void skip(long unit, int millis) {
        changeFirst(unit, before -> annotation(unit, before, null, true, before != null && before.seenLlm(), Math.max(0, millis)));
    }

    @Override
    public synchronized void flag(long unit) {
        changeFirst(unit, before -> {
            Annotation a = before == null ? annotation(unit, null, null, false, false, 0) : before;
            return again(a, !a.flagged(), a.comment());
        });
    }

    @Override
    public synchronized void comment(long unit, String text) {
        changeFirst(unit, before -> {
            Annotation a = before == null ? annotation(unit, null, null, false, false, 0) : before;
            return again(a, a.flagged(), text);
        });
    }

    /// Of two decisions the later one goes first.
    @Override
    public synchronized void blank(long unit) {
        List<Annotation> own = ownOf(unit);
        if (own.isEmpty())
            return;
        Annotation last = own.getLast();
        if (!last.flagged() && last.comment().isEmpty()) {
            annotations.clear(unit, variable, annotator, last.seenLlm());
            refresh(unit);
        } else if (last.label() != null || last.skipped()) {
            save(annotation(unit, last, null, false, last.seenLlm(), 0));
        }
    }

    private void changeFirst(long unit, UnaryOperator<@Nullable Annotation> change) {
        List<Annotation> own = ownOf(unit);
        Annotation changed = change.apply(own.isEmpty() ? null : own.getFirst());
        if (changed != null)
            save(changed);
    }

    private List<Annotation> ownOf(long unit) {
        if (!positions.containsKey(unit))
            throw new AppException("Unit " + unit + " is not among those to label here.");
        return own(annotations.ofUnit(unit));
    }

    /// Flag and comment of the decision it replaces stay.
    private Annotation annotation(long unit, @Nullable Annotation before, @Nullable String label, boolean skip, boolean seen, int millis) {
        return new Annotation(unit, variable, annotator, label, null, Map.of(), skip, before != null && before.flagged(),
                before == null ? "" : before.comment(), seen, Instant.now(), codebook.current().version(), millis);
    }

    private static Annotation again(Annotation a, boolean flagged, String comment) {
        return new Annotation(a.unit(), a.variable(), a.annotator(), a.label(), a.confidence(), a.probabilities(), a.skipped(), flagged,
                comment,
                a.seenLlm(), Instant.now(), a.codebookVersion(), a.millis());
    }

    private void save(Annotation annotation) {
        annotations.save(annotation);
        refresh(annotation.unit());
    }

    /// Takes over what the project file now says of the unit.
    private void refresh(long unit) {
        List<Annotation> ofUnit = annotations.ofUnit(unit);
        index.put(unit, variable, annotator, ofUnit);
        Integer position = positions.get(unit);
        if (position != null) {
            List<Annotation> own = own(ofUnit);
            labels[position] = own.stream().map(Annotation::label).filter(l -> l != null).findFirst().orElse(null);
            skipped.set(position, own.stream().anyMatch(Annotation::skipped));
            flagged.set(position, own.stream().anyMatch(Annotation::flagged));
            done.set(position, labels[position] != null || skipped.get(position));
        }
        changes.tell(Change.ANNOTATIONS);
    }

    @Override
    public synchronized Optional<Long> undo() {
        return after(annotations.undo(annotator));
    }

    @Override
    public synchronized Optional<Long> redo() {
        return after(annotations.redo(annotator));
    }

    /// The latest decision of this person may be a final label of the Audit screen, or of another variable.
    private Optional<Long> after(Optional<Undone> undone) {
        undone.ifPresent(u -> {
            if (u.variable().equals(variable)) {
                refresh(u.unit());
            } else {
                index.put(u.unit(), u.variable(), annotator, annotations.ofUnit(u.unit()));
                changes.tell(Change.ANNOTATIONS);
            }
            index.dropGolds(u.variable());
            changes.tell(Change.GOLD);
        });
        return undone.map(Undone::unit);
    }

    @Override
    public synchronized Progress progress() {
        Map<String, Integer> perLabel = new LinkedHashMap<>();
        Variable now = codebook.variable(variable);
        now.labelNames().forEach(label -> perLabel.put(label, 0));
        boolean several = now.kind() == VariableKind.MULTI;
        for (String label : labels) {
            if (label == null)
                continue;
            for (String one : several ? LabelSet.parse(label).names() : List.of(label)) {
                perLabel.merge(one, 1, Integer::sum);
            }
        }
        int[] sorted = millis.stream().mapToInt(Integer::intValue).sorted().toArray();
        int median = sorted.length == 0 ? 0 : (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
        return new Progress(done.cardinality(), queue.length, perLabel, skipped.cardinality(), flagged.cardinality(), median);
    }

    @Override
    public List<Recent> recent(int limit) {
        List<Annotation> latest = annotations.recent(variable, annotator, limit).stream().filter(a -> a.label() != null).toList();
        Map<Long, Unit> units = new HashMap<>();
        store.units().byIds(latest.stream().mapToLong(Annotation::unit).distinct().toArray()).forEach(u -> units.put(u.id(), u));
        List<Recent> recent = new ArrayList<>();
        for (Annotation a : latest) {
            Unit unit = units.get(a.unit());
            if (unit != null && a.label() != null)
                recent.add(new Recent(a.unit(), unit.text(), a.label()));
        }
        return List.copyOf(recent);
    }
}
