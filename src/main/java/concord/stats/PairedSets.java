package concord.stats;

import java.util.List;

/// The sets of labels two annotators gave to the units both labelled, for a multi-label variable.
///
/// @param labels     in codebook order, then order of first appearance
/// @param reference  by unit: indexes into `labels`, each at most once, in any order; empty where no label applies
/// @param other      as `reference`, aligned with it
/// @param nReference units the reference labelled in all
/// @param nOther     units the other labelled in all
public record PairedSets(List<String> labels, int[][] reference, int[][] other, int nReference, int nOther) {
    public PairedSets {
        labels = List.copyOf(labels);
        if (reference.length != other.length)
            throw new IllegalArgumentException(reference.length + " and " + other.length + " sets of labels");
    }
}
