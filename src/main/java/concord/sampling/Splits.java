package concord.sampling;

/// Splits for training: stratified by label, with equal texts (after Unicode NFKC, lower case and white-space folding) on one side.
public final class Splits {
    private Splits() {
    }

    /// @param texts  one a unit (pair texts joined)
    /// @param labels label index a unit
    /// @param share  of the units for validation, in (0, 0.5]
    /// @return true where the unit goes to validation; at least one unit of each side, and of each label on each side where it has two distinct texts or more
    public static boolean[] validation(String[] texts, int[] labels, double share, long seed) {
        throw new UnsupportedOperationException();
    }
}
