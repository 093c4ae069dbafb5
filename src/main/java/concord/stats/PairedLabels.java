package concord.stats;

import java.util.List;

/// The labels of two annotators on the units both labelled.
///
/// @param labels    union of the labels seen, in codebook order, then order of first appearance
/// @param reference index into `labels` per unit
/// @param other     index into `labels` per unit, aligned with `reference`
/// @param nReference units the reference labelled in all
/// @param nOther    units the other labelled in all
public record PairedLabels(List<String> labels, int[] reference, int[] other, int nReference, int nOther) {
    public PairedLabels {
        labels = List.copyOf(labels);
        if (reference.length != other.length)
            throw new IllegalArgumentException(reference.length + " and " + other.length + " labels");
    }
}
