package concord.dataset;

import concord.model.Annotator;
import concord.model.UnitTexts;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Where an import writes; connected to the project file by `app`. Nothing is visible to others before the caller commits.
public interface ImportTarget {
    /// The unit of this key, from earlier imports or this one.
    OptionalLong find(String key);

    /// The texts of a unit that was there before this import or came with it.
    UnitTexts textsOf(long unit);

    /// @return the id of the new unit
    long addUnit(String key, String text, @Nullable String textB, @Nullable String query, Map<String, String> metadata);

    /// The annotator's label on the unit so far, from earlier imports or this one; null when there is none.
    @Nullable
    String labelOf(long unit, Annotator annotator);

    void addLabel(long unit, Annotator annotator, String label, @Nullable Double confidence);
}
