package concord.app;

import concord.job.JobHandle;
import concord.model.Annotation;
import concord.model.Annotator;
import concord.model.Gold;
import concord.model.Unit;
import concord.model.UnitFilter;
import concord.model.UnitQuery;
import concord.model.request.ExportRequest;
import concord.model.request.ImportRequest;
import concord.model.request.ReadOptions;
import concord.model.result.ImportSummary;
import concord.model.result.Preview;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Units: import, browse with facets, export.
public final class DataService {
    DataService() {
    }

    /// @throws AppException when the file cannot be read
    public Preview preview(Path file, ReadOptions options, int rows) {
        throw new UnsupportedOperationException();
    }

    /// Imports in the background, all or nothing but for rows rejected by name.
    public JobHandle<ImportSummary> submitImport(ImportRequest request) {
        throw new UnsupportedOperationException();
    }

    public JobHandle<ExportSummary> submitExport(ExportRequest request) {
        throw new UnsupportedOperationException();
    }

    /// @param rows written below the header
    public record ExportSummary(String file, long rows, List<String> columns) {}

    public long units() {
        throw new UnsupportedOperationException();
    }

    /// All annotators, people first, then teachers, then students, each in order of appearance.
    public List<Annotator> annotators() {
        throw new UnsupportedOperationException();
    }

    /// Labelled units by annotator for a variable.
    public Map<String, Long> counts(String variable) {
        throw new UnsupportedOperationException();
    }

    public List<String> metadataColumns() {
        throw new UnsupportedOperationException();
    }

    /// Ids of the units that match, in import order.
    public long[] find(UnitQuery query) {
        throw new UnsupportedOperationException();
    }

    /// Facets for a variable under a query: each facet's counts take all conditions but its own into account.
    ///
    /// @param columns metadata columns to facet on
    public List<Facet> facets(UnitQuery query, String variable, List<String> columns) {
        throw new UnsupportedOperationException();
    }

    /// @param id    stable: label:ANNOTATOR, agreement:A:B, confidence:ANNOTATOR, sample, flag, final, meta:COLUMN
    /// @param title for people
    public record Facet(String id, String title, List<FacetValue> values) {}

    /// @param value    as in the data; null is "none" / blank
    /// @param selected whether the query already asks for it
    /// @param filter   the condition that choosing this value alone adds
    public record FacetValue(@Nullable String value, String title, long count, boolean selected, UnitFilter filter) {}

    /// Histogram of an annotator's confidence under a query: ten equal bins over 0..1.
    public int[] confidenceHistogram(UnitQuery query, String variable, String annotator) {
        throw new UnsupportedOperationException();
    }

    /// Rows for a table page, in the order of the ids.
    public List<UnitRow> rows(long[] units, String variable) {
        throw new UnsupportedOperationException();
    }

    /// @param annotations of the variable by annotator; where a blind and a later one exist, the blind one
    public record UnitRow(Unit unit, Map<String, Annotation> annotations, @Nullable Gold gold) {}

    /// Everything about one unit, for the detail pane.
    public UnitDetail detail(long unit) {
        throw new UnsupportedOperationException();
    }

    /// @param samples sample name to inclusion probability
    public record UnitDetail(Unit unit, List<Annotation> annotations, List<Gold> golds, Map<String, Double> samples) {}
}
