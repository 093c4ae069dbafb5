package concord.app;

import concord.model.SampleStrategy;
import concord.model.request.SamplingStudyRequest;
import concord.model.request.StudyRequest;
import concord.study.SamplingOutcome;
import concord.study.TestUnits;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// A sampling study that has passed all checks, with its units looked up. Kept as the first part of the study, so that what is labelled while it
/// runs does not change it.
///
/// @param request with its name
/// @param source  units learnt from first, ascending
/// @param pool    units to choose from, ascending
/// @param tests   by domain
/// @param material fingerprint of the labels it learns from, without those of a teacher that is asked
/// @param looks   other studies that have looked at a test sample
/// @param notes   what the user should know before starting
record SamplingSetup(SamplingStudyRequest request, List<Long> source, List<Long> pool, Map<String, TestUnits> tests,
        String material, int looks, List<String> notes) {
    SamplingSetup {
        source = List.copyOf(source);
        pool = List.copyOf(pool);
        tests = new LinkedHashMap<>(tests);
        notes = List.copyOf(notes);
    }

    /// The strategies asked for, random and uncertainty first where they are not among them.
    static List<SampleStrategy> strategies(SamplingStudyRequest request) {
        List<SampleStrategy> asked = new ArrayList<>(request.strategies().stream().map(SamplingSetup::strategy).toList());
        for (SampleStrategy always : List.of(SampleStrategy.UNCERTAINTY, SampleStrategy.RANDOM)) {
            if (!asked.contains(always))
                asked.addFirst(always);
        }
        return asked;
    }

    /// The request with all its strategies.
    static SamplingStudyRequest whole(SamplingStudyRequest r) {
        return new SamplingStudyRequest(r.name(), r.variable(), r.source(), r.target(), r.budget(), r.rounds(),
                strategies(r).stream().map(SampleStrategy::key).toList(), r.diverse(), r.students(), r.seeds(), r.positive(),
                r.validation(),
                r.recipe(), r.device(), r.draws());
    }

    private static SampleStrategy strategy(String key) {
        for (SampleStrategy strategy : SampleStrategy.values()) {
            if (strategy.key().equals(key) && strategy != SampleStrategy.ALL && strategy != SampleStrategy.IMPORT)
                return strategy;
        }
        throw new AppException(
                "There is no strategy \"" + key + "\" to choose by: use " + String.join(", ", SamplingSpec.STRATEGIES) + ".");
    }

    /// The test of a domain that is tested.
    static StudyRequest.Test test(SamplingStudyRequest request, String domain) {
        return Objects.requireNonNull(domain.equals(SamplingOutcome.SOURCE) ? request.source().test() : request.target().test());
    }

    /// Labels taken in a round, from 1; the first rounds take one more where the budget cannot be divided.
    static int portion(SamplingStudyRequest request, int round) {
        return request.budget() / request.rounds() + (round <= request.budget() % request.rounds() ? 1 : 0);
    }

    static int trainings(SamplingStudyRequest request) {
        return request.students().size() * request.seeds().size() * (1 + strategies(request).size() * request.rounds());
    }
}
