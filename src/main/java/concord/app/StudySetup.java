package concord.app;

import concord.model.Annotator;
import concord.model.request.GridRequest;
import concord.model.request.StudyRequest;
import concord.model.request.StudyRequest.Arm;
import concord.model.request.StudyRequest.Pool;
import concord.model.request.TrainRequest;
import concord.study.Cell;
import concord.study.TestUnits;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/// A distillation study that has passed all checks.
///
/// @param request with its name
/// @param tests   by variable
/// @param arms    by variable and title, see [#units]
/// @param looks   other studies that have looked at the test sample
/// @param notes   what the user should know before starting
record StudySetup(StudyRequest request, List<Cell> cells, Map<String, TestUnits> tests, Map<String, ArmUnits> arms, int looks,
        List<String> notes) {
    static final String LINEAR = "linear";
    /// What a linear student makes anything of; it would only repeat itself over other fields.
    private static final Set<String> OF_LINEAR = Set.of("class_weights", "max_length");

    static Predicate<String> fromTeachers(UnitIndex index) {
        List<Annotator> annotators = index.annotators();
        return from -> {
            Annotator whole = Names.find(from, annotators);
            return whole != null
                    ? whole instanceof Annotator.Teacher
                    : Arrays.stream(from.split("\\+")).allMatch(name -> Names.find(name.strip(), annotators) instanceof Annotator.Teacher);
        };
    }

    static String key(Cell cell) {
        return cell.variable() + "/" + cell.title();
    }

    /// What the students of a cell learn from; not of a teacher.
    ArmUnits units(Cell cell) {
        return Objects.requireNonNull(arms.get(key(cell)));
    }

    Arm arm(Cell cell) {
        return request.arms().stream().filter(arm -> arm.name().equals(cell.arm())).findFirst().orElseThrow();
    }

    /// Whether anything is trained for a cell.
    static boolean trained(Cell cell) {
        return cell.student() != null && !cell.student().equals(StudyRequest.MAJORITY);
    }

    /// The training all of a cell are variations of.
    TrainRequest base(Cell cell) {
        Pool pool = request.pool();
        return new TrainRequest(null, cell.variable(), Objects.requireNonNull(cell.student()), units(cell).labelsFrom(),
                pool == null ? null : pool.sample(), request.test().sample(), request.validation(), request.seeds().getFirst(),
                request.device(), cell.consistencyAtLeast(), request.recipe());
    }

    /// The settings tried for a cell; a single one needs no trial.
    Grid grid(Cell cell) {
        return grid(request, base(cell));
    }

    static Grid grid(StudyRequest request, TrainRequest base) {
        Map<String, List<String>> fields = new LinkedHashMap<>(request.grid());
        if (base.student().equals(LINEAR))
            fields.keySet().retainAll(OF_LINEAR);
        return Grid.of(new GridRequest(base, fields, request.seeds()));
    }

    int trials(Cell cell) {
        int settings = grid(cell).settings().size();
        return settings == 1 ? 0 : settings;
    }

    /// The most trainings that can ever be at work at once.
    int together() {
        int most = cells.stream().filter(StudySetup::trained)
                .mapToInt(cell -> Math.max(request.stopHopeless() ? 1 : trials(cell), request.seeds().size())).sum();
        return Math.max(1, most);
    }

    int trainings() {
        return cells.stream().filter(StudySetup::trained).mapToInt(cell -> trials(cell) + request.seeds().size()).sum();
    }

    /// Fingerprint of all units and labels: a study goes on only with those it began with.
    String material() {
        Map<String, Object> all = new TreeMap<>();
        arms.forEach((key, units) -> {
            Map<Long, Object> votes = new TreeMap<>();
            units.votes().forEach((unit, vote) -> votes.put(unit, new TreeMap<>(vote.shares())));
            all.put(key, votes);
        });
        return CodebookFiles.sha256(Json.write(List.of(all, tests)));
    }

    String run(Cell cell, long seed) {
        return request.name() + "-" + (cells.indexOf(cell) + 1) + GridWork.SEED + seed;
    }
}
