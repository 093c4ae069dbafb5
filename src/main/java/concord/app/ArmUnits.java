package concord.app;

import concord.model.Unit;
import concord.model.Variable;
import concord.model.request.Recipe;
import concord.model.request.StudyRequest;
import concord.model.request.StudyRequest.Arm;
import concord.model.request.StudyRequest.Part;
import concord.model.request.TrainRequest;
import concord.study.Cell;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// What the students of a study's arm learn from.
///
/// @param labelsFrom whose labels, as runs tell it
/// @param units      ids, in import order
/// @param votes      by unit
record ArmUnits(String arm, String labelsFrom, List<Long> units, Map<Long, Votes> votes) {
    /// Draws arms of one variable from the pool.
    ///
    /// @param fromTeachers as in [concord.study.StudyPlan#cells]
    record Source(StudyRequest request, Variable variable, StudyPool pool, Predicate<String> fromTeachers, UnitIndex index,
            Repositories store) {
        /// Takes the first units that have labels; what a threshold leaves out is taken away after that, so that a filtered arm lies in the
        /// unfiltered one. What is left out because the test has its text counts as there, but is not taken: a request for every unit of the pool
        /// holds, with fewer units to learn from.
        ///
        /// @throws AppException when there are fewer units than asked for
        ArmUnits draw(Arm arm, Cell cell) {
            Double threshold = cell.consistencyAtLeast();
            Map<Integer, Votes> drawn = new HashMap<>();
            if (arm.parts().isEmpty()) {
                String from = Objects.requireNonNull(arm.labelsFrom());
                take(arm, from, cell.size(), threshold, new BitSet(), drawn);
                return of(arm, from, drawn);
            }
            BitSet taken = new BitSet();
            List<String> words = new ArrayList<>();
            for (Part part : arm.parts()) {
                take(arm, part.labelsFrom(), part.size(), fromTeachers.test(part.labelsFrom()) ? threshold : null, taken, drawn);
                words.add(part.size() + " of " + part.labelsFrom());
            }
            return of(arm, String.join(", ", words), drawn);
        }

        private void take(Arm arm, String from, int size, @Nullable Double threshold, BitSet taken, Map<Integer, Votes> drawn) {
            VoteSource all = votes(from, null);
            List<Integer> first = new ArrayList<>();
            int there = 0;
            for (int position : pool.order()) {
                if (!taken.get(position) && all.at(position) != null) {
                    there++;
                    if (size == 0 || first.size() < size)
                        first.add(position);
                }
            }
            there += (int) pool.likeTest().stream().filter(position -> all.at(position) != null).count();
            if (there < size)
                throw new AppException("The arm \"" + arm.name() + "\" asks for " + size + " units labelled by \"" + from + "\" for \""
                        + variable.name() + "\", but there are " + there + (taken.isEmpty() ? "" : " left") + ": ask for " + there
                        + " or fewer, or label more.");
            VoteSource sure = threshold == null ? all : votes(from, threshold);
            for (int position : first) {
                taken.set(position);
                Votes votes = sure.at(position);
                if (votes != null)
                    drawn.put(position, votes);
            }
        }

        /// Positions with a label that some arm could learn.
        BitSet labelled() {
            BitSet labelled = new BitSet();
            request.arms().stream().flatMap(arm -> concord.study.StudyPlan.sources(arm).stream()).distinct().forEach(from -> {
                VoteSource votes = votes(from, null);
                for (int p = 0; p < index.size(); p++) {
                    if (!labelled.get(p) && votes.at(p) != null)
                        labelled.set(p);
                }
            });
            return labelled;
        }

        private VoteSource votes(String from, @Nullable Double threshold) {
            Recipe recipe = request.recipe();
            return VoteSource.of(new TrainRequest(null, variable.name(), "", from, null, null, request.validation(), 1, request.device(),
                    threshold, recipe), variable, index, store);
        }

        private ArmUnits of(Arm arm, String labelsFrom, Map<Integer, Votes> drawn) {
            long[] ids = index.ids();
            Map<Long, Votes> votes = new TreeMap<>();
            drawn.forEach((position, vote) -> votes.put(ids[position], vote));
            return new ArmUnits(arm.name(), labelsFrom, List.copyOf(votes.keySet()), votes);
        }
    }

    /// @param request says how to split them
    /// @throws AppException when they cannot be learnt from
    TrainingUnits training(TrainRequest request, Variable variable, Repositories store) {
        List<Unit> found = store.units().byIds(units.stream().mapToLong(Long::longValue).toArray());
        return TrainingUnits.split(request, variable, found, found.stream().map(u -> Objects.requireNonNull(votes.get(u.id()))).toList(),
                "\"" + labelsFrom + "\" in the arm \"" + arm + "\"");
    }
}
