package concord.app;

import concord.model.Unit;
import concord.model.Variable;
import concord.model.VariableKind;
import concord.model.request.Recipe;
import concord.model.request.TrainRequest;
import concord.sampling.Splits;
import concord.student.Students;
import concord.student.Task;
import concord.student.TrainingData;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The labelled units a student learns from, chosen and split as a request says.
///
/// @param labels     labels met, in codebook order; a label without a single vote cannot be learnt and is left out, but for numbers, whose
///                   distances it keeps right
/// @param units      ids, in import order
/// @param votes      aligned with `units`
/// @param validation aligned with `units`
record TrainingUnits(VariableKind kind, Task task, List<String> labels, List<Unit> units, List<Votes> votes, boolean[] validation) {
    /// @throws AppException with the reason when there is nothing to learn from
    static TrainingUnits of(TrainRequest request, Variable variable, UnitIndex index, Repositories store) {
        check(request, variable);
        BitSet chosen = request.sample() == null ? null : index.members(request.sample());
        BitSet held = request.excluded() == null ? new BitSet() : index.members(request.excluded());
        VoteSource source = VoteSource.of(request, variable, index, store);
        List<Long> candidates = new ArrayList<>();
        long[] ids = index.ids();
        for (int p = 0; p < ids.length; p++) {
            if ((chosen == null || chosen.get(p)) && !held.get(p) && source.at(p) != null)
                candidates.add(ids[p]);
        }
        String whose = "\"" + request.labelsFrom() + "\"" + (request.sample() == null ? "" : " in the sample \"" + request.sample() + "\"");
        if (candidates.isEmpty())
            throw new AppException("There is no unit labelled by " + whose + " to learn \"" + variable.name() + "\" from.");
        Set<String> heldTexts = texts(index, store, held);
        List<Unit> units = new ArrayList<>();
        List<Votes> votes = new ArrayList<>();
        int blank = 0;
        for (Unit unit : store.units().byIds(candidates.stream().mapToLong(Long::longValue).toArray())) {
            Votes here = source.at(index.position(unit.id()));
            if (blank(unit)) {
                blank++;
            } else if (here != null && (heldTexts.isEmpty() || !heldTexts.contains(text(unit)))) {
                units.add(unit);
                votes.add(here);
            }
        }
        if (units.isEmpty() && blank > 0)
            throw new AppException("The units labelled by " + whose + " have no text: a student learns from texts.");
        return split(request, variable, units, votes, whose);
    }

    private static Task task(Recipe recipe, Variable variable) {
        String ordinal = recipe.ordinal();
        boolean auto = ordinal.equals("auto");
        if (!auto && !variable.kind().ordered())
            throw new AppException(
                    "The labels of \"" + variable.name() + "\" have no order: leave the way to learn ordered labels at auto.");
        boolean apart = recipe.ranking().equals(Recipe.BI_ENCODER);
        if (apart && variable.kind() != VariableKind.RANKING)
            throw new AppException("The labels of \"" + variable.name() + "\" rank no documents: leave the way to learn rankings at auto.");
        if (apart && !auto)
            throw new AppException("A bi-encoder learns to rank by its cosine: leave the way to learn ordered labels at auto.");
        return switch (variable.kind()) {
            case SINGLE, PAIR -> Task.SINGLE;
            case MULTI -> Task.MULTI;
            case ORDINAL -> auto ? Task.SINGLE : Task.of(ordinal);
            case RANKING -> apart ? Task.PAIRING : auto ? Task.SCORE : Task.of(ordinal);
        };
    }

    private static void check(TrainRequest request, Variable variable) {
        task(request.recipe(), variable);
        if (!(request.validation() > 0 && request.validation() <= 0.5))
            throw new AppException("The share for validation must be above 0 and at most 0.5, not " + request.validation() + ".");
    }

    /// Units chosen already, with a text each.
    ///
    /// @param request says how to split them and what kind of task they are
    /// @param units   in import order
    /// @param votes   aligned with the units
    /// @param whose   who labelled them, for sentences
    /// @throws AppException as [#of]
    static TrainingUnits split(TrainRequest request, Variable variable, List<Unit> units, List<Votes> votes, String whose) {
        check(request, variable);
        Task task = task(request.recipe(), variable);
        Set<String> met = new HashSet<>();
        votes.forEach(v -> met.addAll(v.labels()));
        List<String> labels = new ArrayList<>(variable.labelNames());
        met.stream().filter(l -> !labels.contains(l)).sorted().forEach(labels::add);
        if (!task.number())
            labels.retainAll(met);
        checkDifferent(task, labels, votes, whose);
        int fewest = Students.FEWEST_TRAINING + Students.FEWEST_VALIDATION;
        if (units.size() < fewest)
            throw new AppException("Only " + units.size() + (units.size() == 1 ? " unit is" : " units are") + " labelled by " + whose
                    + ": a student needs at least " + fewest + ", better some hundred.");
        String[] texts = units.stream().map(TrainingUnits::text).toArray(String[]::new);
        if (Arrays.stream(texts).distinct().limit(2).count() < 2)
            throw new AppException(
                    "All " + units.size() + " units labelled by " + whose + " have the same text: a student needs different texts.");
        boolean[] validation = Splits.validation(groups(variable.kind(), units, texts), strata(task, labels, votes), request.validation(),
                request.seed());
        // an undecided vote can be learnt from, but nothing can be right or wrong about it
        int[] kept = IntStream.range(0, units.size()).filter(i -> !validation[i] || !votes.get(i).tied()).toArray();
        boolean[] sides = new boolean[kept.length];
        for (int i = 0; i < kept.length; i++) {
            sides[i] = validation[kept[i]];
        }
        TrainingUnits split = new TrainingUnits(variable.kind(), task, List.copyOf(labels),
                Arrays.stream(kept).mapToObj(units::get).toList(),
                Arrays.stream(kept).mapToObj(votes::get).toList(), sides);
        if (split.count(false) < Students.FEWEST_TRAINING || split.count(true) < Students.FEWEST_VALIDATION)
            throw new AppException(
                    "Of the " + units.size() + " units labelled by " + whose + ", " + split.count(false) + " would be trained on and "
                            + split.count(true) + " validated on: a student needs at least " + Students.FEWEST_TRAINING + " and "
                            + Students.FEWEST_VALIDATION + "; label some more, or change the share.");
        return split;
    }

