package concord.app;

import com.fasterxml.jackson.core.type.TypeReference;
import concord.model.Sample;
import concord.model.SampleRole;
import concord.store.SampleRepository;
import concord.store.SettingRepository;
import java.util.BitSet;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What samples are kept for, in the project's settings. Thread-safe.
final class SampleRoles {
    private static final String KEY = "sample.roles";
    private final SettingRepository stored;
    private final SampleRepository samples;
    private final UnitIndex index;

    SampleRoles(SettingRepository stored, SampleRepository samples, UnitIndex index) {
        this.stored = stored;
        this.samples = samples;
        this.index = index;
    }

    Optional<SampleRole> of(String sample) {
        return Optional.ofNullable(all().get(sample)).map(SampleRole::of);
    }

    /// @throws AppException when there is no such sample, a unit of it has another role already, or it is to be a test and a student chose
    ///                      from it
    synchronized void put(String sample, @Nullable SampleRole role) {
        BitSet members = index.members(sample);
        if (role != null)
            check(sample, members, role);
        Map<String, String> all = all();
        if (role == null)
            all.remove(sample);
        else
            all.put(sample, role.key());
        stored.put(KEY, Json.write(all));
    }

    /// Whether a sample can have a role.
    ///
    /// @throws AppException as [#put]
    void check(String sample, SampleRole role) {
        check(sample, index.members(sample), role);
    }

    /// @param members units of the sample, which need not be stored yet
    /// @throws AppException as [#put]
    void check(String sample, BitSet members, SampleRole role) {
        all().forEach((other, key) -> {
            if (!other.equals(sample) && !key.equals(role.key()) && index.members(other).intersects(members))
                throw new AppException("Units of the sample \"" + sample + "\" are in \"" + other + "\", which is kept for " + key
                        + ": a unit has one role.");
        });
        if (role == SampleRole.TEST)
            checkTest(sample, members);
    }

    private void checkTest(String sample, BitSet members) {
        for (Sample other : samples.all()) {
            if (!other.strategy().active())
                continue;
            if (other.name().equals(sample))
                throw new AppException("The sample \"" + sample + "\" was chosen by a student (" + other.strategy().key()
                        + "), not by chance, so figures on it say nothing about the other units: draw a random sample for the test.");
            BitSet shared = (BitSet) index.members(other.name()).clone();
            shared.and(members);
            if (!shared.isEmpty())
                throw new AppException(
                        shared.cardinality() + (shared.cardinality() == 1 ? " unit" : " units") + " of the sample \"" + sample
                                + "\" " + (shared.cardinality() == 1 ? "was" : "were") + " chosen by a student (in \"" + other.name()
                                + "\"), not by chance: draw a test sample without them.");
        }
    }

    /// Units that students chose, by position.
    BitSet chosen() {
        BitSet chosen = new BitSet();
        samples.all().stream().filter(s -> s.strategy().active()).forEach(s -> chosen.or(index.members(s.name())));
        return chosen;
    }

    /// Units of all samples of a role, by position.
    BitSet members(SampleRole role) {
        BitSet members = new BitSet();
        all().forEach((sample, key) -> {
            if (key.equals(role.key()))
                members.or(index.members(sample));
        });
        return members;
    }

    private Map<String, String> all() {
        return stored.get(KEY).map(json -> Json.read(json, new TypeReference<TreeMap<String, String>>() {
        }, "The list of the samples' roles")).orElseGet(TreeMap::new);
    }
}
