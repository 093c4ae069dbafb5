package concord.store;

import concord.model.Sample;
import concord.model.SampleMember;
import java.util.List;
import java.util.Optional;

/// Named samples. Thread-safe.
public interface SampleRepository {
    List<Sample> all();

    Optional<Sample> byName(String name);

    /// Members in the order drawn.
    List<SampleMember> members(String name);

    /// @throws StoreException when the name is taken
    void save(Sample sample, List<SampleMember> members);
}
