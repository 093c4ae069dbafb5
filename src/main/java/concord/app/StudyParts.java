package concord.app;

import com.fasterxml.jackson.core.type.TypeReference;
import concord.model.request.StudyRequest;
import concord.store.StudyRepository;
import concord.study.Answers;
import concord.study.Cell;
import concord.study.TestUnits;
import concord.study.Trial;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The finished pieces of a distillation study in the project file. Thread-safe.
final class StudyParts {
    private static final String PLAN = "plan";
    private static final String TRIAL = "trial/";
    private static final String CURVE = "curve/";
    private static final String FINAL = "final/";
    private static final String ANSWERS = "answers/";
    private final StudyRepository studies;
    private final String study;

    StudyParts(StudyRepository studies, String study) {
        this.studies = studies;
        this.study = study;
    }

    /// What a study was when it began.
    ///
    /// @param material fingerprint of the units and labels it learns from
    record Plan(List<Cell> cells, List<TestUnits> tests, List<String> notes, String material) {}

    void put(Plan plan) {
        studies.put(study, PLAN, Json.write(plan));
    }

    /// @throws AppException when the study has none
    Plan plan() {
        String json = studies.parts(study).get(PLAN);
        if (json == null)
            throw new AppException("The study \"" + study + "\" has not begun: delete it, and start it again.");
        return Json.read(json, Plan.class, "The plan of the study \"" + study + "\"");
    }

    /// A training that tried settings.
    ///
    /// @param number from 1
    void put(int number, Trial trial) {
        studies.put(study, TRIAL + trial.cell().key() + "/" + number, Json.write(trial));
    }

    /// Validation F1 by epoch of a trial, for those after it to be compared with; kept before the trial.
    void put(Cell cell, int number, List<Double> curve) {
        studies.put(study, CURVE + cell.key() + "/" + number, Json.write(curve));
    }

    /// A training with the chosen settings.
    void put(Trial trained) {
        studies.put(study, FINAL + trained.cell().key() + "/" + trained.seed(), Json.write(trained));
    }

    void put(Answers answers) {
        studies.put(study, ANSWERS + answers.cell().key() + "/" + answers.seed(), Json.write(answers));
    }

    /// All pieces as they are now.
    All all() {
        Map<String, Trial> trials = new LinkedHashMap<>();
        Map<String, Trial> trained = new LinkedHashMap<>();
        Map<String, Answers> answers = new LinkedHashMap<>();
        Map<String, List<Double>> curves = new LinkedHashMap<>();
        studies.parts(study).forEach((key, json) -> {
            String what = "A piece of the study \"" + study + "\"";
            if (key.startsWith(TRIAL))
                trials.put(key.substring(TRIAL.length()), Json.read(json, Trial.class, what));
            else if (key.startsWith(FINAL))
                trained.put(key.substring(FINAL.length()), Json.read(json, Trial.class, what));
            else if (key.startsWith(ANSWERS))
                answers.put(key.substring(ANSWERS.length()), Json.read(json, Answers.class, what));
            else if (key.startsWith(CURVE))
                curves.put(key.substring(CURVE.length()), Json.read(json, new TypeReference<List<Double>>() {
                }, what));
        });
        return new All(trials, trained, answers, curves);
    }

    /// @param trials  by cell and number
    /// @param trained by cell and seed
    /// @param answers by cell and seed
    /// @param curves  by cell and number
    record All(Map<String, Trial> trials, Map<String, Trial> trained, Map<String, Answers> answers, Map<String, List<Double>> curves) {
        static final All NONE = new All(Map.of(), Map.of(), Map.of(), Map.of());

        /// Empty where none was kept.
        List<Double> curve(Cell cell, int number) {
            return curves.getOrDefault(cell.key() + "/" + number, List.of());
        }

        @Nullable
        Trial trial(Cell cell, int number) {
            return trials.get(cell.key() + "/" + number);
        }

        @Nullable
        Trial trained(Cell cell, long seed) {
            return trained.get(cell.key() + "/" + seed);
        }

        @Nullable
        Answers answers(Cell cell, @Nullable Long seed) {
            return answers.get(cell.key() + "/" + seed);
        }

        /// Every training that has ended, in the order of the plan: those that tried settings before those with the chosen ones.
        List<Trial> inOrder(StudyRequest request, List<Cell> cells) {
            List<Trial> out = new ArrayList<>();
            for (Cell cell : cells) {
                for (int number = 1; trial(cell, number) != null; number++) {
                    out.add(trial(cell, number));
                }
                for (long seed : request.seeds()) {
                    Trial one = trained(cell, seed);
                    if (one != null)
                        out.add(one);
                }
            }
            return out;
        }

        /// In the order of the plan.
        List<Answers> answersInOrder(StudyRequest request, List<Cell> cells) {
            List<Answers> out = new ArrayList<>();
            for (Cell cell : cells) {
                Answers only = answers(cell, null);
                if (only != null)
                    out.add(only);
                for (long seed : request.seeds()) {
                    Answers one = answers(cell, seed);
                    if (one != null)
                        out.add(one);
                }
            }
            return out;
        }
    }
}
