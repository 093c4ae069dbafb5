package concord.ui.study;

import concord.model.VariableKind;
import concord.model.request.Recipe;
import concord.model.request.StudyRequest;
import concord.model.request.StudyRequest.Arm;
import concord.model.request.StudyRequest.Part;
import concord.study.Answers;
import concord.study.Cell;
import concord.study.StudyOutcome;
import concord.study.StudyResults;
import concord.study.TestUnits;
import concord.study.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/// A study with invented answers and real figures: a person and a teacher at two sizes, both, the teacher itself.
final class Invented {
    static final int UNITS = 80;
    static final String STANCE = "stance";
    static final Cell HUMAN_100 = new Cell(STANCE, "Human", 100, true, null, "linear");
    static final Cell HUMAN_200 = new Cell(STANCE, "Human", 200, true, null, "linear");
    static final Cell GPT_100 = new Cell(STANCE, "GPT", 100, true, null, "linear");
    static final Cell GPT_200 = new Cell(STANCE, "GPT", 200, true, null, "linear");
    static final Cell BOTH = new Cell(STANCE, "Both", 200, false, null, "linear");
    static final Cell ITSELF = new Cell(STANCE, "GPT itself", 0, false, null, null);
    static final List<Cell> CELLS = List.of(HUMAN_100, HUMAN_200, GPT_100, GPT_200, BOTH, ITSELF);
    static final Marks MARKS = new Marks(Set.of("Ana"));
    private final List<Answers> answers = new ArrayList<>();
    private final List<Trial> trials = new ArrayList<>();

    static StudyRequest request() {
        return new StudyRequest("study-1", List.of(STANCE), null, new StudyRequest.Test("test", "Ana"),
                List.of(new Arm("Human", "Ana", List.of(100, 200), null, List.of()),
                        new Arm("GPT", "GPT", List.of(100, 200), null, List.of()),
                        new Arm("Both", null, List.of(), null, List.of(new Part("Ana", 100), new Part("GPT", 100))),
                        new Arm("GPT itself", null, List.of(), "GPT", List.of())),
                List.of("linear"), Map.of(), 0.2, List.of(1L, 2L), List.of(), "yes", Recipe.DEFAULT, "auto", 1, StudyRequest.KEEP_NONE,
                false, 200);
    }

    /// A training that ended.
    ///
    /// @param missed wrong answers where yes is right
    /// @param found  wrong answers where no is right
    Invented ended(Cell cell, @Nullable Long seed, int missed, int found) {
        List<@Nullable String> labels = new ArrayList<>();
        for (int i = 0; i < UNITS; i++) {
            boolean yes = i % 2 == 0;
            boolean wrong = i / 2 < (yes ? missed : found);
            labels.add(yes == wrong ? "no" : "yes");
        }
        answers.add(new Answers(cell, seed, cell.key() + seed, labels, Map.of()));
        if (seed != null)
            trials.add(new Trial(cell, seed, Map.of(), cell.size(), 0.8, 1, cell.key() + seed, null));
        return this;
    }

    Invented failed(Cell cell, long seed, String why) {
        trials.add(new Trial(cell, seed, Map.of(), cell.size(), null, 1, null, why));
        return this;
    }

    StudyOutcome outcome() {
        List<String> truth = new ArrayList<>();
        for (int i = 0; i < UNITS; i++) {
            truth.add(i % 2 == 0 ? "yes" : "no");
        }
        TestUnits test = new TestUnits(STANCE, VariableKind.SINGLE, List.of("yes", "no"), LongStream.range(0, UNITS).boxed().toList(),
                truth,
                null);
        return StudyResults.of("study-1", request(), CELLS, Map.of(STANCE, test), trials, answers, List.of("A note."));
    }

    /// Everything ended: the teacher's students find more and more that is wrong, people's miss more.
    static StudyOutcome whole() {
        Invented study = new Invented();
        for (long seed = 1; seed <= 2; seed++) {
            int chance = (int) seed - 1;
            study.ended(HUMAN_100, seed, 14 + chance, 6).ended(HUMAN_200, seed, 8 + chance, 4).ended(GPT_100, seed, 8, 16 + chance)
                    .ended(GPT_200, seed, 4, 14 + chance).ended(BOTH, seed, 6, 6 + chance);
        }
        return study.ended(ITSELF, null, 3, 12).outcome();
    }
}
