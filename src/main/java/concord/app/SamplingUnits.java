package concord.app;

import concord.model.Unit;
import concord.model.Variable;
import concord.model.request.SamplingStudyRequest;
import concord.model.request.TrainRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What the students of a sampling study learn from: the units of the source, and those chosen of the target.
///
/// @param labeller who gives chosen units their labels; null while none is chosen
record SamplingUnits(SamplingSetup setup, Variable variable, @Nullable String labeller, UnitIndex index, Repositories store) {
    TrainRequest request(String student, long seed) {
        SamplingStudyRequest asked = setup.request();
        return new TrainRequest(null, asked.variable(), student, Objects.requireNonNull(asked.source().labelsFrom()),
                asked.source().sample(), null, asked.validation(), seed, asked.device(), null, asked.recipe());
    }

    /// @param chosen of the target; those without a label are left out
    /// @throws AppException when nothing can be learnt from these units
    TrainingUnits training(String student, long seed, List<Long> chosen) {
        Map<Long, Votes> votes = new TreeMap<>();
        String source = Objects.requireNonNull(setup.request().source().labelsFrom());
        add(votes, source, setup.source());
        if (!chosen.isEmpty())
            add(votes, Objects.requireNonNull(labeller), chosen);
        List<Unit> units = store.units().byIds(votes.keySet().stream().mapToLong(Long::longValue).toArray());
        List<Votes> own = new ArrayList<>();
        units.forEach(unit -> own.add(Objects.requireNonNull(votes.get(unit.id()))));
        return TrainingUnits.split(request(student, seed), variable, units, own,
                "\"" + source + "\" in the sample \"" + setup.request().source().sample() + "\"");
    }

    private void add(Map<Long, Votes> votes, String from, List<Long> units) {
        VoteSource source = VoteSource.of(SamplingChecks.labels(setup.request(), from), variable, index, store);
        for (long unit : units) {
            Votes own = source.at(index.position(unit));
            if (own != null)
                votes.put(unit, own);
        }
    }

    /// Of the chosen units those that have no label.
    int unlabelled(List<Long> chosen) {
        VoteSource source = VoteSource.of(SamplingChecks.labels(setup.request(), Objects.requireNonNull(labeller)), variable, index, store);
        return (int) chosen.stream().filter(unit -> source.at(index.position(unit)) == null).count();
    }
}
