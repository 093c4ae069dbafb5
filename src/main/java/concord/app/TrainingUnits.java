package concord.app;

import concord.model.Annotator;
import concord.model.Unit;
import concord.model.Variable;
import concord.model.VariableKind;
import concord.model.request.TrainRequest;
import concord.sampling.Splits;
import concord.student.Students;
import concord.student.TrainingData;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// The labelled units a student learns from, chosen and split as a request says.
///
/// @param labels     labels met, in codebook order; a label without a single unit cannot be learnt and is left out
/// @param units      ids, in import order
/// @param codes      index into `labels`, aligned with `units`
/// @param validation aligned with `units`
record TrainingUnits(List<String> labels, List<Unit> units, int[] codes, boolean[] validation) {
    /// @throws AppException with the reason when there is nothing to learn from
    static TrainingUnits of(TrainRequest request, Variable variable, UnitIndex index, Repositories store) {
        if (variable.kind() == VariableKind.MULTI)
            throw new AppException(
                    "\"" + variable.name() + "\" is a multi-label variable: students learn variables with one label a unit.");
        if (!(request.validation() > 0 && request.validation() <= 0.5))
            throw new AppException("The share for validation must be above 0 and at most 0.5, not " + request.validation() + ".");
        BitSet chosen = request.sample() == null ? null : index.members(request.sample());
        BitSet held = request.excluded() == null ? new BitSet() : index.members(request.excluded());
        IntFunction<@Nullable String> labelAt = labels(request, variable, index);
        List<Long> candidates = new ArrayList<>();
        long[] ids = index.ids();
        for (int p = 0; p < ids.length; p++) {
            if ((chosen == null || chosen.get(p)) && !held.get(p) && labelAt.apply(p) != null)
                candidates.add(ids[p]);
        }
        String whose = "\"" + request.labelsFrom() + "\"" + (request.sample() == null ? "" : " in the sample \"" + request.sample() + "\"");
        if (candidates.isEmpty())
            throw new AppException("There is no unit labelled by " + whose + " to learn \"" + variable.name() + "\" from.");
        Set<String> heldTexts = texts(index, store, held);
        List<Unit> units = new ArrayList<>();
        int blank = 0;
        for (Unit unit : store.units().byIds(candidates.stream().mapToLong(Long::longValue).toArray())) {
            if (blank(unit)) {
                blank++;
            } else if (heldTexts.isEmpty() || !heldTexts.contains(text(unit))) {
                units.add(unit);
            }
        }
        if (units.isEmpty() && blank > 0)
            throw new AppException("The units labelled by " + whose + " have no text: a student learns from texts.");
        return split(request, variable, units, labelAt, index, whose);
    }

    private static TrainingUnits split(TrainRequest request, Variable variable, List<Unit> units, IntFunction<@Nullable String> labelAt,
            UnitIndex index, String whose) {
        Map<String, Integer> counts = new HashMap<>();
        units.forEach(u -> counts.merge(String.valueOf(labelAt.apply(index.position(u.id()))), 1, Integer::sum));
        if (counts.size() == 1)
            throw new AppException(
                    "All " + units.size() + " units labelled by " + whose + " carry the label \"" + counts.keySet().iterator().next()
                            + "\": a student needs at least two labels.");
        int fewest = Students.FEWEST_TRAINING + Students.FEWEST_VALIDATION;
        if (units.size() < fewest)
            throw new AppException("Only " + units.size() + (units.size() == 1 ? " unit is" : " units are") + " labelled by " + whose
                    + ": a student needs at least " + fewest + ", better some hundred.");
        List<String> labels = new ArrayList<>(variable.labelNames());
        counts.keySet().stream().filter(l -> !labels.contains(l)).sorted().forEach(labels::add);
        labels.retainAll(counts.keySet());
        int[] codes = units.stream().mapToInt(u -> labels.indexOf(labelAt.apply(index.position(u.id())))).toArray();
        String[] texts = units.stream().map(TrainingUnits::text).toArray(String[]::new);
        if (Arrays.stream(texts).distinct().limit(2).count() < 2)
            throw new AppException(
                    "All " + units.size() + " units labelled by " + whose + " have the same text: a student needs different texts.");
        TrainingUnits split = new TrainingUnits(List.copyOf(labels), List.copyOf(units), codes,
                Splits.validation(texts, codes, request.validation(), request.seed()));
        if (split.count(false) < Students.FEWEST_TRAINING || split.count(true) < Students.FEWEST_VALIDATION)
            throw new AppException(
                    "Of the " + units.size() + " units labelled by " + whose + ", " + split.count(false) + " would be trained on and "
                            + split.count(true) + " validated on: a student needs at least " + Students.FEWEST_TRAINING + " and "
                            + Students.FEWEST_VALIDATION + "; label some more, or change the share.");
        return split;
    }

    /// One annotator, or the majority of several joined by "+", or the final labels.
    private static IntFunction<@Nullable String> labels(TrainRequest request, Variable variable, UnitIndex index) {
        String from = request.labelsFrom();
        List<Annotator> annotators = index.annotators();
        List<String> names = Names.find(from, annotators) != null || Figures.isFinal(from, index) || !from.contains("+")
                ? List.of(from)
                : Arrays.stream(from.split("\\+")).map(String::strip).toList();
        List<IntFunction<@Nullable String>> columns = new ArrayList<>();
        for (String name : names) {
            Figures.checkAnnotator(name, index);
            columns.add(sure(name, request.consistencyAtLeast(), variable, index));
        }
        return columns.size() == 1 ? columns.getFirst() : p -> majority(columns, p);
    }

    private static IntFunction<@Nullable String> sure(String name, @Nullable Double least, Variable variable, UnitIndex index) {
        IntFunction<@Nullable String> all = new Figures(index, variable, null).labels(name);
        if (least == null)
            return all;
        LabelCodes column = Figures.isFinal(name, index) ? null : index.labels(variable.name(), name);
        if (column == null || !column.hasConfidence())
            throw new AppException("\"" + name + "\" gave no confidence with the labels of \"" + variable.name()
                    + "\": leave the threshold out, or choose another annotator.");
        return p -> column.confidence(p) >= least ? all.apply(p) : null;
    }

    private static @Nullable String majority(List<IntFunction<@Nullable String>> columns, int position) {
        Map<String, Integer> votes = new HashMap<>();
        for (IntFunction<@Nullable String> column : columns) {
            String label = column.apply(position);
            if (label != null)
                votes.merge(label, 1, Integer::sum);
        }
        int most = votes.values().stream().mapToInt(Integer::intValue).max().orElse(0);
        List<String> first = votes.entrySet().stream().filter(e -> e.getValue() == most).map(Map.Entry::getKey).toList();
        return first.size() == 1 ? first.getFirst() : null;
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
        return Splits.normal(unit.textB() == null ? unit.text() : unit.text() + "\u001f" + unit.textB());
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

    List<Integer> perLabel() {
        int[] counts = new int[labels.size()];
        for (int code : codes) {
            counts[code]++;
        }
        return Arrays.stream(counts).boxed().toList();
    }

    TrainingData data() {
        List<TrainingData.Item> train = new ArrayList<>();
        List<TrainingData.Item> held = new ArrayList<>();
        for (int i = 0; i < codes.length; i++) {
            Unit unit = units.get(i);
            (validation[i] ? held : train).add(new TrainingData.Item(unit.text(), unit.textB(), codes[i]));
        }
        return new TrainingData(labels, train, held);
    }
}
