package concord.study;

import concord.model.VariableKind;
import concord.model.request.Recipe;
import concord.model.request.SamplingStudyRequest;
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

    private static final List<StudyRequest.Arm> ARMS = List.of(
            new StudyRequest.Arm("Human", "Human", List.of(250, 1000), null, List.of()),
            new StudyRequest.Arm("GPT-4", "GPT-4", List.of(250, 1000), null, List.of()),
            new StudyRequest.Arm("Both", null, List.of(), null,
                    List.of(new StudyRequest.Part("Human", 1000), new StudyRequest.Part("GPT-4", 1000))),
            new StudyRequest.Arm("GPT-4 itself", null, List.of(), "GPT-4", List.of()));

    private Studies() {
    }

    public static StudyRequest request(List<String> variables, @Nullable String positive, int draws) {
        return new StudyRequest("s", variables, null, new StudyRequest.Test("test", "Human"), ARMS, List.of("minilm", "linear"),
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

    public static SamplingStudyRequest samplingRequest(int draws) {
        return new SamplingStudyRequest("budget", "stance", domain("old", "old test"), domain("new", "new test"), 100, 2,
                List.of("random", "uncertainty", "base-vs-tuned"), false, List.of("minilm"), List.of(1L, 2L, 3L), null, .2, Recipe.DEFAULT,
                "cpu", draws);
    }

    private static SamplingStudyRequest.Domain domain(String sample, String test) {
        return new SamplingStudyRequest.Domain(sample, "GPT-4", null, null, new StudyRequest.Test(test, "Human"));
    }

    public static Map<String, TestUnits> samplingTests() {
        return Map.of(SamplingOutcome.SOURCE, test("source", 150), SamplingOutcome.TARGET, test("target", 120));
    }

    /// Of a finished study, in no order.
    public static List<SamplingAnswers> samplingAnswers() {
        List<SamplingAnswers> answers = new ArrayList<>();
        samplingTests().forEach((domain, test) -> {
            for (long seed = 3; seed >= 1; seed--) {
                answers.add(after("none", 0, domain, seed, test, .5));
                for (int round = 2; round >= 1; round--) {
                    answers.add(after("base-vs-tuned", round, domain, seed, test, .45 - .1 * round));
                    answers.add(after("random", round, domain, seed, test, .45 - .05 * round));
                    answers.add(after("uncertainty", round, domain, seed, test, .45 - .04 * round));
                }
            }
        });
        return answers;
    }

    private static SamplingAnswers after(String strategy, int round, String domain, long seed, TestUnits test, double wrong) {
        Answers answers = answers(test, new Cell(domain, strategy + round, 0, false, null, "minilm"), seed, wrong);
        return new SamplingAnswers("minilm", strategy, round, 50 * round, domain, seed, answers.labels(), null);
    }

    public static SamplingOutcome sampling(int draws) {
        return SamplingResults.of("budget", samplingRequest(draws), samplingTests(), samplingAnswers(), List.of());
    }
}
