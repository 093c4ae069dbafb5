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
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Studies whose outcome and job a test decides.
final class MemoryStudies implements Studies {
    final List<Study> studies = new CopyOnWriteArrayList<>();
    final AtomicInteger read = new AtomicInteger();
    volatile StudyOutcome outcome = Invented.whole();
    volatile @Nullable JobHandle<?> running;
    volatile String state = "running";

    void begin(String name) {
        studies.add(new Study(name, Study.DISTILLATION, Instant.EPOCH, "{}"));
    }

    @Override
    public Plan plan(StudyRequest request) {
        return new Plan("study-1", 1, 0, 10, 0, List.of(), List.of());
    }

    @Override
    public SamplingPlan plan(SamplingStudyRequest request) {
        throw new concord.app.AppException("no sampling here");
    }

    @Override
    public JobHandle<?> submit(StudyRequest request) {
        throw new concord.app.AppException("nothing is run here");
    }

    @Override
    public JobHandle<?> submit(SamplingStudyRequest request) {
        throw new concord.app.AppException("nothing is run here");
    }

    @Override
    public List<Study> all() {
        return List.copyOf(studies);
    }

    @Override
    public StudyOutcome outcome(String study) {
        read.incrementAndGet();
        return outcome;
    }

    @Override
    public SamplingOutcome sampling(String study) {
        throw new concord.app.AppException("no sampling here");
    }

    @Override
    public Set<String> looks(String sample) {
        return Set.of("study-1", "an earlier one");
    }

    @Override
    public void delete(String study) {
        studies.removeIf(s -> s.name().equals(study));
    }

    @Override
    public Optional<JobRecord> job(String study) {
        boolean broken = state.equals("cancelled");
        return Optional.of(new JobRecord(7, "study", "Study " + study, "{}", state, 0, 0, "training 3 of 10, x, epoch 1 of 2", null, null,
                null, broken));
    }

    @Override
    public Optional<JobHandle<?>> running(long job) {
        return Optional.ofNullable(running);
    }

    @Override
    public JobHandle<?> resume(long job) {
        state = "running";
        return java.util.Objects.requireNonNull(running);
    }

    @Override
    public Runnable onSubmit(Consumer<JobHandle<?>> listener) {
        return () -> {
        };
    }
}
