package concord.sampling;

import concord.model.SampleMember;
import concord.stats.SplitMix64;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Random draws with known inclusion probabilities. Pure: the same arguments, the frame's order included, give the same draw on every
/// machine.
public final class Draw {
    private Draw() {
    }

    /// Simple random sample without replacement, in random order; the inclusion probability is size / frame.
    ///
    /// @throws IllegalArgumentException when size is larger than the frame
    public static List<SampleMember> random(long[] frame, int size, long seed) {
        check(frame, size);
        double probability = (double) size / frame.length;
        long[] chosen = frame.clone();
        shuffleFirst(chosen, size, new SplitMix64(seed));
        return Arrays.stream(chosen, 0, size).mapToObj(unit -> new SampleMember(unit, probability)).toList();
    }

    /// Proportional allocation over strata (largest remainders, at least one from each stratum while the size allows), random within each,
    /// in random order.
    ///
    /// The inclusion probability is the stratum's share drawn. With fewer units wanted than there are strata, the strata that give one are
    /// themselves drawn, in proportion to their size, so that every unit of the frame has the probability size / frame.
    ///
    /// @param strata aligned with the frame
    /// @throws IllegalArgumentException when size is larger than the frame
    public static List<SampleMember> stratified(long[] frame, String[] strata, int size, long seed) {
        check(frame, size);
        if (frame.length != strata.length)
            throw new IllegalArgumentException(frame.length + " units, " + strata.length + " strata");
        Map<String, List<Long>> members = new LinkedHashMap<>();
        for (int i = 0; i < frame.length; i++) {
            members.computeIfAbsent(strata[i], _ -> new ArrayList<>()).add(frame[i]);
        }
        int[] sizes = members.values().stream().mapToInt(List::size).toArray();
        SplitMix64 random = new SplitMix64(seed);
        boolean someEmpty = size < sizes.length;
        int[] allocation = someEmpty ? systematic(sizes, size, random) : proportional(sizes, size);
        List<SampleMember> drawn = new ArrayList<>(size);
        int stratum = 0;
        for (List<Long> units : members.values()) {
            long[] chosen = units.stream().mapToLong(Long::longValue).toArray();
            int wanted = allocation[stratum++];
            double probability = someEmpty ? (double) size / frame.length : (double) wanted / chosen.length;
            shuffleFirst(chosen, wanted, random);
            Arrays.stream(chosen, 0, wanted).forEach(unit -> drawn.add(new SampleMember(unit, probability)));
        }
        Collections.shuffle(drawn, random);
        return List.copyOf(drawn);
    }

    /// Strata with a quota below one get one; the rest share what remains by largest remainders, ties to the larger stratum, then to the
    /// first.
    private static int[] proportional(int[] sizes, int size) {
        int[] allocation = new int[sizes.length];
        int left = size;
        long mass = Arrays.stream(sizes).asLongStream().sum();
        boolean fixed = true;
        while (fixed) {
            fixed = false;
            for (int h = 0; h < sizes.length; h++) {
                if (allocation[h] == 0 && (long) left * sizes[h] < mass) {
                    allocation[h] = 1;
                    left--;
                    mass -= sizes[h];
                    fixed = true;
                }
            }
        }
        List<Integer> open = new ArrayList<>();
        for (int h = 0; h < sizes.length; h++) {
            if (allocation[h] == 0)
                open.add(h);
        }
        int share = left;
        long whole = mass;
        for (int h : open) {
            allocation[h] = (int) ((long) share * sizes[h] / whole);
            left -= allocation[h];
        }
        open.sort(Comparator.comparingLong((Integer h) -> -((long) share * sizes[h] % whole)).thenComparingInt(h -> -sizes[h]));
        for (int h : open.subList(0, left)) {
            allocation[h]++;
        }
        return allocation;
    }

    /// Systematic sampling of strata in random order from a random start: each stratum's expected number is its quota.
    private static int[] systematic(int[] sizes, int size, SplitMix64 random) {
        List<Integer> order = new ArrayList<>();
        for (int h = 0; h < sizes.length; h++) {
            order.add(h);
        }
        Collections.shuffle(order, random);
        long mass = Arrays.stream(sizes).asLongStream().sum();
        double start = random.nextDouble();
        int[] allocation = new int[sizes.length];
        long before = 0;
        int taken = 0;
        for (int h : order) {
            before += sizes[h];
            double reached = (double) size * before / mass;
            int upTo = before == mass ? size : (int) Math.floor(reached - start) + 1;
            allocation[h] = Math.max(0, upTo - taken);
            taken += allocation[h];
        }
        return allocation;
    }

    private static void shuffleFirst(long[] units, int size, SplitMix64 random) {
        for (int i = 0; i < size; i++) {
            int j = i + random.nextInt(units.length - i);
            long unit = units[j];
            units[j] = units[i];
            units[i] = unit;
        }
    }

    private static void check(long[] frame, int size) {
        if (size < 0)
            throw new IllegalArgumentException("The sample size must be 0 or more, not " + size + ".");
        if (size > frame.length)
            throw new IllegalArgumentException("A sample of " + size + " cannot be drawn from " + frame.length + " units.");
    }
}
