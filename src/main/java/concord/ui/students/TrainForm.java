package concord.ui.students;

import concord.model.request.GridRequest;
import concord.model.request.Recipe;
import concord.model.request.TrainRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.Property;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.jspecify.annotations.Nullable;

/// What a training is asked to do, as its form edits it. An empty sample stands for all, an empty number for the student's own default.
final class TrainForm {
    static final String NO = "false";
    static final String YES = "true";
    /// Both are tried.
    static final String BOTH = "false,true";
    private static final String HUB = "hub:";
    private static final String CLASS_WEIGHTS = "class_weights";

    final StringProperty student = new SimpleStringProperty("minilm");
    final StringProperty labelsFrom = new SimpleStringProperty("");
    final StringProperty sample = new SimpleStringProperty("");
    final StringProperty excluded = new SimpleStringProperty("");
    final DoubleProperty validation = new SimpleDoubleProperty(0.2);
    final StringProperty device = new SimpleStringProperty(Recipe.AUTO);
    final StringProperty classWeights = new SimpleStringProperty(NO);
    final StringProperty softLabels = new SimpleStringProperty(NO);
    final StringProperty schedule = new SimpleStringProperty(Recipe.AUTO);
    final StringProperty precision = new SimpleStringProperty(Recipe.AUTO);
    final StringProperty checkpointing = new SimpleStringProperty(Recipe.AUTO);
    final StringProperty loraTargets = new SimpleStringProperty("");
    final StringProperty ordinal = new SimpleStringProperty(Recipe.AUTO);
    final StringProperty ranking = new SimpleStringProperty(Recipe.AUTO);
    private final Map<Setting, StringProperty> numbers = new EnumMap<>(Setting.class);

    TrainForm() {
        for (Setting setting : Setting.values()) {
            numbers.put(setting, new SimpleStringProperty(""));
        }
        number(Setting.PATIENCE).set(String.valueOf(Recipe.DEFAULT.patience()));
        number(Setting.SEEDS).set("1");
    }

    /// What is typed for a setting.
    StringProperty number(Setting setting) {
        return numbers.get(setting);
    }

    Setting.Typed typed(Setting setting) {
        return setting.read(number(setting).get());
    }

    /// Everything that changes the request.
    List<Property<?>> properties() {
        List<Property<?>> all = new ArrayList<>(List.of(student, labelsFrom, sample, excluded, validation, device, classWeights, softLabels,
                schedule, precision, checkpointing, loraTargets, ordinal, ranking));
        all.addAll(numbers.values());
        return all;
    }

    /// The sentence of the first field that cannot be read; empty when all can.
    Optional<String> wrong() {
        return Arrays.stream(Setting.values()).map(s -> typed(s).wrong()).filter(w -> !w.isEmpty()).findFirst();
    }

    /// Fields with several values, by the recipe's names.
    Map<String, List<String>> grid() {
        Map<String, List<String>> grid = new LinkedHashMap<>();
        for (Setting setting : List.of(Setting.LEARNING_RATE, Setting.BATCH, Setting.EPOCHS)) {
            vary(setting, grid);
        }
        for (Setting setting : Setting.values()) {
            vary(setting, grid);
        }
        if (classWeights.get().equals(BOTH))
            grid.put(CLASS_WEIGHTS, List.of(BOTH.split(",")));
        return grid;
    }

    private void vary(Setting setting, Map<String, List<String>> grid) {
        List<String> values = typed(setting).values();
        if (setting.ofRecipe() && values.size() > 1)
            grid.putIfAbsent(setting.key(), values);
    }

    /// How many settings would be tried; 1 when nothing is searched over.
    int trials() {
        return grid().values().stream().mapToInt(List::size).reduce(1, (a, b) -> Math.min(100_000, a * b));
    }

    List<Long> seeds() {
        return typed(Setting.SEEDS).values().stream().map(Long::valueOf).toList();
    }

    /// Whether more than one training is asked for.
    boolean searches() {
        return trials() > 1 || seeds().size() > 1;
    }

    /// Writes a grid's values into the fields.
    void fill(Map<String, List<String>> grid) {
        grid.forEach((field, values) -> {
            if (field.equals(CLASS_WEIGHTS)) {
                classWeights.set(String.join(",", values));
            } else {
                Arrays.stream(Setting.values()).filter(s -> s.ofRecipe() && s.key().equals(field))
                        .forEach(s -> number(s).set(String.join(", ", values)));
            }
        });
    }

    /// The search; without varied fields, the trainings of the seeds. Only when nothing is [#wrong].
    GridRequest search(String variable) {
        return new GridRequest(request(variable), grid(), seeds());
    }

    /// One training with the first value of each field. Only when nothing is [#wrong].
    TrainRequest request(String variable) {
        String consistency = first(Setting.CONSISTENCY);
        return new TrainRequest(null, variable, student.get(), labelsFrom.get(), blankIsNull(sample.get()), blankIsNull(excluded.get()),
                validation.get(), seeds().getFirst(), device.get(), consistency.isEmpty() ? null : Double.valueOf(consistency), recipe());
    }

    private Recipe recipe() {
        return new Recipe(whole(Setting.EPOCHS), whole(Setting.BATCH), real(Setting.LEARNING_RATE), whole(Setting.MAX_LENGTH),
                classWeights.get().equals(YES), whole(Setting.PATIENCE), schedule.get(), real(Setting.WARM_UP), real(Setting.WEIGHT_DECAY),
                real(Setting.LABEL_SMOOTHING), softLabels.get().equals(YES), whole(Setting.FROZEN_LAYERS), precision.get(),
                checkpointing.get(), whole(Setting.LORA_RANK), real(Setting.LORA_ALPHA), real(Setting.LORA_DROPOUT),
                loraTargets.get().isBlank() ? Recipe.AUTO : loraTargets.get().replaceAll("\\s+", ""), ordinal.get(), ranking.get());
    }

    private String first(Setting setting) {
        return typed(setting).values().getFirst();
    }

    private int whole(Setting setting) {
        return Integer.parseInt(first(setting));
    }

    private double real(Setting setting) {
        return Double.parseDouble(first(setting));
    }

    /// A model of the hub as requests name it, however it was typed.
    static String hub(String typed) {
        String name = typed.strip();
        return name.startsWith(HUB) ? name : HUB + name;
    }

    boolean fromHub() {
        return student.get().startsWith(HUB);
    }

    private static @Nullable String blankIsNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
