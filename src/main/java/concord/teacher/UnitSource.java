package concord.teacher;

import concord.model.Unit;
import java.util.List;

/// Where the texts of a run come from. Thread-safe.
@FunctionalInterface
public interface UnitSource {
    /// The units of these numbers, in this order; a few hundred at a time.
    List<Unit> units(List<Long> numbers);
}
