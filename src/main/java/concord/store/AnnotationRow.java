package concord.store;

import com.fasterxml.jackson.annotation.JsonInclude;
import concord.model.Annotation;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The state of one row of the projection, also as an event keeps it before and after a decision.
///
/// @param at      nanoseconds since 1970
/// @param version of the codebook as stored: 0 stands for the version that the row's import made
/// @param origin  0 decided by an event, above 0 the import, [#PREDICTED] a student's prediction
@JsonInclude(JsonInclude.Include.NON_NULL)
record AnnotationRow(@Nullable String label, @Nullable Double confidence, @Nullable Map<String, Double> probabilities, boolean skipped,
        boolean flagged, @Nullable String comment, long at, int version, int millis, int origin) {
    static final int PREDICTED = -1;
    static final int SKIPPED = 1;
    static final int FLAGGED = 2;

    static AnnotationRow decided(Annotation a) {
        return new AnnotationRow(a.label(), a.confidence(), a.probabilities().isEmpty() ? null : new TreeMap<>(a.probabilities()),
                a.skipped(),
                a.flagged(), a.comment().isEmpty() ? null : a.comment(), Times.of(a.at()), a.codebookVersion(), a.millis(), 0);
    }

    int flags() {
        return (skipped ? SKIPPED : 0) | (flagged ? FLAGGED : 0);
    }

    Annotation annotation(long unit, Series series, Catalog catalog) {
        return new Annotation(unit, series.variable(), series.annotator(), label, confidence,
                probabilities == null ? Map.of() : probabilities,
                skipped, flagged, comment == null ? "" : comment, series.seenLlm(), Times.at(at), catalog.codebookVersion(version, origin),
                millis);
    }
}
