package concord.app;

import concord.model.TeacherCall;
import concord.model.Teaching;
import concord.model.Variable;
import concord.model.VariableKind;
import concord.model.result.UnitAnswer;
import concord.stats.Among;
import concord.stats.AmongFigures;
import concord.stats.BootstrapOptions;
import concord.stats.McNemar;
import concord.stats.RatingTable;
import concord.stats.Value;
import concord.store.TeachingRepository.State;
import concord.teacher.Replay;
import concord.teacher.Teachers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// What the stored answers of teachers say: read again, against each other, against an annotator.
public final class TeachingResults {
    private final Repositories store;
    private final UnitIndex index;
    private final CodebookService codebook;
    private final Lessons lessons;
    private final TeacherRuns runs;

    TeachingResults(Repositories store, UnitIndex index, CodebookService codebook, Lessons lessons) {
        this.store = store;
        this.index = index;
        this.codebook = codebook;
        this.lessons = lessons;
        this.runs = new TeacherRuns(store);
    }

    /// A run read again from its stored answers, without a network.
    ///
    /// @param calls   read
    /// @param units   with a call
    /// @param differs calls whose label or status is now read otherwise than it was
    /// @param labels  units whose label in the project is not the one the stored answers come to
    public record Replayed(String run, long calls, long units, List<TeacherCall> differs, List<Long> labels) {
        public Replayed {
            differs = List.copyOf(differs);
            labels = List.copyOf(labels);
        }

        public boolean identical() {
            return differs.isEmpty() && labels.isEmpty();
        }
    }

    public Replayed replay(String run) {
        Teaching of = runs.named(run);
        Variable variable = lessons.variable(of);
        LabelCodes labels = index.labels(of.variable(), run);
        List<TeacherCall> differs = new ArrayList<>();
        List<Long> changed = new ArrayList<>();
        long[] counts = new long[2];
        List<TeacherCall> ofUnit = new ArrayList<>();
        Runnable unit = () -> {
            if (ofUnit.isEmpty())
                return;
            Replay read = Teachers.replay(variable, List.copyOf(ofUnit));
            differs.addAll(read.differs());
            UnitAnswer answer = read.answers().getFirst();
            int position = index.position(answer.unit());
            if (position >= 0 && !Objects.equals(labels.label(position), answer.label()))
                changed.add(answer.unit());
            counts[1]++;
            ofUnit.clear();
        };
        store.teachings().forEachCall(run, call -> {
            if (!ofUnit.isEmpty() && ofUnit.getFirst().unit() != call.unit())
                unit.run();
            ofUnit.add(call);
            counts[0]++;
        });
        unit.run();
        return new Replayed(run, counts[0], counts[1], differs, changed);
    }

    /// Whether a teacher still answers as it did.
    ///
    /// @param models     models that answered, by run: old, then new
    /// @param units      labelled by both
    /// @param changed    units with another label
    /// @param prompts    units that were not asked the same, because examples or labels they show have changed since
    /// @param agreement  of the two runs
    /// @param reference  whose labels decide who is right; null when not asked for
    /// @param rightOld   units with a reference label that the old run has right
    /// @param comparable units with labels of both and of the reference
    /// @param test       of who is right; null without a reference
    public record Drift(String old, String anew, List<List<String>> models, long units, List<Long> changed, long prompts,
            AmongFigures agreement, @Nullable String reference, long comparable, long rightOld, long rightNew, @Nullable McNemar test) {
        public Drift {
            models = List.copyOf(models);
            changed = List.copyOf(changed);
        }
    }

    /// @param reference annotator, or "final"; null for none
    /// @throws AppException when a run does not exist, or they are of different variables
    public Drift drift(String old, String anew, @Nullable String reference, BootstrapOptions bootstrap) {
        Teaching first = runs.named(old);
        Teaching second = runs.named(anew);
        if (!first.variable().equals(second.variable()) || old.equals(anew))
            throw new AppException("Drift is measured between two runs that label the same variable.");
        if (reference != null)
            Figures.checkAnnotator(reference, index);
        Figures figures = new Figures(index, codebook.variable(first.variable()), null);
        IntFunction<@Nullable String> before = figures.labels(old);
        IntFunction<@Nullable String> after = figures.labels(anew);
        IntFunction<@Nullable String> truth = reference == null ? _ -> null : figures.labels(reference);
        List<Long> changed = new ArrayList<>();
        int[] right = new int[4];
        int both = 0;
        for (int p = 0; p < index.size(); p++) {
            String a = before.apply(p);
            String b = after.apply(p);
            if (a == null || b == null)
                continue;
            both++;
            if (!a.equals(b))
                changed.add(index.ids()[p]);
            String t = truth.apply(p);
            if (t != null)
                right[(a.equals(t) ? 2 : 0) + (b.equals(t) ? 1 : 0)]++;
        }
        long comparable = Arrays.stream(right).sum();
        Asked askedBefore = asked(old);
        Asked askedAfter = asked(anew);
        long prompts = askedBefore.prompts.entrySet().stream()
                .filter(e -> !Objects.equals(askedAfter.prompts.getOrDefault(e.getKey(), e.getValue()), e.getValue())).count();
        return new Drift(old, anew, List.of(askedBefore.models, askedAfter.models), both, changed, prompts,
                Among.of(figures.table(List.of(old, anew)), bootstrap), reference, comparable, right[2] + right[3], right[1] + right[3],
                reference == null ? null : McNemar.of(right[2], right[1]));
    }

    private record Asked(Map<Long, String> prompts, List<String> models) {}

