package concord.ui.study;

import concord.report.Numbers;
import concord.stats.Value;
import concord.study.Cell;
import concord.study.StudyOutcome;
import concord.study.StudyOutcome.CellResult;
import concord.study.StudyOutcome.Spread;
import concord.study.Trial;
import concord.ui.Texts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The table of arms and students of one variable, as far as it is filled.
///
/// @param cells by student, then aligned with the columns; empty where a study has no such cell
/// @param low   smallest mean F1 there is, where the shades begin; NaN where there is none
/// @param high  where the shades end; NaN where there is none
record Matrix(List<Column> columns, Map<String, List<Optional<Entry>>> cells, double low, double high) {
    private static final int LEVELS = 6;
    private static final double NARROWEST = 0.1;

    /// @param title as [Cell#title]
    /// @param below what sets the column apart: how many labels, which threshold
    record Column(String title, String arm, String below, int slot) {}

    enum State {
        WAITING, AT_WORK, DONE, FAILED
    }

    enum Seed {
        OPEN, DONE, FAILED
    }

    /// @param why   of what failed, empty otherwise
    /// @param work  what is being done, as "epoch 2 of 3"; empty otherwise
    /// @param share done of the present training, 0 to 1
    /// @param settings chosen on the validation units, empty before
    record Entry(Cell cell, State state, Value mean, Value sd, List<Seed> seeds, String why, String work, double share, int units,
            Map<String, String> settings) {
        Entry {
            seeds = List.copyOf(seeds);
        }
    }

    /// @param now where the study stands; null while nothing works on it
    static Matrix of(StudyOutcome outcome, String variable, @Nullable Moment now) {
        boolean several = outcome.request().variables().size() > 1;
        Map<String, Column> columns = new LinkedHashMap<>();
        Set<String> students = new LinkedHashSet<>();
        double low = Double.NaN;
        double high = Double.NaN;
        Map<String, Entry> entries = new LinkedHashMap<>();
        for (CellResult result : outcome.cells()) {
            Cell cell = result.cell();
            String student = cell.student();
            if (!cell.variable().equals(variable) || student == null)
                continue;
            students.add(student);
            columns.merge(cell.title(), column(outcome, result), (a, b) -> a.below.length() >= b.below.length() ? a : b);
            Entry entry = entry(outcome, result, now == null ? null : now.at(cell, several).orElse(null));
            entries.put(student + "/" + cell.title(), entry);
            double mean = entry.mean.orNaN();
            low = Double.isNaN(low) || mean < low ? mean : low;
            high = Double.isNaN(high) || mean > high ? mean : high;
        }
        Map<String, List<Optional<Entry>>> cells = new LinkedHashMap<>();
        for (String student : students) {
            List<Optional<Entry>> row = new ArrayList<>();
            columns.keySet().forEach(title -> row.add(Optional.ofNullable(entries.get(student + "/" + title))));
            cells.put(student, row);
        }
        // a narrower scale would make much of little
        return new Matrix(List.copyOf(columns.values()), cells, low, Math.max(high, Math.min(1, low + NARROWEST)));
    }

    private static Column column(StudyOutcome outcome, CellResult result) {
        Cell cell = result.cell();
        int units = cell.size() > 0 ? cell.size() : result.trainUnits();
        String labels = units > 0 ? Texts.get("study.labels", units, Numbers.count(units)) : Texts.get("study.labels.all");
        String below = cell.consistencyAtLeast() == null
                ? labels
                : Texts.get("study.labels.sure", labels, Numbers.share(cell.consistencyAtLeast(), 2));
        return new Column(cell.title(), cell.arm(), below, Marks.slot(outcome.request(), anyStudent(cell)));
    }

    /// The mark of the arm, also where the baseline's cell comes first, which has one of its own.
    private static Cell anyStudent(Cell cell) {
        return new Cell(cell.variable(), cell.arm(), cell.size(), cell.sized(), cell.consistencyAtLeast(), "");
    }

    private static Entry entry(StudyOutcome outcome, CellResult result, Moment.@Nullable Work work) {
        List<Trial> trials = outcome.trials().stream().filter(t -> t.cell().equals(result.cell())).toList();
        Spread f1 = result.spreads().get("f1");
        List<Seed> seeds = new ArrayList<>();
        // what no chance takes part in, such as the most frequent label, is done once
        boolean once = result.seeds().stream().anyMatch(s -> s.seed() == null);
        if (once)
            seeds.add(Seed.DONE);
        for (long seed : once ? List.<Long>of() : outcome.request().seeds()) {
            boolean done = result.seeds().stream().anyMatch(s -> s.seed() != null && s.seed() == seed);
            boolean failed = trials.stream().anyMatch(t -> t.seed() == seed && t.error() != null)
                    && trials.stream().noneMatch(t -> t.seed() == seed && t.error() == null);
            seeds.add(done ? Seed.DONE : failed ? Seed.FAILED : Seed.OPEN);
        }
        String why = trials.stream().map(Trial::error).filter(java.util.Objects::nonNull).findFirst().orElse("");
        State state = f1 != null
                ? State.DONE
                : work != null
                        ? State.AT_WORK
                        : !trials.isEmpty() && trials.stream().allMatch(t -> t.error() != null) ? State.FAILED : State.WAITING;
        Value none = Value.undefined(Texts.get("study.none.yet"));
        return new Entry(result.cell(), state, f1 == null ? none : f1.mean(), f1 == null ? none : f1.sd(), seeds, why,
                work == null ? "" : work.words(), work == null ? 0 : work.share(), result.trainUnits(), result.settings());
    }

    /// The heat of a mean, 1 (lowest) to 6.
    int level(double mean) {
        return high > low ? 1 + (int) Math.round((mean - low) / (high - low) * (LEVELS - 1)) : LEVELS / 2;
    }
}
