package concord.app;

import concord.model.LabelSet;
import concord.model.Variable;
import concord.model.VariableKind;
import concord.model.request.StudyRequest;
import concord.study.Answers;
import concord.study.Cell;
import concord.study.TestUnits;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// Answers on the test units of a study: those of teachers and baselines, which need no training, and those of students that have scored them.
/// Thread-safe.
final class StudyAnswers {
    private final StudySetup setup;
    private final StudyParts parts;
    private final Repositories store;
    private final UnitIndex index;
    private final CodebookService codebook;
    private final Changes changes;

    StudyAnswers(StudySetup setup, StudyParts parts, Repositories store, UnitIndex index, CodebookService codebook, Changes changes) {
        this.setup = setup;
        this.parts = parts;
        this.store = store;
        this.index = index;
        this.codebook = codebook;
        this.changes = changes;
    }

    /// Keeps what needs no training.
    void untrained(StudyParts.All before) {
        for (Cell cell : setup.cells()) {
            if (StudySetup.trained(cell) || before.answers(cell, null) != null)
                continue;
            if (cell.student() == null) {
                String teacher = Objects.requireNonNull(setup.arm(cell).teacher());
                keep(new Answers(cell, null, teacher, labels(cell, teacher), Map.of()));
            } else {
                majority(cell);
            }
        }
    }

    TestUnits test(Cell cell) {
        return Objects.requireNonNull(setup.tests().get(cell.variable()));
    }

    /// What a student answered that has scored the test units.
    void student(Cell cell, long seed, String run, Map<String, String> settings) {
        keep(new Answers(cell, seed, run, labels(cell, run), settings));
    }

    private List<@Nullable String> labels(Cell cell, String annotator) {
        IntFunction<@Nullable String> labels = new Figures(index, codebook.variable(cell.variable()), null).labels(annotator);
        List<@Nullable String> out = new ArrayList<>();
        for (long unit : test(cell).units()) {
            out.add(labels.apply(index.position(unit)));
        }
        return out;
    }

    private void majority(Cell cell) {
        Variable variable = codebook.variable(cell.variable());
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (Votes votes : setup.units(cell).votes().values()) {
            String label = variable.kind() == VariableKind.MULTI
                    ? LabelSet.of(variable.labelNames().stream().filter(l -> votes.of(l) >= 0.5).toList()).joined()
                    : votes.label(variable.labelNames());
            counts.merge(label, 1, Integer::sum);
        }
        String most = counts.entrySet().stream()
                .max(Map.Entry.<String, Integer>comparingByValue().thenComparing(e -> -variable.labelNames().indexOf(e.getKey())))
                .orElseThrow().getKey();
        List<@Nullable String> answers = new ArrayList<>();
        test(cell).units().forEach(_ -> answers.add(most));
        keep(new Answers(cell, null, StudyRequest.MAJORITY, answers, Map.of()));
    }

    /// Answers are compared with the test's labels as soon as they are there.
    private void keep(Answers answers) {
        store.studies().look(setup.request().test().sample(), Objects.requireNonNull(setup.request().name()), Instant.now());
        parts.put(answers);
        changes.tell(Change.STUDIES);
    }
}
