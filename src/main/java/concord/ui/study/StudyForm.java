package concord.ui.study;

import concord.app.AppException;
import concord.app.StudentService;
import concord.model.request.Recipe;
import concord.model.request.StudyRequest;
import concord.model.request.TrainRequest;
import concord.ui.Texts;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.Property;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/// A distillation study as its form edits it.
final class StudyForm {
    static final int DRAWS = 1000;
    private static final int MOST_PARALLEL = 64;
    private static final int MOST_SEED = 999_999_999;
    private static final int KEPT = 2;

    /// Which settings are tried before the trainings that count.
    enum Search {
        OFF, SMALL, TYPED
    }

    /// What one wants to know; the study itself gets the next free name.
    final StringProperty question = new SimpleStringProperty("");
    final ObservableList<String> variables = FXCollections.observableArrayList();
    final StringProperty sample = new SimpleStringProperty("");
    final StringProperty annotator = new SimpleStringProperty("");
    final ObservableList<ArmDraft> arms = FXCollections.observableArrayList();
    final ObservableList<String> students = FXCollections.observableArrayList("minilm", "linear");
    final StringProperty seeds = new SimpleStringProperty("1, 2, 3");
    final ObjectProperty<Search> search = new SimpleObjectProperty<>(Search.OFF);
    final StringProperty grid = new SimpleStringProperty("");
    /// Thresholds beside the arms with all labels; empty for none.
    final StringProperty consistency = new SimpleStringProperty("");
    /// Empty for the macro average.
    final StringProperty positive = new SimpleStringProperty("");
    /// Empty for what memory and cores allow.
    final StringProperty parallel = new SimpleStringProperty("");
    final StringProperty keep = new SimpleStringProperty(StudyRequest.KEEP_FIRST);
    final DoubleProperty validation = new SimpleDoubleProperty(0.2);
    final StringProperty device = new SimpleStringProperty(Recipe.AUTO);
    final BooleanProperty stopHopeless = new SimpleBooleanProperty();

    List<Property<?>> properties() {
        return List.of(sample, annotator, seeds, search, grid, consistency, positive, parallel, keep, validation, device,
                stopHopeless);
    }

    /// What cannot be read or is missing, in the order of the fields.
    Optional<Refusal> wrong() {
        if (variables.isEmpty())
            return refusal(Field.VARIABLES, Texts.get("study.wrong.variables"));
        if (sample.get().isEmpty())
            return refusal(Field.TEST, Texts.get("study.wrong.sample"));
        if (annotator.get().isEmpty())
            return refusal(Field.TEST, Texts.get("study.wrong.annotator"));
        Optional<Refusal> arm = wrongArm();
        if (arm.isPresent())
            return arm;
        if (students.isEmpty() && arms.stream().anyMatch(a -> a.kind != ArmDraft.Kind.ITSELF))
            return refusal(Field.STUDENTS, Texts.get("study.wrong.students"));
        NumberList seedList = readSeeds();
        if (!seedList.wrong().isEmpty() || seedList.values().isEmpty())
            return refusal(Field.SEEDS, seedList.wrong().isEmpty() ? Texts.get("study.wrong.seeds") : seedList.wrong());
        Optional<String> typed = wrongGrid();
        if (typed.isPresent())
            return refusal(Field.GRID, typed.get());
        if (!thresholds().wrong().isEmpty())
            return refusal(Field.CONSISTENCY, thresholds().wrong());
        NumberList same = readParallel();
        if (!same.wrong().isEmpty() || same.values().size() > 1)
            return refusal(Field.MORE, same.wrong().isEmpty() ? Texts.get("study.wrong.parallel") : same.wrong());
        return Optional.empty();
    }