    private Asked asked(String run) {
        Map<Long, String> prompts = new HashMap<>();
        List<String> models = new ArrayList<>();
        store.teachings().forEachCall(run, call -> {
            if (call.attempt() > 0)
                prompts.put(call.unit(), Integer.toHexString(call.system().hashCode()) + "." + call.user().length() + "."
                        + Integer.toHexString(call.user().hashCode()));
            String model = call.returnedModel();
            if (model != null && !models.contains(model))
                models.add(model);
        });
        return new Asked(prompts, List.copyOf(models));
    }

    /// Agreement of the repeats of one run among themselves.
    ///
    /// @param figures    of all repeats
    /// @param cumulative nominal alpha of the first two repeats, the first three, and so on
    public record Repeats(AmongFigures figures, List<Value> cumulative) {
        public Repeats {
            cumulative = List.copyOf(cumulative);
        }
    }

    /// @throws AppException when the run asked each unit once only
    public Repeats repeats(String run, BootstrapOptions bootstrap) {
        Teaching of = runs.named(run);
        List<State> states = store.teachings().states(run);
        int repeats = states.stream().mapToInt(State::repeat).max().orElse(0);
        if (repeats < 2)
            throw new AppException("The run \"" + run + "\" asked about each unit once: agreement of repeats needs two or more.");
        RatingTable table = table(lessons.variable(of), states, repeats);
        List<Value> cumulative = new ArrayList<>();
        for (int n = 2; n <= repeats; n++) {
            RatingTable some = new RatingTable(table.labels(), table.annotators().subList(0, n), Arrays.copyOf(table.ratings(), n));
            cumulative.add(Among.of(some, BootstrapOptions.NONE).value("krippendorff_alpha.nominal"));
        }
        return new Repeats(Among.of(table, bootstrap), cumulative);
    }

    private static RatingTable table(Variable variable, List<State> states, int repeats) {
        List<String> labels = new ArrayList<>(variable.kind() == VariableKind.MULTI ? List.of() : variable.labelNames());
        Map<Long, Integer> row = new LinkedHashMap<>();
        states.forEach(s -> row.computeIfAbsent(s.unit(), _ -> row.size()));
        int[][] ratings = new int[repeats][row.size()];
        Arrays.stream(ratings).forEach(r -> Arrays.fill(r, -1));
        for (State state : states) {
            String label = state.label();
            if (label == null)
                continue;
            if (!labels.contains(label))
                labels.add(label);
            ratings[state.repeat() - 1][Objects.requireNonNull(row.get(state.unit()))] = labels.indexOf(label);
        }
        List<String> names = new ArrayList<>();
        for (int r = 1; r <= repeats; r++) {
            names.add("repeat " + r);
        }
        return new RatingTable(labels, names, ratings);
    }

    /// Agreement of runs with each other, such as those of several prompts or models (prompt stability); intervals resample units.
    ///
    /// @throws AppException for fewer than two runs, or runs of different variables
    public AmongFigures among(List<String> names, BootstrapOptions bootstrap) {
        List<String> variables = names.stream().map(n -> runs.named(n).variable()).distinct().toList();
        if (names.stream().distinct().count() < 2 || variables.size() > 1)
            throw new AppException("Agreement needs two or more different runs that label the same variable.");
        return Among.of(new Figures(index, codebook.variable(variables.getFirst()), null).table(names), bootstrap);
    }

    /// Units whose most frequent label had so many votes.
    ///
    /// @param votes    answers equal to the most frequent one
    /// @param parsed   answers from which a label could be read
    /// @param ties     of the units, those with several most frequent labels
    /// @param compared units of them with a label here and by the reference
    /// @param same     of these, with the same label
    public record Votes(int votes, int parsed, long units, long ties, long compared, long same) {
        public double consistency() {
            return (double) votes / parsed;
        }
    }

    /// How sure a run was, and how often it is right then; the surest first. Units without a parsed answer are left out.
    ///
    /// @param reference annotator, or "final"; null compares nothing
    /// @param sample    its units only; null for all
    public List<Votes> votes(String run, @Nullable String reference, @Nullable String sample) {
        Teaching of = runs.named(run);
        if (reference != null)
            Figures.checkAnnotator(reference, index);
        BitSet within = sample == null ? null : index.members(sample);
        IntFunction<@Nullable String> truth = reference == null
                ? _ -> null
                : new Figures(index, codebook.variable(of.variable()), within).labels(reference);
        Map<List<Integer>, long[]> rows = new TreeMap<>(
                Comparator.comparingDouble((List<Integer> k) -> -(double) k.get(0) / k.get(1)).thenComparing(k -> -k.get(1)));
        List<Long> units = lessons.units(runs.request(of).sample());
        for (UnitAnswer answer : Teachers.answers(units, ProjectCallLog.known(store.teachings(), run))) {
            int position = index.position(answer.unit());
            Double consistency = answer.consistency();
            if (consistency == null || position < 0 || within != null && !within.get(position))
                continue;
            int votes = (int) Math.round(consistency * answer.parsed());
            long[] row = rows.computeIfAbsent(List.of(votes, answer.parsed()), _ -> new long[4]);
            row[0]++;
            String label = answer.label();
            if (label == null)
                row[1]++;
            String right = truth.apply(position);
            if (label != null && right != null) {
                row[2]++;
                row[3] += label.equals(right) ? 1 : 0;
            }
        }
        return rows.entrySet().stream().map(e -> new Votes(e.getKey().get(0), e.getKey().get(1), e.getValue()[0], e.getValue()[1],
                e.getValue()[2], e.getValue()[3])).toList();
    }
}
