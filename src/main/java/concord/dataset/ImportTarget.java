package concord.dataset;

import concord.model.Annotator;
import concord.model.UnitTexts;
import concord.model.Variable;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Where an import writes; connected to the project file by `app`. Nothing is visible to others before the caller commits.
public interface ImportTarget {
    /// The variable of this import where the project has it already, else null.
    @Nullable
    Variable variable();

    /// The unit of this key, from earlier imports or this one.
    OptionalLong find(String key);

    /// The texts of a unit that was there before this import or came with it.
    UnitTexts textsOf(long unit);

    /// @return the id of the new unit
    long addUnit(String key, String text, @Nullable String textB, @Nullable String query, Map<String, String> metadata);

    /// The annotator's label on the unit so far, from earlier imports or this one; null when there is none.
    @Nullable
    String labelOf(long unit, Annotator annotator);

    /// The number by which the annotator orders the unit so far; null when there is none.
    @Nullable
    Double scoreOf(long unit, Annotator annotator);

    void addScore(long unit, Annotator annotator, double score);

    void addLabel(long unit, Annotator annotator, String label, @Nullable Double confidence);
}
