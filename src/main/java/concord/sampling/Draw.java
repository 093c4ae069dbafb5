package concord.sampling;

import concord.model.SampleMember;
import java.util.List;

/// Random draws with known inclusion probabilities. Pure: the same arguments give the same draw on every machine.
public final class Draw {
    private Draw() {
    }

    /// Simple random sample without replacement, in random order; the inclusion probability is size / frame.
    ///
    /// @throws IllegalArgumentException when size is larger than the frame
    public static List<SampleMember> random(long[] frame, int size, long seed) {
        throw new UnsupportedOperationException();
    }

    /// Proportional allocation over strata (largest remainders, at least one from each stratum while the size allows), random within each.
    ///
    /// @param strata aligned with the frame
    public static List<SampleMember> stratified(long[] frame, String[] strata, int size, long seed) {
        throw new UnsupportedOperationException();
    }
}