    private static void checkDifferent(Task task, List<String> labels, List<Votes> votes, String whose) {
        if (task == Task.MULTI) {
            if (labels.stream().allMatch(l -> votes.stream().allMatch(v -> v.of(l) > 0)))
                throw new AppException("The labels given by " + whose + " tell no units apart: each stands at all of them or at none.");
            return;
        }
        Set<String> first = new HashSet<>();
        votes.forEach(v -> first.add(v.label(labels)));
        if (first.size() == 1)
            throw new AppException("All " + votes.size() + " units labelled by " + whose + " carry the label \"" + first.iterator().next()
                    + "\": a student needs at least two labels.");
    }

    /// What stays on one side: equal texts; of a ranking all documents of a query, where there are several queries.
    private static String[] groups(VariableKind kind, List<Unit> units, String[] texts) {
        if (kind != VariableKind.RANKING)
            return texts;
        String[] queries = units.stream().map(u -> u.query() == null ? text(u) : u.query()).toArray(String[]::new);
        return Arrays.stream(queries).map(Splits::normal).distinct().limit(2).count() < 2 ? texts : queries;
    }

    /// By what the split is balanced: the label; of several the rarest.
    private static int[] strata(Task task, List<String> labels, List<Votes> votes) {
        if (task != Task.MULTI)
            return votes.stream().mapToInt(v -> labels.indexOf(v.label(labels))).toArray();
        double[] totals = labels.stream().mapToDouble(l -> votes.stream().mapToDouble(v -> v.of(l)).sum()).toArray();
        return votes.stream().mapToInt(v -> {
            int rarest = labels.size();
            for (int k = 0; k < labels.size(); k++) {
                if (v.of(labels.get(k)) >= 0.5 && (rarest == labels.size() || totals[k] < totals[rarest]))
                    rarest = k;
            }
            return rarest;
        }).toArray();
    }

    /// Normalised texts of some units.
    static Set<String> texts(UnitIndex index, Repositories store, BitSet positions) {
        long[] ids = index.ids();
        Set<String> texts = new HashSet<>();
        store.units().byIds(positions.stream().mapToLong(p -> ids[p]).toArray()).stream().filter(u -> !blank(u))
                .forEach(u -> texts.add(text(u)));
        return texts;
    }

    static boolean blank(Unit unit) {
        return unit.text().isBlank();
    }

    /// The form in which two units count as equal.
    static String text(Unit unit) {
        String text = unit.textB() == null ? unit.text() : unit.text() + "\u001f" + unit.textB();
        return Splits.normal(unit.query() == null ? text : unit.query() + "\u001f" + text);
    }

    /// What a student reads first: of a ranking the query, else the text.
    static String first(VariableKind kind, Unit unit) {
        return kind == VariableKind.RANKING && unit.query() != null ? unit.query() : unit.text();
    }

    /// What a student reads second: of a ranking the document, of a pair the other text.
    static @Nullable String second(VariableKind kind, Unit unit) {
        return kind == VariableKind.RANKING && unit.query() != null ? unit.text() : unit.textB();
    }

    int count(boolean inValidation) {
        int n = 0;
        for (boolean v : validation) {
            if (v == inValidation)
                n++;
        }
        return n;
    }

    List<Long> ids(boolean inValidation) {
        List<Long> ids = new ArrayList<>();
        for (int i = 0; i < validation.length; i++) {
            if (validation[i] == inValidation)
                ids.add(units.get(i).id());
        }
        return ids;
    }

    /// Units with each label; of several labels a unit counts for each.
    List<Integer> perLabel() {
        return labels.stream().map(l -> (int) votes.stream()
                .filter(v -> task == Task.MULTI ? v.of(l) >= 0.5 : v.label(labels).equals(l)).count()).toList();
    }

    TrainingData data() {
        List<TrainingData.Item> train = new ArrayList<>();
        List<TrainingData.Item> held = new ArrayList<>();
        for (int i = 0; i < validation.length; i++) {
            Unit unit = units.get(i);
            Votes own = votes.get(i);
            double[] shares = task == Task.MULTI || own.soft() ? labels.stream().mapToDouble(own::of).toArray() : null;
            (validation[i] ? held : train).add(new TrainingData.Item(first(kind, unit), second(kind, unit),
                    task == Task.MULTI ? -1 : labels.indexOf(own.label(labels)), shares));
        }
        return new TrainingData(task, labels, train, held);
    }
}
