package concord.stats;

/// Precision, recall and F1 of one label against the rest, reference as truth.
///
/// A zero denominator gives 0, as scikit-learn does with zero_division=0, and the figure is listed as undefined in [PairwiseFigures].
///
/// @param support   units the reference gave this label
/// @param predicted units the other gave this label
public record LabelFigures(String label, double precision, double recall, double f1, int support, int predicted) {}
