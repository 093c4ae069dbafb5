package concord.store;

import concord.model.Annotator;
import concord.model.UnitTexts;
import concord.model.Variable;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// One import in progress. Not thread-safe. Closing without a commit takes everything back.
public interface ImportWriter extends AutoCloseable {
    /// The unit of this key, committed or of this import.
    OptionalLong find(String key);

    /// The texts of a unit, committed or of this import.
    UnitTexts textsOf(long unit);

    long addUnit(String key, String text, @Nullable String textB, @Nullable String query, Map<String, String> metadata);

    /// The annotator's current label for the variable of this import, committed or of this import; null when none.
    @Nullable
    String labelOf(long unit, Annotator annotator, String variable);

    /// Adds a label; the annotator is made when unknown.
    ///
    /// @throws StoreException when a different kind of annotator has this name
    void addLabel(long unit, Annotator annotator, String variable, String label, @Nullable Double confidence);

    /// The number by which the annotator orders this unit among others, committed or of this import; null when none.
    @Nullable
    Double scoreOf(long unit, Annotator annotator, String variable);

    /// Adds such a number without a label; the annotator is made when unknown.
    ///
    /// @throws StoreException when a different kind of annotator has this name, or the annotator labelled the unit
    void addScore(long unit, Annotator annotator, String variable, double score);

    /// Makes everything visible at once, together with a codebook version that holds `variable` when it is new or has new labels (null: no
    /// change), and a sample of the units of this import when `sample` is not null.
    void commit(@Nullable Variable variable, @Nullable String sample, String author);

    @Override
    void close();
}
