package concord.model.request;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Try settings of a student, then train it with the best of them, once for each seed.
///
/// @param base  the training all are variations of; its seed is that of the trials, which thereby share one split
/// @param grid  values to try by field of [Recipe], its name in snake_case; all combinations are tried, the last field changing fastest; empty
///              trains with the base's settings at once
/// @param seeds of the trainings with the best settings; several make runs called NAME-s1, NAME-s2, ... after them
public record GridRequest(TrainRequest base, Map<String, List<String>> grid, List<Long> seeds) {
    public GridRequest {
        Map<String, List<String>> copy = new LinkedHashMap<>();
        grid.forEach((field, values) -> copy.put(field, List.copyOf(values)));
        grid = Collections.unmodifiableMap(copy);
        seeds = List.copyOf(seeds);
    }

    public GridRequest withBase(TrainRequest value) {
        return new GridRequest(value, grid, seeds);
    }
}
