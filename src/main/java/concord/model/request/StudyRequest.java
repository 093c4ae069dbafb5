package concord.model.request;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A distillation study: students of several arms, each arm with its own labels, compared on the same held-out human labels (Pangakis and Wolken
/// 2024). Read from the specification files of the command line, which may leave out what has a default.
///
/// @param name               unique in the project; null takes the next free one
/// @param variables          what is labelled; with several the whole study is done for each
/// @param pool               the sample whose units may be trained on; null takes every unit outside the test sample
/// @param arms               the conditions compared
/// @param students           minilm, linear, majority (the most frequent label, a baseline), a folder, or hub:NAME
/// @param grid               values to try by field of [Recipe] for each arm and student; empty trains with the recipe at once
/// @param validation         share of an arm's units held out to choose settings and epochs, in (0, 0.5]
/// @param seeds              of the trainings with the chosen settings; the first is that of the trials and of the draw of an arm's units
/// @param consistencyAtLeast thresholds under which a teacher's labels are left out of an arm; null among them is no filter; empty is [null]
/// @param positive           the label whose F1, precision and recall the study is read by; null for the macro average
/// @param recipe             of every training, before the grid
/// @param device             auto, cpu, gpu0, ...
/// @param parallel           trainings at the same time; 0 for what memory and cores allow
/// @param keep               the students whose weights are kept: first (of the seeds of each arm and student), all or none
/// @param stopHopeless       end a trial that is behind most finished ones at the same epoch
/// @param draws              resamples of the bootstrap
public record StudyRequest(@Nullable String name, List<String> variables, @Nullable Pool pool, Test test,
        List<Arm> arms, List<String> students, Map<String, List<String>> grid, double validation, List<Long> seeds,
        List<@Nullable Double> consistencyAtLeast, @Nullable String positive, Recipe recipe, String device, int parallel, String keep,
        boolean stopHopeless, int draws) {
    public static final String MAJORITY = "majority";
    public static final String KEEP_FIRST = "first";
    public static final String KEEP_ALL = "all";
    public static final String KEEP_NONE = "none";

    public StudyRequest {
        variables = List.copyOf(variables);
        arms = List.copyOf(arms);
        students = List.copyOf(students);
        Map<String, List<String>> copy = new LinkedHashMap<>();
        grid.forEach((field, values) -> copy.put(field, List.copyOf(values)));
        grid = Collections.unmodifiableMap(copy);
        seeds = List.copyOf(seeds);
        consistencyAtLeast = Collections.unmodifiableList(new ArrayList<>(consistencyAtLeast));
    }

    public StudyRequest withName(String value) {
        return new StudyRequest(value, variables, pool, test, arms, students, grid, validation, seeds, consistencyAtLeast, positive, recipe,
                device, parallel, keep, stopHopeless, draws);
    }

    public StudyRequest withParallel(int value) {
        return new StudyRequest(name, variables, pool, test, arms, students, grid, validation, seeds, consistencyAtLeast, positive, recipe,
                device, value, keep, stopHopeless, draws);
    }

    public record Pool(String sample) {}

    /// @param annotator whose labels are the truth
    public record Test(String sample, String annotator) {}

    /// One condition. Either students learn from the labels of its parts, or it is a teacher by itself.
    ///
    /// @param labelsFrom the annotator whose labels are learnt; several joined by + give the majority label; null where there are parts or a teacher
    /// @param size       units to learn from, each size being a condition of its own; empty takes all there are
    /// @param teacher    the annotator that is itself compared; null where students learn
    /// @param parts      several annotators, each labelling its own units; empty where one labels all
    public record Arm(String name, @Nullable String labelsFrom, List<Integer> size, @Nullable String teacher, List<Part> parts) {
        public Arm {
            size = List.copyOf(size);
            parts = List.copyOf(parts);
        }
    }

    /// @param size units of this part
    public record Part(String labelsFrom, int size) {}
}
