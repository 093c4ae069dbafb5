package concord.app;

import concord.app.DataService.ExportSummary;
import concord.dataset.TableColumn;
import concord.dataset.TableWriter;
import concord.job.JobContext;
import concord.model.Annotation;
import concord.model.Annotator;
import concord.model.Gold;
import concord.model.LabelSet;
import concord.model.Unit;
import concord.model.Variable;
import concord.model.VariableKind;
import concord.model.request.ExportRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Writes units and labels to a data file, unit by unit.
final class Exports {
    private static final int PAGE = 500;
    private static final String MULTI_SEPARATOR = "|";
    private static final List<TableColumn> PROVENANCE = List.of(TableColumn.text("variable"), TableColumn.text("annotator"),
            TableColumn.text("annotator_kind"), TableColumn.text("model"), TableColumn.text("label"), TableColumn.number("confidence"),
            TableColumn.text("probabilities"), TableColumn.flag("skipped"), TableColumn.flag("flagged"), TableColumn.text("comment"),
            TableColumn.flag("seen_llm"), TableColumn.text("at"), TableColumn.number("codebook_version"), TableColumn.number("millis"),
            TableColumn.text("decided_by"), TableColumn.text("reasons"));
    private final Repositories store;
    private final UnitIndex index;

    Exports(Repositories store, UnitIndex index) {
        this.store = store;
        this.index = index;
    }

    ExportSummary run(ExportRequest request, JobContext context) {
        return request.longForm() ? longForm(request, context) : wide(request, context);
    }

    private record Cells(TableColumn column, IntFunction<@Nullable Object> at) {}

    private record TextColumns(boolean textB, boolean query) {
        List<String> names() {
            List<String> names = new ArrayList<>(List.of("text"));
            if (textB)
                names.add("text_b");
            if (query)
                names.add("query");
            return names;
        }

        void add(Unit unit, List<@Nullable Object> row) {
            row.add(unit.text());
            if (textB)
                row.add(unit.textB());
            if (query)
                row.add(unit.query());
        }
    }

    private TextColumns textColumns() {
        boolean[] met = new boolean[2];
        store.units().forEach(unit -> {
            met[0] |= unit.textB() != null;
            met[1] |= unit.query() != null;
        });
        return new TextColumns(met[0], met[1]);
    }

    private ExportSummary wide(ExportRequest request, JobContext context) {
        TextColumns texts = textColumns();
        List<String> metadata = store.units().metadataColumns();
        List<Cells> cells = labelCells();
        List<TableColumn> columns = new ArrayList<>(List.of(TableColumn.text("id")));
        texts.names().forEach(name -> columns.add(TableColumn.text(name)));
        metadata.forEach(name -> columns.add(TableColumn.text(name)));
        cells.forEach(c -> columns.add(c.column()));
        List<TableColumn> unique = unique(columns);
        long total = index.size();
        long[] written = {0};
        try (TableWriter writer = TableWriter.open(Path.of(request.file()), unique, request.forSpreadsheet())) {
            store.units().forEach(unit -> {
                List<@Nullable Object> row = new ArrayList<>(unique.size());
                row.add(unit.key());
                texts.add(unit, row);
                metadata.forEach(column -> row.add(unit.metadata().get(column)));
                int position = index.position(unit.id());
                cells.forEach(c -> row.add(position < 0 ? null : c.at().apply(position)));
                writer.row(row);
                count(++written[0], total, context);
            });
            writer.commit();
        }
        return new ExportSummary(request.file(), written[0], names(unique));
    }

    private List<Cells> labelCells() {
        List<Cells> cells = new ArrayList<>();
        List<Variable> variables = store.codebooks().current().variables();
        for (Variable variable : variables) {
            String prefix = variables.size() > 1 ? variable.name() + "." : "";
            List<String> labelled = index.annotatorsOf(variable.name());
            List<String> scorers = variable.kind() == VariableKind.RANKING ? index.scorers(variable.name()) : List.of();
            for (String annotator : labelled) {
                LabelCodes labels = index.labels(variable.name(), annotator);
                LabelCodes later = index.labelsAfterReveal(variable.name(), annotator);
                cells.add(new Cells(TableColumn.text(prefix + annotator), p -> shown(variable, labels.label(p))));
                if (labels.hasConfidence())
                    cells.add(new Cells(TableColumn.number(prefix + annotator + "_confidence"), p -> number(labels.confidence(p))));
                if (later.labelled() > 0)
                    cells.add(new Cells(TableColumn.text(prefix + annotator + "_seen_llm"), p -> shown(variable, later.label(p))));
            }
            for (String annotator : scorers) {
                double[] scores = index.scores(variable.name(), annotator);
                String name = labelled.contains(annotator) ? annotator + "_score" : annotator;
                cells.add(new Cells(TableColumn.number(prefix + name), p -> number(scores[p])));
            }
            Map<Integer, Gold> golds = index.golds(variable.name());
            cells.add(new Cells(TableColumn.text(prefix + ResultsService.FINAL),
                    p -> golds.containsKey(p) ? shown(variable, golds.get(p).label()) : null));
        }
        return cells;
    }

    private static @Nullable String shown(@Nullable Variable variable, @Nullable String label) {
        boolean several = label != null && variable != null && variable.kind() == VariableKind.MULTI;
        return several ? String.join(MULTI_SEPARATOR, LabelSet.parse(label).names()) : label;
    }

    private static @Nullable Object number(double confidence) {
        return Double.isNaN(confidence) ? null : confidence;
    }

