package concord.app;

import concord.model.Unit;
import concord.model.VariableKind;
import concord.sampling.NearEqual;
import concord.sampling.Splits;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Stream;

/// The texts of test units, which nothing may learn from; of a ranking their queries, since all documents of a query belong to its test.
///
/// @param ofQueries whether queries are compared
record TestTexts(boolean ofQueries, List<String> texts) {
    private static final int PAGE = 5_000;

    static TestTexts of(BitSet test, VariableKind kind, UnitIndex index, Repositories store) {
        boolean ofQueries = kind == VariableKind.RANKING;
        long[] ids = index.ids();
        Stream<Unit> units = store.units().byIds(test.stream().mapToLong(p -> ids[p]).toArray()).stream()
                .filter(u -> !TrainingUnits.blank(u));
        return new TestTexts(ofQueries, units.map(u -> text(u, ofQueries)).distinct().toList());
    }

    private static String text(Unit unit, boolean ofQueries) {
        return ofQueries && unit.query() != null ? Splits.normal(unit.query()) : TrainingUnits.text(unit);
    }

    /// Takes units without text and units with a text of the test away.
    ///
    /// @return number of those with a text of the test
    int leaveOut(BitSet units, UnitIndex index, Repositories store) {
        long[] ids = index.ids();
        int[] positions = units.stream().toArray();
        int like = 0;
        for (int from = 0; from < positions.length; from += PAGE) {
            long[] page = Arrays.stream(positions, from, Math.min(positions.length, from + PAGE)).mapToLong(p -> ids[p]).toArray();
            List<Integer> at = new ArrayList<>();
            List<String> candidates = new ArrayList<>();
            for (Unit unit : store.units().byIds(page)) {
                int position = index.position(unit.id());
                if (TrainingUnits.blank(unit)) {
                    units.clear(position);
                } else {
                    at.add(position);
                    candidates.add(text(unit, ofQueries));
                }
            }
            BitSet near = NearEqual.near(candidates, texts);
            near.stream().forEach(i -> units.clear(at.get(i)));
            like += near.cardinality();
        }
        return like;
    }
}
