package concord.ui.study;

import concord.app.JobService;
import concord.app.StudyService;
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

/// The studies of an open project.
final class ProjectStudies implements Studies {
    private static final Set<String> KINDS = Set.of("study", "sampling-study");
    private final StudyService studies;
    private final JobService jobs;

    ProjectStudies(StudyService studies, JobService jobs) {
        this.studies = studies;
        this.jobs = jobs;
    }

    @Override
    public Plan plan(StudyRequest request) {
        return studies.plan(request);
    }

    @Override
    public SamplingPlan plan(SamplingStudyRequest request) {
        return studies.plan(request);
    }

    @Override
    public JobHandle<?> submit(StudyRequest request) {
        return studies.submit(request);
    }

    @Override
    public JobHandle<?> submit(SamplingStudyRequest request) {
        return studies.submit(request);
    }

    @Override
    public List<Study> all() {
        return studies.all();
    }

    @Override
    public StudyOutcome outcome(String study) {
        return studies.outcome(study);
    }

    @Override
    public SamplingOutcome sampling(String study) {
        return studies.sampling(study);
    }

    @Override
    public Set<String> looks(String sample) {
        return studies.looks(sample).keySet();
    }

    @Override
    public void delete(String study) {
        studies.delete(study);
    }

    @Override
    public Optional<JobRecord> job(String study) {
        return jobs.all().stream().filter(j -> KINDS.contains(j.kind()) && j.title().equals("Study " + study)).findFirst();
    }

    @Override
    public Optional<JobHandle<?>> running(long job) {
        return jobs.active().stream().filter(h -> jobs.number(h).orElse(-1) == job).<JobHandle<?>>map(h -> h).findFirst();
    }

    @Override
    public JobHandle<?> resume(long job) {
        return jobs.resume(job);
    }

    @Override
    public Runnable onSubmit(Consumer<JobHandle<?>> listener) {
        return jobs.onSubmit(listener);
    }
}
