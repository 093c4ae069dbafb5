package concord.model;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One condition on units; conditions of a [UnitQuery] are joined by and. In a set of labels or values, null stands for "none".
public sealed interface UnitFilter {
    /// The annotator's (blind, else only) label for the variable is one of these.
    record LabelIn(String variable, String annotator, Set<@Nullable String> labels) implements UnitFilter {}

    /// Whether two annotators who both labelled the unit agree.
    record Agreement(String variable, String a, String b, boolean same) implements UnitFilter {}

    /// One cell of the confusion matrix of a (rows) by b (columns).
    record Cell(String variable, String a, String labelA, String b, String labelB) implements UnitFilter {}

    /// The annotator's confidence (for a student the highest probability) lies in [low, high].
    record ConfidenceIn(String variable, String annotator, double low, double high) implements UnitFilter {}

    /// The metadata column holds one of these values; null is a blank cell.
    record MetadataIn(String column, Set<@Nullable String> values) implements UnitFilter {}

    /// The unit belongs to the sample.
    record InSample(String sample) implements UnitFilter {}

    /// The unit was flagged by the annotator (by anybody when null).
    record Flagged(String variable, @Nullable String annotator) implements UnitFilter {}

    /// A final label was (not) decided.
    record HasFinal(String variable, boolean decided) implements UnitFilter {}
}
