package concord.stats;

/// Figures of one annotator as a function of how often each unit of a test is drawn: what [PairedBootstrap] resamples. Called from several
/// threads at once.
public interface UnitSeries {
    /// @param times how often each unit is drawn; 1 everywhere for the test as it is
    /// @return the same figures in the same places whatever is drawn, NaN where undefined
    double[] of(int[] times);
}
