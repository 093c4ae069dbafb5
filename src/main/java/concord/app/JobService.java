package concord.app;

import concord.job.JobHandle;
import concord.job.JobState;
import concord.model.JobRecord;
import concord.model.request.ExportRequest;
import concord.model.request.GridRequest;
import concord.model.request.ImportRequest;
import concord.model.request.SampleRequest;
import concord.model.request.SamplingStudyRequest;
import concord.model.request.ScoreRequest;
import concord.model.request.StudyRequest;
import concord.model.request.TeachRequest;
import concord.model.request.TrainRequest;
import concord.store.JobRepository;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The project's jobs, running and past.
public final class JobService {
    private final JobRepository records;
    private final ProjectJobs jobs;
    private final DataService data;
    private final SampleService samples;
    private final StudentService students;
    private final TeacherService teachers;
    private final StudyService studies;

    JobService(JobRepository records, ProjectJobs jobs, DataService data, SampleService samples, StudentService students,
            TeacherService teachers, StudyService studies) {
        this.records = records;
        this.jobs = jobs;
        this.data = data;
        this.samples = samples;
        this.students = students;
        this.teachers = teachers;
        this.studies = studies;
    }

    /// Newest first.
    public List<JobRecord> all() {
        return records.all().stream().sorted(Comparator.comparingLong(JobRecord::id).reversed()).toList();
    }

    public List<String> log(long job) {
        record(job);
        return records.logs(job);
    }

    private JobRecord record(long job) {
        return records.byId(job).orElseThrow(() -> new AppException("There is no job " + job + " in this project."));
    }

    /// Goes on with an interrupted, cancelled or failed job from its request, under the same number. A training continues after its last whole
    /// epoch, a search with its first unfinished trial, a study with its first unfinished training, a teacher is asked what is still open; other jobs, which leave nothing half done, begin
    /// anew.
    ///
    /// @throws AppException when there is no such job or it cannot be resumed
    public JobHandle<?> resume(long job) {
        JobRecord record = record(job);
        if (jobs.active(job).isPresent() || record.state().equals(JobState.RUNNING.key()))
            throw new AppException("Job " + job + " is running already.");
        if (record.state().equals(JobState.SUCCEEDED.key()))
            throw new AppException("Job " + job + " is done: there is nothing to resume.");
        String what = "The request of job " + job;
        return switch (record.kind()) {
            case "import" -> data.resumeImport(job, Json.read(record.request(), ImportRequest.class, what));
            case "export" -> data.resumeExport(job, Json.read(record.request(), ExportRequest.class, what));
            case SampleService.SAMPLE -> samples.resumeDraw(job, Json.read(record.request(), SampleRequest.class, what));
            case StudentService.TRAIN -> students.resumeTrain(job, Json.read(record.request(), TrainRequest.class, what));
            case StudentService.GRID -> students.resumeGrid(job, Json.read(record.request(), GridRequest.class, what));
            case StudentService.SCORE -> students.resumeScore(job, Json.read(record.request(), ScoreRequest.class, what));
            case StudyService.STUDY -> studies.resume(job, Json.read(record.request(), StudyRequest.class, what));
            case StudyService.SAMPLING -> studies.resume(job, Json.read(record.request(), SamplingStudyRequest.class, what));
            case TeacherService.TEACH -> teachers.resume(job, Json.read(record.request(), TeachRequest.class, what));
            case TeacherService.COLLECT -> teachers.resumeCollect(job, Json.read(record.request(), TeachRequest.class, what));
            default ->
                throw new AppException("Job " + job + " is of a kind this version of Concord does not know (" + record.kind() + ").");
        };
    }

    /// The latest job of this study that broke off and can be resumed; of a study without a name one that asks for the same.
    ///
    /// @throws AppException when the study of that name was begun with another request
    public OptionalLong brokenOff(StudyRequest request) {
        return brokenOff(StudyService.STUDY, StudyRequest.class, request.name(), StudyRequest::name,
                other -> other.withName(request.name()).withParallel(request.parallel()).equals(request));
    }

    /// As [#brokenOff(StudyRequest)].
    public OptionalLong brokenOff(SamplingStudyRequest request) {
        return brokenOff(StudyService.SAMPLING, SamplingStudyRequest.class, request.name(), SamplingStudyRequest::name,
                other -> other.withName(request.name()).equals(SamplingSetup.whole(request)));
    }

    private <R> OptionalLong brokenOff(String kind, Class<R> type, @Nullable String name, Function<R, @Nullable String> nameOf,
            Predicate<R> same) {
        for (JobRecord job : all()) {
            if (!job.kind().equals(kind) || !job.resumable())
                continue;
            R other = Json.read(job.request(), type, "The request of job " + job.id());
            boolean asked = name == null || name.equals(nameOf.apply(other));
            if (asked && same.test(other))
                return OptionalLong.of(job.id());
            if (asked && name != null)
                throw new AppException("The study \"" + name
                        + "\" was begun with another specification: go on with that one, or give this one another name.");
        }
        return OptionalLong.empty();
    }

    /// Running handles of this project, for progress bars.
    public List<JobHandle<?>> active() {
        return jobs.active();
    }

    /// The number of a running job of this project; empty when it has ended.
    public OptionalLong number(JobHandle<?> handle) {
        return jobs.number(handle);
    }

    /// Hears of every job submitted from now on; on the submitting thread.
    public Runnable onSubmit(Consumer<JobHandle<?>> listener) {
        return jobs.onSubmit(listener);
    }
}
