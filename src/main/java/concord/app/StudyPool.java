package concord.app;

import concord.model.SampleMember;
import concord.model.SampleRole;
import concord.model.Unit;
import concord.model.request.StudyRequest;
import concord.sampling.Draw;
import concord.sampling.NearEqual;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/// The units a study may learn from, in the one random order in which all its arms take them, so that a smaller draw lies in every larger one.
///
/// @param order    positions of units that have a label, a text, and none that stands in the test
/// @param likeTest positions of units with a label that are left out because the test has their text or nearly so
/// @param kept     units left out because another sample keeps them for a test
record StudyPool(int[] order, BitSet likeTest, int kept) {
    private static final int PAGE = 5_000;

    /// @param labelled  positions that could be learnt from by any arm
    /// @param test      positions of the test sample
    /// @param testTexts of the test sample, as [TrainingUnits#text] has them
    static StudyPool of(StudyRequest request, BitSet labelled, BitSet test, List<String> testTexts, SampleRoles roles, UnitIndex index,
            Repositories store) {
        BitSet frame = frame(request, test, index);
        BitSet kept = roles.members(SampleRole.TEST);
        kept.and(frame);
        frame.andNot(kept);
        long[] ids = index.ids();
        long[] units = frame.stream().mapToLong(p -> ids[p]).toArray();
        List<SampleMember> drawn = Draw.random(units, units.length, request.seeds().getFirst());
        BitSet usable = (BitSet) frame.clone();
        usable.and(labelled);
        BitSet likeTest = dropLike(testTexts, usable, index, store);
        int[] order = drawn.stream().mapToInt(m -> index.position(m.unit())).filter(usable::get).toArray();
        return new StudyPool(order, likeTest, kept.cardinality());
    }

    private static BitSet frame(StudyRequest request, BitSet test, UnitIndex index) {
        BitSet frame = new BitSet();
        if (request.pool() == null) {
            frame.set(0, index.size());
            frame.andNot(test);
        } else {
            frame.or(index.members(request.pool().sample()));
        }
        return frame;
    }

    /// Takes units without text and units with a text of the test away.
    ///
    /// @return those with a text of the test
    private static BitSet dropLike(List<String> testTexts, BitSet usable, UnitIndex index, Repositories store) {
        long[] ids = index.ids();
        int[] positions = usable.stream().toArray();
        BitSet like = new BitSet();
        for (int from = 0; from < positions.length; from += PAGE) {
            long[] page = java.util.Arrays.stream(positions, from, Math.min(positions.length, from + PAGE)).mapToLong(p -> ids[p])
                    .toArray();
            List<Integer> at = new ArrayList<>();
            List<String> texts = new ArrayList<>();
            for (Unit unit : store.units().byIds(page)) {
                int position = index.position(unit.id());
                if (TrainingUnits.blank(unit)) {
                    usable.clear(position);
                } else {
                    at.add(position);
                    texts.add(TrainingUnits.text(unit));
                }
            }
            BitSet near = NearEqual.near(texts, testTexts);
            near.stream().forEach(i -> like.set(at.get(i)));
        }
        usable.andNot(like);
        return like;
    }
}