    private ExportSummary longForm(ExportRequest request, JobContext context) {
        TextColumns texts = textColumns();
        List<TableColumn> columns = new ArrayList<>(List.of(TableColumn.text("id")));
        texts.names().forEach(name -> columns.add(TableColumn.text(name)));
        columns.addAll(PROVENANCE);
        long total = index.counts().values().stream().flatMap(m -> m.values().stream()).mapToLong(Long::longValue).sum();
        try (TableWriter writer = TableWriter.open(Path.of(request.file()), columns, request.forSpreadsheet())) {
            LongRows rows = new LongRows(writer, texts, total, context);
            store.annotations().forEach(null, null, rows::add);
            rows.finish();
            writer.commit();
            return new ExportSummary(request.file(), rows.written, names(columns));
        }
    }

    /// Gathers the annotations of some hundred units, then fetches those units at once.
    private final class LongRows {
        private final TableWriter writer;
        private final TextColumns texts;
        private final long total;
        private final JobContext context;
        private final Map<String, Annotator> annotators;
        private final Map<String, Variable> variables;
        private final Map<Long, List<Gold>> golds = new TreeMap<>();
        private final Map<Long, List<Annotation>> page = new LinkedHashMap<>();
        private long written;

        LongRows(TableWriter writer, TextColumns texts, long total, JobContext context) {
            this.writer = writer;
            this.texts = texts;
            this.total = total;
            this.context = context;
            annotators = store.annotations().annotators().stream().collect(Collectors.toMap(Annotator::name, a -> a));
            variables = store.codebooks().current().variables().stream().collect(Collectors.toMap(Variable::name, v -> v));
            variables.keySet().forEach(variable -> store.annotations().golds(variable)
                    .forEach((unit, gold) -> golds.computeIfAbsent(unit, _ -> new ArrayList<>()).add(gold)));
        }

        void add(Annotation annotation) {
            if (page.size() >= PAGE && !page.containsKey(annotation.unit()))
                flush();
            page.computeIfAbsent(annotation.unit(), _ -> new ArrayList<>()).add(annotation);
        }

        void finish() {
            flush();
            for (long unit : List.copyOf(golds.keySet())) {
                page.put(unit, List.of());
            }
            flush();
        }

        private void flush() {
            Map<Long, Unit> units = new HashMap<>();
            store.units().byIds(page.keySet().stream().mapToLong(Long::longValue).toArray()).forEach(u -> units.put(u.id(), u));
            page.forEach((id, annotations) -> {
                Unit unit = units.get(id);
                if (unit == null)
                    return;
                annotations.forEach(a -> write(unit, a));
                List<Gold> decided = golds.remove(id);
                if (decided != null)
                    decided.forEach(g -> write(unit, g));
            });
            page.clear();
        }

        private void write(Unit unit, Annotation a) {
            Annotator annotator = annotators.get(a.annotator());
            List<@Nullable Object> row = start(unit, a.variable(), a.annotator());
            row.add(annotator == null ? null : annotator.kind());
            row.add(annotator instanceof Annotator.Teacher(var _, var model) ? model : null);
            row.add(shown(variables.get(a.variable()), a.label()));
            row.add(a.confidence());
            row.add(a.probabilities().isEmpty() ? null : Json.write(new TreeMap<>(a.probabilities())));
            row.add(a.skipped());
            row.add(a.flagged());
            row.add(a.comment().isEmpty() ? null : a.comment());
            row.add(a.seenLlm());
            row.add(a.at().toString());
            row.add(a.codebookVersion());
            row.add(a.millis());
            row.add(null);
            row.add(null);
            put(row);
        }

        private void write(Unit unit, Gold gold) {
            List<@Nullable Object> row = start(unit, gold.variable(), ResultsService.FINAL);
            row.add(ResultsService.FINAL);
            row.add(null);
            row.add(shown(variables.get(gold.variable()), gold.label()));
            for (int i = 0; i < 6; i++) {
                row.add(null);
            }
            row.add(gold.at().toString());
            row.add(null);
            row.add(null);
            row.add(gold.decidedBy());
            row.add(gold.reasons().isEmpty()
                    ? null
                    : gold.reasons().stream().sorted().map(r -> r.key()).collect(Collectors.joining(MULTI_SEPARATOR)));
            put(row);
        }

        private List<@Nullable Object> start(Unit unit, String variable, String annotator) {
            List<@Nullable Object> row = new ArrayList<>();
            row.add(unit.key());
            texts.add(unit, row);
            row.add(variable);
            row.add(annotator);
            return row;
        }

        private void put(List<@Nullable Object> row) {
            writer.row(row);
            count(++written, Math.max(total, written), context);
        }
    }

    private static void count(long done, long total, JobContext context) {
        if (done % 1000 == 0 || done == total) {
            context.checkCancelled();
            context.progress(done, total, "writing");
        }
    }

    private static List<String> names(List<TableColumn> columns) {
        return columns.stream().map(TableColumn::name).toList();
    }

    /// Two columns of one name would be one in most programs: later ones get a number.
    private static List<TableColumn> unique(List<TableColumn> columns) {
        Set<String> taken = new HashSet<>();
        List<TableColumn> unique = new ArrayList<>();
        for (TableColumn column : columns) {
            String name = column.name();
            for (int i = 2; !taken.add(name); i++) {
                name = column.name() + "_" + i;
            }
            unique.add(new TableColumn(name, column.kind()));
        }
        return List.copyOf(unique);
    }
}
