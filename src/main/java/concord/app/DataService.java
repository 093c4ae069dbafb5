package concord.app;

import concord.app.ProjectJobs.Order;
import concord.dataset.DataFiles;
import concord.job.JobHandle;
import concord.job.JobRunner.Weight;
import concord.model.Annotation;
import concord.model.Annotator;
import concord.model.ColumnRole;
import concord.model.Gold;
import concord.model.Sample;
import concord.model.SampleMember;
import concord.model.Unit;
import concord.model.UnitFilter;
import concord.model.UnitQuery;
import concord.model.Variable;
import concord.model.VariableKind;
import concord.model.request.ExportRequest;
import concord.model.request.ImportRequest;
import concord.model.request.ReadOptions;
import concord.model.result.ImportSummary;
import concord.model.result.Preview;
import concord.store.AnnotationRepository;
import concord.store.SampleRepository;
import concord.store.UnitRepository;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Units: import, browse with facets, export.
public final class DataService {
    /// Nobody has labels of it, so that what depends on labels is left out.
    private static final Variable NO_VARIABLE = new Variable("", VariableKind.SINGLE, "", "", List.of());
    private final UnitRepository units;
    private final AnnotationRepository annotations;
    private final SampleRepository samples;
    private final UnitIndex index;
    private final CodebookService codebook;
    private final ProjectJobs jobs;
    private final Imports imports;
    private final Exports exports;

    DataService(UnitRepository units, AnnotationRepository annotations, SampleRepository samples, UnitIndex index, CodebookService codebook,
            ProjectJobs jobs, Imports imports, Exports exports) {
        this.units = units;
        this.annotations = annotations;
        this.samples = samples;
        this.index = index;
        this.codebook = codebook;
        this.jobs = jobs;
        this.imports = imports;
        this.exports = exports;
    }

    /// @throws AppException when the file cannot be read
    public Preview preview(Path file, ReadOptions options, int rows) {
        return Sentences.keep(() -> DataFiles.preview(file, options, rows));
    }

    /// As [#preview(Path, ReadOptions, int)], with the roles that a person has chosen, so that the labels and look-alikes of those columns show.
    ///
    /// @param roles column name to role; columns not named are guessed
    /// @throws AppException when the file cannot be read
    public Preview preview(Path file, ReadOptions options, Map<String, ColumnRole> roles, int rows) {
        return Sentences.keep(() -> DataFiles.preview(file, options, roles, rows));
    }

    /// Imports in the background, all or nothing but for rows rejected by name.
    public JobHandle<ImportSummary> submitImport(ImportRequest request) {
        return jobs.submit(order(request), context -> imports.run(request, context));
    }

    JobHandle<ImportSummary> resumeImport(long job, ImportRequest request) {
        return jobs.resume(job, order(request), context -> imports.run(request, context));
    }

    private static Order order(ImportRequest request) {
        return new Order("import", "Import " + Names.file(request.file()), request, false, Weight.LIGHT);
    }

    public JobHandle<ExportSummary> submitExport(ExportRequest request) {
        return jobs.submit(order(request), context -> exports.run(request, context));
    }

    JobHandle<ExportSummary> resumeExport(long job, ExportRequest request) {
        return jobs.resume(job, order(request), context -> exports.run(request, context));
    }

    private static Order order(ExportRequest request) {
        return new Order("export", "Export " + Names.file(request.file()), request, false, Weight.LIGHT);
    }

    /// @param rows written below the header
    public record ExportSummary(String file, long rows, List<String> columns) {}

    public long units() {
        return index.size();
    }

    /// All annotators, people first, then teachers, then students, each in order of appearance.
    public List<Annotator> annotators() {
        return index.annotators();
    }

    /// Labelled units by annotator for a variable, in the order of [#annotators()].
    public Map<String, Long> counts(String variable) {
        Map<String, Long> all = index.counts().getOrDefault(variable, Map.of());
        Map<String, Long> ordered = new LinkedHashMap<>();
        for (String annotator : index.annotatorsOf(variable)) {
            ordered.put(annotator, all.getOrDefault(annotator, 0L));
        }
        return ordered;
    }

    public List<String> metadataColumns() {
        return units.metadataColumns();
    }

    /// Ids of the units that match, in import order.
    ///
    /// @throws AppException when a sample or column does not exist or the regular expression is wrong
    public long[] find(UnitQuery query) {
        if (query.equals(UnitQuery.ALL))
            return index.ids().clone();
        long[] ids = index.ids();
        return new UnitMatch(index, query).all().stream().mapToLong(p -> ids[p]).toArray();
    }

    /// Facets for a variable under a query: each facet's counts take all conditions but its own into account.
    ///
    /// @param variable null or empty while the project has none: only samples and metadata then
    /// @param columns  metadata columns to facet on
    public List<Facet> facets(UnitQuery query, @Nullable String variable, List<String> columns) {
        Variable of = variable == null || variable.isEmpty() ? NO_VARIABLE : codebook.variable(variable);
        return new Facets(index, query, of).of(columns, samples.all().stream().map(Sample::name).toList());
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
        return Facets.histogram(index, query, variable, annotator);
    }

    /// Rows for a table page, in the order of the ids.
    public List<UnitRow> rows(long[] units, String variable) {
        Map<Long, List<Annotation>> byUnit = annotations.ofUnits(units);
        var golds = index.golds(variable);
        List<UnitRow> rows = new ArrayList<>(units.length);
        for (Unit unit : this.units.byIds(units)) {
            Map<String, Annotation> byAnnotator = new LinkedHashMap<>();
            for (Annotation annotation : byUnit.getOrDefault(unit.id(), List.of())) {
                if (annotation.variable().equals(variable))
                    byAnnotator.merge(annotation.annotator(), annotation, (a, b) -> a.seenLlm() ? b : a);
            }
            rows.add(new UnitRow(unit, byAnnotator, golds.get(index.position(unit.id()))));
        }
        return rows;
    }

    /// @param annotations of the variable by annotator; where a blind and a later one exist, the blind one
    public record UnitRow(Unit unit, Map<String, Annotation> annotations, @Nullable Gold gold) {}

    /// The unit of this key.
    public Optional<Unit> unit(String key) {
        return units.byKey(key);
    }

    /// Everything about one unit, for the detail pane.
    ///
    /// @throws AppException when there is no such unit
    public UnitDetail detail(long unit) {
        Unit found = units.byIds(new long[]{unit}).stream().findFirst()
                .orElseThrow(() -> new AppException("There is no unit " + unit + " in this project."));
        int position = index.position(unit);
        List<Gold> golds = new ArrayList<>();
        codebook.current().variables().forEach(v -> {
            Gold gold = index.golds(v.name()).get(position);
            if (gold != null)
                golds.add(gold);
        });
        Map<String, Double> in = new LinkedHashMap<>();
        for (Sample sample : samples.all()) {
            if (index.members(sample.name()).get(position))
                samples.members(sample.name()).stream().filter(m -> m.unit() == unit).findFirst().map(SampleMember::probability)
                        .ifPresent(p -> in.put(sample.name(), p));
        }
        return new UnitDetail(found, annotations.ofUnit(unit), List.copyOf(golds), in);
    }

    /// @param samples sample name to inclusion probability
    public record UnitDetail(Unit unit, List<Annotation> annotations, List<Gold> golds, Map<String, Double> samples) {}
}
