package concord.app;

import concord.model.SampleStrategy;
import concord.store.StudyRepository;
import concord.study.SamplingAnswers;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The finished pieces of a sampling study in the project file.
final class SamplingParts {
    private static final String SETUP = "setup";
    private static final String TEACHER = "teacher";
    private static final String ANSWERS = "answers/";
    private static final String CHOSEN = "chosen/";
    private static final String UNLABELLED = "unlabelled/";
    private final StudyRepository studies;
    private final String study;

    SamplingParts(StudyRepository studies, String study) {
        this.studies = studies;
        this.study = study;
    }

    /// A training of the study.
    ///
    /// @param student  from 1, its place among the request's
    /// @param strategy key, [concord.study.SamplingOutcome#START] in round 0
    record Step(int student, long seed, String strategy, int round) {
        String key() {
            return student + "/" + seed + "/" + strategy + "/" + round;
        }

        /// What the sample of the units chosen for it is called; alike to the names of runs of other studies.
        String sample(String study) {
            return study + "-" + student + GridWork.SEED + seed + "." + strategy + "-r" + round;
        }

        Step of(SampleStrategy other, int next) {
            return new Step(student, seed, other.key(), next);
        }
    }

    /// All pieces as they are now.
    final class All {
        private final Map<String, String> parts = studies.parts(study);

        /// Empty before the study has begun.
        Optional<SamplingSetup> setup() {
            return Optional.ofNullable(parts.get(SETUP)).map(content -> Json.read(content, SamplingSetup.class, what()));
        }

        /// In the order in which they came.
        List<SamplingAnswers> answers() {
            return parts.entrySet().stream().filter(part -> part.getKey().startsWith(ANSWERS))
                    .map(part -> Json.read(part.getValue(), SamplingAnswers.class, what())).toList();
        }

        private String what() {
            return "A piece of the study \"" + study + "\"";
        }

        boolean answered(Step step, String domain) {
            return parts.containsKey(ANSWERS + step.key() + "/" + domain);
        }

        boolean chosen(Step step) {
            return parts.containsKey(CHOSEN + step.key());
        }

        Optional<String> teacher() {
            return Optional.ofNullable(parts.get(TEACHER));
        }

        boolean labelled(Step step) {
            return parts.containsKey(UNLABELLED + step.key());
        }

        /// Chosen units that the teacher gave no label, each counted for every step that chose it.
        int unlabelled() {
            return parts.entrySet().stream().filter(part -> part.getKey().startsWith(UNLABELLED))
                    .mapToInt(part -> Integer.parseInt(part.getValue())).sum();
        }
    }

    All all() {
        return new All();
    }

    void put(SamplingSetup setup) {
        studies.put(study, SETUP, Json.write(setup));
    }

    /// @param run of the teacher, whose name its labels bear
    void putTeacher(String run) {
        studies.put(study, TEACHER, run);
    }

    void put(Step step, SamplingAnswers answers) {
        studies.put(study, ANSWERS + step.key() + "/" + answers.domain(), Json.write(answers));
    }

    /// @param sample of the units chosen
    void putChosen(Step step, String sample) {
        studies.put(study, CHOSEN + step.key(), sample);
    }

    void putUnlabelled(Step step, int units) {
        studies.put(study, UNLABELLED + step.key(), Integer.toString(units));
    }
}
