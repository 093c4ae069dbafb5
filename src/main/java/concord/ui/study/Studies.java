package concord.ui.study;

import concord.app.StudyService.Plan;
import concord.app.StudyService.SamplingPlan;
import concord.job.JobHandle;
import concord.model.JobRecord;
import concord.model.Study;
import concord.model.request.SamplingStudyRequest;
import concord.model.request.StudyRequest;
import concord.study.SamplingOutcome;
import concord.study.StudyOutcome;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// What the screen asks of the project's studies. Its calls block, but for [#onSubmit], and come from background threads.
interface Studies {
    /// @throws concord.app.AppException with the reason a study cannot be run
    Plan plan(StudyRequest request);

    /// @throws concord.app.AppException with the reason a study cannot be run
    SamplingPlan plan(SamplingStudyRequest request);

    JobHandle<?> submit(StudyRequest request);

    JobHandle<?> submit(SamplingStudyRequest request);

    /// Begun first, first.
    List<Study> all();

    StudyOutcome outcome(String study);

    SamplingOutcome sampling(String study);

    /// Names of the studies that have looked at a test sample.
    Set<String> looks(String sample);

    void delete(String study);

    /// The latest job that worked on a study; empty where none is on record.
    Optional<JobRecord> job(String study);

    /// A job's handle while it runs.
    Optional<JobHandle<?>> running(long job);

    JobHandle<?> resume(long job);

    /// Hears of every job submitted from now on; on the submitting thread.
    ///
    /// @return ends it
    Runnable onSubmit(Consumer<JobHandle<?>> listener);
}
