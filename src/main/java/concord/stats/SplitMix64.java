package concord.stats;

import java.util.random.RandomGenerator;

/// A seeded generator whose numbers are fixed by this class alone, so that a seed gives the same sample, split and interval on every
/// machine and under every Java version. Not safe for several threads at once; not for secrets.
///
/// Source: Steele, Lea & Flood 2014 (Fast splittable pseudorandom number generators); bounded numbers after Lemire 2019.
public final class SplitMix64 implements RandomGenerator {
    private static final long STEP = 0x9E3779B97F4A7C15L;

    private long state;

    public SplitMix64(long seed) {
        state = seed;
    }

    /// The generator of one stream among many under the same seed, such as one resample of a bootstrap.
    public static SplitMix64 stream(long seed, long stream) {
        return new SplitMix64(mix(mix(seed) + STEP * stream));
    }

    @Override
    public long nextLong() {
        state += STEP;
        return mix(state);
    }

    /// In [0, 1), 53 bits.
    @Override
    public double nextDouble() {
        return (nextLong() >>> 11) * 0x1.0p-53;
    }

    /// In 0 .. bound - 1, all equally likely.
    @Override
    public int nextInt(int bound) {
        if (bound <= 0)
            throw new IllegalArgumentException("bound " + bound);
        long product = (nextLong() >>> 32) * bound;
        long low = product & 0xFFFFFFFFL;
        long rejected = (1L << 32) % bound;
        while (low < rejected) {
            product = (nextLong() >>> 32) * bound;
            low = product & 0xFFFFFFFFL;
        }
        return (int) (product >>> 32);
    }

    private static long mix(long z) {
        long a = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        long b = (a ^ (a >>> 27)) * 0x94D049BB133111EBL;
        return b ^ (b >>> 31);
    }
}
