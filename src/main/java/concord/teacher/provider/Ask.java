package concord.teacher.provider;

import concord.teacher.prompt.OutputForm;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One question to a model.
///
/// @param seed     null to send none
/// @param features what may be used
public record Ask(Endpoint endpoint, Secret secret, String system, String user, OutputForm form, double temperature, int maxTokens,
        @Nullable Integer seed, Set<Feature> features) {
    public Ask {
        features = Set.copyOf(features);
    }

    boolean uses(Feature feature) {
        return features.contains(feature);
    }
}
