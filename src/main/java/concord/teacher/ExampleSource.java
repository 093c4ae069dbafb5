package concord.teacher;

import concord.model.Unit;
import concord.teacher.prompt.Example;
import java.util.List;

/// Which labelled examples a prompt shows. Thread-safe, and gives the same for the same unit each time, so that a prompt can be made again.
@FunctionalInterface
public interface ExampleSource {
    ExampleSource NONE = unit -> List.of();

    /// The examples to show with this unit, in the order they are shown; never the unit itself.
    List<Example> examples(Unit unit);
}
