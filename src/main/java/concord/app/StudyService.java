package concord.app;

import concord.job.JobHandle;
import concord.model.Study;
import concord.model.request.SamplingStudyRequest;
import concord.model.request.StudyRequest;
import concord.study.SamplingOutcome;
import concord.study.StudyOutcome;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// Studies: plan, run in the background, look at what has come of them.
public final class StudyService {
    static final String STUDY = "study";
    static final String SAMPLING = "sampling-study";

    StudyService() {
    }

    /// Checks everything that can be checked without training.
    ///
    /// @throws AppException with the reason a study cannot be run: unknown names or labels, units in both training and test, more units asked for than
    ///                      there are, a grid with unknown fields
    public Plan plan(StudyRequest request) {
        throw new UnsupportedOperationException();
    }

    /// @throws AppException as [#plan(StudyRequest)]
    public SamplingPlan plan(SamplingStudyRequest request) {
        throw new UnsupportedOperationException();
    }

    /// @param name      the study will have
    /// @param trainings trials and final trainings in all
    /// @param seconds   rough guess of the time on this machine; 0 when unknown
    /// @param testUnits units with a label of the test's annotator
    /// @param looks     studies that have looked at the test sample so far
    /// @param arms      one for each arm, size and threshold
    /// @param notes     what the user should know before starting: texts left out, how the test was drawn
    public record Plan(String name, int trainings, double seconds, int testUnits, int looks, List<ArmPlan> arms, List<String> notes) {}

    /// @param title as [concord.study.Cell#title]
    /// @param units learnt from, validation units among them
    public record ArmPlan(String variable, String title, int units) {}

    public record SamplingPlan(String name, int trainings, double seconds, int sourceUnits, int poolUnits, Map<String, Integer> testUnits,
            List<String> notes) {}

    /// Runs a study in the background; goes on at the first unfinished training when it is resumed.
    ///
    /// @throws AppException as [#plan(StudyRequest)]
    public JobHandle<StudyOutcome> submit(StudyRequest request) {
        throw new UnsupportedOperationException();
    }

    /// @throws AppException as [#plan(SamplingStudyRequest)]
    public JobHandle<SamplingOutcome> submit(SamplingStudyRequest request) {
        throw new UnsupportedOperationException();
    }

    /// Begun first, first.
    public List<Study> all() {
        throw new UnsupportedOperationException();
    }

    /// What has come of a distillation study so far, also while it runs.
    ///
    /// @throws AppException when there is no such study
    public StudyOutcome outcome(String study) {
        throw new UnsupportedOperationException();
    }

    /// What has come of a sampling study so far, also while it runs.
    ///
    /// @throws AppException when there is no such study
    public SamplingOutcome sampling(String study) {
        throw new UnsupportedOperationException();
    }

    /// Studies that have compared anything with the labels of a test sample.
    public Map<String, Instant> looks(String sample) {
        throw new UnsupportedOperationException();
    }

    /// Takes a study with its runs away, after a dated backup; that it looked at its test sample stays on record.
    public void delete(String study) {
        throw new UnsupportedOperationException();
    }
}
