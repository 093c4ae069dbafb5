package concord.app;

import concord.app.ProjectJobs.Order;
import concord.job.JobHandle;
import concord.job.JobRunner.Weight;
import concord.model.SampleRole;
import concord.model.Study;
import concord.model.request.SamplingStudyRequest;
import concord.model.request.TrainRequest;
import concord.study.SamplingOutcome;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/// Sampling studies: plan, run in the background, go on.
final class SamplingStudies {
    private final Repositories store;
    private final SampleRoles roles;
    private final SamplingChecks checks;
    private final SamplingStudyWork work;
    private final ProjectJobs jobs;
    private final Changes changes;

    SamplingStudies(Repositories store, SampleRoles roles, SamplingChecks checks, SamplingStudyWork work, ProjectJobs jobs,
            Changes changes) {
        this.store = store;
        this.roles = roles;
        this.checks = checks;
        this.work = work;
        this.jobs = jobs;
        this.changes = changes;
    }

    StudyService.SamplingPlan plan(SamplingStudyRequest asked) {
        SamplingSetup setup = checks.check(asked, null);
        SamplingStudyRequest request = setup.request();
        Map<String, Integer> tests = new LinkedHashMap<>();
        setup.tests().forEach((domain, test) -> tests.put(domain, test.units().size()));
        return new StudyService.SamplingPlan(Objects.requireNonNull(request.name()), SamplingSetup.trainings(request), seconds(setup),
                setup.source().size(), setup.pool().size(), tests, setup.notes());
    }

    /// @return 0 when unknown
    private double seconds(SamplingSetup setup) {
        SamplingStudyRequest request = setup.request();
        double sum = 0;
        for (String student : request.students()) {
            TrainRequest one = TrainRequest.oneClick(request.variable(), student, "", null, null).withRecipe(request.recipe());
            double start = guess(one, setup.source().size());
            double loop = 0;
            int taken = 0;
            for (int round = 1; round <= request.rounds(); round++) {
                taken += SamplingSetup.portion(request, round);
                loop += guess(one, setup.source().size() + taken);
            }
            if (start <= 0)
                return 0;
            sum += request.seeds().size() * (start + SamplingSetup.strategies(request).size() * loop);
        }
        return sum;
    }

    private double guess(TrainRequest request, int units) {
        return TrainingTime.guess(request, (int) Math.round(units * (1 - request.validation())), store.runs().all());
    }

    JobHandle<SamplingOutcome> submit(SamplingStudyRequest asked) {
        SamplingSetup setup = checks.check(asked, null);
        SamplingStudyRequest request = setup.request();
        String name = Objects.requireNonNull(request.name());
        setup.tests().keySet().forEach(domain -> roles.put(SamplingSetup.test(request, domain).sample(), SampleRole.TEST));
        store.studies().begin(new Study(name, Study.SAMPLING, Instant.now(), Json.write(request)));
        new SamplingParts(store.studies(), name).put(setup);
        changes.tell(Change.SAMPLES, Change.STUDIES);
        return jobs.submit(order(request), context -> work.run(setup, context));
    }

    /// @throws AppException when what the study learns from has changed since it began
    JobHandle<SamplingOutcome> resume(long job, SamplingStudyRequest request) {
        SamplingSetup setup = work.begun(Objects.requireNonNull(request.name()));
        checks.checkSame(setup);
        return jobs.resume(job, order(request), context -> work.run(setup, context));
    }

    private static Order order(SamplingStudyRequest request) {
        return new Order(StudyService.SAMPLING, StudyService.title(Objects.requireNonNull(request.name())), request, true, Weight.HEAVY);
    }

    SamplingOutcome outcome(String study) {
        return work.outcome(study);
    }
}
