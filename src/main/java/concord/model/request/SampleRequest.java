package concord.model.request;

import concord.model.SampleRole;
import concord.model.SampleStrategy;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Draw a named sample.
///
/// @param size         units wanted; ignored by the strategy "all"
/// @param where        metadata column to value, all must hold
/// @param from         draw inside this sample; null draws from all units
/// @param stratify     metadata column, or `label:ANNOTATOR`, whose values are the strata of a stratified sample
/// @param notIn        leave out the units of this sample; null for none
/// @param student      run whose student chooses, where the strategy is an active one; else null
/// @param diverse      of an active strategy, take the best unit of each cluster of texts in place of the best units overall
/// @param wholeQueries of a ranking chosen by base against tuned, take the queries whose order changed most
/// @param role         what the sample is kept for; null for nothing, an active one for training
public record SampleRequest(String name, int size, SampleStrategy strategy, Map<String, String> where, @Nullable String from,
        @Nullable String stratify, @Nullable String notIn, long seed, @Nullable String student, boolean diverse, boolean wholeQueries,
        @Nullable SampleRole role) {
    public SampleRequest {
        where = Collections.unmodifiableMap(new LinkedHashMap<>(where));
    }

    /// A draw by chance, or of everything, kept for nothing.
    public SampleRequest(String name, int size, SampleStrategy strategy, Map<String, String> where, @Nullable String from,
            @Nullable String stratify, @Nullable String notIn, long seed) {
        this(name, size, strategy, where, from, stratify, notIn, seed, null, false, false, null);
    }
}
