package concord.ui.study;

import concord.model.request.StudyRequest;
import concord.stats.Interval;
import concord.stats.Value;
import concord.study.Cell;
import concord.study.StudyOutcome;
import concord.study.StudyOutcome.CellResult;
import concord.study.StudyOutcome.Spread;
import concord.ui.Texts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The figures of one variable by arm, of one student or as the mean of all students that learn.
///
/// @param rows in the order of the plan
record ByArm(List<Row> rows) {
    ByArm {
        rows = List.copyOf(rows);
    }

    /// @param units     learnt from; 0 for a teacher by itself, and before it is known
    /// @param precision undefined with the reason where there is none yet
    /// @param interval  of the F1; null for a mean over students, and where there is none
    record Row(Cell cell, String title, int slot, int units, Value precision, Value recall, Value f1,
            @Nullable Interval interval) {}

    /// The students that learn; the most frequent label as a baseline is no student to average over.
    static List<String> students(StudyOutcome outcome) {
        return outcome.request().students().stream().filter(s -> !s.equals(StudyRequest.MAJORITY)).toList();
    }

    /// @param student empty for the mean of all
    static ByArm of(StudyOutcome outcome, String variable, String student) {
        List<String> of = student.isEmpty() ? students(outcome) : List.of(student);
        Map<String, List<CellResult>> arms = new LinkedHashMap<>();
        for (CellResult result : outcome.cells()) {
            Cell cell = result.cell();
            if (cell.variable().equals(variable) && (cell.student() == null || of.contains(cell.student())))
                arms.computeIfAbsent(cell.title(), _ -> new ArrayList<>()).add(result);
        }
        List<Row> rows = new ArrayList<>();
        arms.forEach((title, results) -> {
            CellResult first = results.getFirst();
            Spread f1 = results.size() == 1 ? first.spreads().get("f1") : null;
            rows.add(new Row(first.cell(), title, Marks.slot(outcome.request(), first.cell()),
                    results.stream().mapToInt(CellResult::trainUnits).max().orElse(0), mean(results, "precision"),
                    mean(results, "recall"), mean(results, "f1"), f1 == null ? null : f1.interval()));
        });
        return new ByArm(rows);
    }

    /// Undefined until every student of the arm has a figure: a mean over fewer would compare different students.
    private static Value mean(List<CellResult> results, String key) {
        double sum = 0;
        for (CellResult result : results) {
            Spread spread = result.spreads().get(key);
            if (spread == null)
                return Value.undefined(Texts.get("study.none.yet"));
            switch (spread.mean()) {
                case Value.Undefined undefined -> {
                    return undefined;
                }
                case Value.Defined(double value) -> sum += value;
            }
        }
        return Value.of(sum / results.size());
    }
}