    private Optional<Refusal> wrongArm() {
        if (arms.isEmpty())
            return refusal(Field.ARMS, Texts.get("study.wrong.arms"));
        Set<String> names = new HashSet<>();
        for (ArmDraft arm : arms) {
            Optional<String> wrong = arm.wrong();
            if (wrong.isPresent())
                return refusal(Field.ARMS, wrong.get());
            if (!names.add(arm.name.get().strip()))
                return refusal(Field.ARMS, Texts.get("study.wrong.arm.twice", arm.name.get().strip()));
        }
        return Optional.empty();
    }

    private Optional<String> wrongGrid() {
        try {
            grid();
            return Optional.empty();
        } catch (AppException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private static Optional<Refusal> refusal(Field field, String sentence) {
        return Optional.of(new Refusal(field, sentence));
    }

    private NumberList readSeeds() {
        return NumberList.whole(Texts.get("study.seeds"), seeds.get(), 0, MOST_SEED);
    }

    private NumberList thresholds() {
        return NumberList.shares(Texts.get("study.consistency"), consistency.get());
    }

    private NumberList readParallel() {
        return NumberList.whole(Texts.get("study.parallel"), parallel.get(), 1, MOST_PARALLEL);
    }

    /// The values tried by field.
    ///
    /// @throws AppException where what is typed is no grid
    Map<String, List<String>> grid() {
        return switch (search.get()) {
            case OFF -> Map.of();
            case SMALL -> small();
            case TYPED -> grid.get().isBlank() ? Map.of() : StudentService.parseGrid(grid.get());
        };
    }

    /// The outermost values of the settings usually tried for the first student that is no baseline.
    Map<String, List<String>> small() {
        String first = students.stream().filter(s -> !s.equals("linear") && !s.equals(StudyRequest.MAJORITY)).findFirst().orElse("linear");
        Map<String, List<String>> usual = StudentService.usualGrid(TrainRequest.oneClick("", first, "", null, null));
        Map<String, List<String>> small = new LinkedHashMap<>();
        usual.forEach((field, values) -> {
            if (small.size() < KEPT)
                small.put(field, values.size() <= KEPT ? values : List.of(values.getFirst(), values.getLast()));
        });
        return small;
    }

    /// A grid as it is typed.
    static String typed(Map<String, List<String>> grid) {
        return grid.entrySet().stream().map(e -> e.getKey() + "=" + String.join(",", e.getValue())).collect(Collectors.joining("; "));
    }

    /// Only when nothing is [#wrong].
    StudyRequest request() {
        List<@Nullable Double> at = new ArrayList<>();
        at.add(null);
        at.addAll(thresholds().values());
        List<Integer> same = readParallel().integers();
        return new StudyRequest(null, variables, null,
                new StudyRequest.Test(sample.get(), annotator.get()), arms.stream().map(ArmDraft::arm).toList(), students, grid(),
                validation.get(), readSeeds().longs(), at, positive.get().isEmpty() ? null : positive.get(), Recipe.DEFAULT, device.get(),
                same.isEmpty() ? 0 : same.getFirst(), keep.get(), stopHopeless.get(), DRAWS);
    }

    /// Takes over what another study asked for.
    void fill(StudyRequest from, java.util.function.Predicate<String> human) {
        variables.setAll(from.variables());
        sample.set(from.test().sample());
        annotator.set(from.test().annotator());
        arms.setAll(from.arms().stream().map(a -> ArmDraft.of(a, human)).toList());
        students.setAll(from.students());
        seeds.set(from.seeds().stream().map(String::valueOf).collect(Collectors.joining(", ")));
        search.set(from.grid().isEmpty() ? Search.OFF : Search.TYPED);
        grid.set(typed(from.grid()));
        consistency.set(from.consistencyAtLeast().stream().filter(java.util.Objects::nonNull).map(String::valueOf)
                .collect(Collectors.joining(", ")));
        positive.set(from.positive() == null ? "" : from.positive());
        parallel.set(from.parallel() == 0 ? "" : String.valueOf(from.parallel()));
        keep.set(from.keep());
        validation.set(from.validation());
        device.set(from.device());
        stopHopeless.set(from.stopHopeless());
    }
}
