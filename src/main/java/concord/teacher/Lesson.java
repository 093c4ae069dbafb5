package concord.teacher;

import concord.model.Variable;
import concord.model.request.TeachRequest;
import java.util.List;

/// All a teaching run needs to know: the request with its names looked up.
///
/// @param run             name of the run, resolved where the request leaves it open
/// @param variable        as in the codebook version below
/// @param codebookVersion the version the prompts are made from
/// @param units           numbers of the units to label, each once, in the order asked
public record Lesson(String run, TeachRequest request, Variable variable, int codebookVersion, List<Long> units, UnitSource source,
        ExampleSource examples) {
    public Lesson {
        units = List.copyOf(units);
    }
}
