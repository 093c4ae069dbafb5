package concord.stats;

import java.util.List;

/// The labels of several annotators on a set of units; not everybody labelled everything.
///
/// @param labels  all labels seen, in codebook order
/// @param ratings by annotator, then unit: index into `labels`, or -1 where missing
public record RatingTable(List<String> labels, List<String> annotators, int[][] ratings) {}
