package concord.model.request;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A study of what to label next: a student trained on a source domain chooses, by several strategies, the units of a target domain that a teacher
/// labels under a budget, learns from them too and is tested on both domains (Bansal and Sharma 2023). Every strategy spends the same number of
/// labels. Read from specification files like [StudyRequest].
///
/// @param name       unique in the project; null takes the next free one
/// @param source     what the student learns first
/// @param target     where units are chosen; its sample is the pool
/// @param budget     labels of the target each strategy may take in all
/// @param rounds     portions in which it takes them, the student being trained anew after each
/// @param strategies keys of [concord.model.SampleStrategy]; random and uncertainty are added where they are missing
/// @param diverse    take the best unit of each cluster of texts in place of the best units overall
/// @param students   as in [StudyRequest]; each goes through the whole loop
/// @param seeds      of training and drawing; the loop is done once for each
/// @param positive   as in [StudyRequest]
/// @param validation share held out to choose the epoch
/// @param device     auto, cpu, gpu0, ...
/// @param draws      resamples of the bootstrap
public record SamplingStudyRequest(@Nullable String name, String variable, Domain source, Domain target, int budget, int rounds,
        List<String> strategies, boolean diverse, List<String> students, List<Long> seeds, @Nullable String positive, double validation,
        Recipe recipe, String device, int draws) {
    public SamplingStudyRequest {
        strategies = List.copyOf(strategies);
        students = List.copyOf(students);
        seeds = List.copyOf(seeds);
    }

    public SamplingStudyRequest withName(String value) {
        return new SamplingStudyRequest(value, variable, source, target, budget, rounds, strategies, diverse, students, seeds, positive,
                validation, recipe, device, draws);
    }

    /// @param sample     units that may be learnt from
    /// @param labelsFrom the annotator whose labels are learnt; null where the teacher is asked
    /// @param size       units drawn from the sample; null takes all
    /// @param teacher    an LLM that labels what is chosen; its sample and variable are the study's; null where the labels are there
    /// @param test       held-out labels of this domain; null where the domain is not tested
    public record Domain(String sample, @Nullable String labelsFrom, @Nullable Integer size, @Nullable TeachRequest teacher,
            StudyRequest.@Nullable Test test) {}
}
