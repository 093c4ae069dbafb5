package concord.app;

import com.fasterxml.jackson.core.type.TypeReference;
import concord.model.SampleRole;
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
    private final UnitIndex index;

    SampleRoles(SettingRepository stored, UnitIndex index) {
        this.stored = stored;
        this.index = index;
    }

    Optional<SampleRole> of(String sample) {
        return Optional.ofNullable(all().get(sample)).map(SampleRole::of);
    }

    /// @throws AppException when there is no such sample, or a unit of it has another role already
    synchronized void put(String sample, @Nullable SampleRole role) {
        index.members(sample);
        Map<String, String> all = all();
        if (role == null) {
            all.remove(sample);
        } else {
            check(sample, role);
            all.put(sample, role.key());
        }
        stored.put(KEY, Json.write(all));
    }

    /// Whether a sample can have a role.
    ///
    /// @throws AppException as [#put]
    void check(String sample, SampleRole role) {
        BitSet members = index.members(sample);
        all().forEach((other, key) -> {
            if (!other.equals(sample) && !key.equals(role.key()) && index.members(other).intersects(members))
                throw new AppException("Units of the sample \"" + sample + "\" are in \"" + other + "\", which is kept for " + key
                        + ": a unit has one role.");
        });
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
