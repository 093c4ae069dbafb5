package concord.study;

import concord.model.VariableKind;
import concord.model.request.Recipe;
import concord.model.request.StudyRequest;
import concord.stats.SplitMix64;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/// Requests and seeded answers for tests of results.
public final class Studies {
    public static final List<String> LABELS = List.of("Support", "Oppose", "Neutral");

    private Studies() {
    }

    public static StudyRequest request(List<String> variables, @Nullable String positive, int draws) {
        return new StudyRequest("s", variables, null, new StudyRequest.Test("test", "Human"), List.of(), List.of("minilm", "linear"),
                Map.of("learning_rate", List.of("2e-5", "5e-5")), .2, List.of(1L, 2L, 3L), List.of(), positive, Recipe.DEFAULT, "cpu", 1,
                StudyRequest.KEEP_FIRST, false, draws);
    }

    public static TestUnits test(String variable, int units) {
        SplitMix64 random = new SplitMix64(variable.hashCode());
        List<String> truth = new ArrayList<>();
        for (int i = 0; i < units; i++) {
            truth.add(LABELS.get(Math.min(2, random.nextInt(5) / 2)));
        }
        return new TestUnits(variable, VariableKind.SINGLE, LABELS, LongStream.range(0, units).boxed().toList(), truth, null);
    }

    /// Right but for a share, which is given any label.
    public static Answers answers(TestUnits test, Cell cell, @Nullable Long seed, double wrong) {
        SplitMix64 random = SplitMix64.stream(cell.key().hashCode(), seed == null ? 0 : seed);
        List<@Nullable String> given = new ArrayList<>();
        for (String truth : test.truth()) {
            given.add(random.nextDouble() < wrong ? LABELS.get(random.nextInt(3)) : truth);
        }
        String run = cell.student() == null ? cell.arm() : cell.key() + (seed == null ? "" : " " + seed);
        return new Answers(cell, seed, run, given, cell.student() == null ? Map.of() : Map.of("learning_rate", "2e-5"));
    }

    /// Two sources of labels in two sizes, with and without a threshold, two students and a baseline, a teacher by itself; the last cell of a
    /// student has not begun.
    public static StudyOutcome outcome(List<String> variables, int draws) {
        List<Cell> plan = new ArrayList<>();
        List<Answers> answers = new ArrayList<>();
        List<Trial> trials = new ArrayList<>();
        Map<String, TestUnits> tests = new LinkedHashMap<>();
        for (String variable : variables) {
            TestUnits test = test(variable, 200);
            tests.put(variable, test);
            for (String student : List.of("minilm", "linear")) {
                for (int size : new int[]{250, 1000}) {
                    plan.add(new Cell(variable, "Human", size, true, null, student));
                    plan.add(new Cell(variable, "GPT-4", size, true, null, student));
                }
                plan.add(new Cell(variable, "GPT-4", 1000, true, 1.0, student));
                plan.add(new Cell(variable, "Both", 0, false, null, student));
            }
            plan.add(new Cell(variable, "Human", 250, true, null, StudyRequest.MAJORITY));
            plan.add(new Cell(variable, "GPT-4 itself", 0, false, null, null));
            for (Cell cell : plan.stream().filter(c -> c.variable().equals(variable)).toList()) {
                if (cell.arm().equals("Both") && "linear".equals(cell.student()))
                    continue;
                double wrong = (cell.size() == 250 ? .4 : .3) + (cell.arm().startsWith("GPT-4") ? .05 : 0)
                        + ("linear".equals(cell.student()) ? .1 : 0);
                if (cell.student() == null || cell.student().equals(StudyRequest.MAJORITY)) {
                    answers.add(cell.student() == null ? answers(test, cell, null, wrong) : majority(test, cell));
                    continue;
                }
                for (long seed = 1; seed <= 3; seed++) {
                    Answers given = answers(test, cell, seed, wrong);
                    answers.add(given);
                    trials.add(new Trial(cell, seed, given.settings(), cell.size() == 0 ? 2000 : cell.size(), .8, 12.5, given.run(), null));
                }
            }
        }
        return StudyResults.of("carbon price", request(variables, null, draws), plan, tests, trials, answers,
                List.of("The test sample was looked at once before."));
    }

    private static Answers majority(TestUnits test, Cell cell) {
        return new Answers(cell, null, "majority", test.truth().stream().<@Nullable String>map(_ -> "Support").toList(), Map.of());
    }
}
