package concord.model.request;

import concord.model.SampleStrategy;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Draw a named sample.
///
/// @param size     units wanted; ignored by the strategy "all"
/// @param where    metadata column to value, all must hold
/// @param from     draw inside this sample; null draws from all units
/// @param stratify metadata column, or `label:ANNOTATOR`, whose values are the strata of a stratified sample
/// @param notIn    leave out the units of this sample; null for none
public record SampleRequest(String name, int size, SampleStrategy strategy, Map<String, String> where, @Nullable String from,
        @Nullable String stratify, @Nullable String notIn, long seed) {
    public SampleRequest {
        where = Collections.unmodifiableMap(new LinkedHashMap<>(where));
    }
}
