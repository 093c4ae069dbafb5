package concord.app;

import concord.model.Sample;
import concord.model.SampleMember;
import concord.model.request.SampleRequest;
import java.util.List;

/// Named samples.
public final class SampleService {
    SampleService() {
    }

    public List<Sample> all() {
        throw new UnsupportedOperationException();
    }

    public List<SampleMember> members(String name) {
        throw new UnsupportedOperationException();
    }

    /// @throws AppException when the name is taken, the size is larger than the frame, or a column or value does not exist
    public Sample draw(SampleRequest request) {
        throw new UnsupportedOperationException();
    }
}
