package concord.app;

import concord.dataset.ImportTarget;
import concord.dataset.Importer;
import concord.job.JobContext;
import concord.model.Annotator;
import concord.model.Label;
import concord.model.UnitTexts;
import concord.model.Variable;
import concord.model.VariableKind;
import concord.model.request.ImportRequest;
import concord.model.result.ImportSummary;
import concord.store.ImportWriter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Carries rows from a data file into the project file: all or nothing but for the rows rejected by name.
final class Imports {
    /// Who the codebook version made by an import is by.
    private static final String AUTHOR = "import";
    private final Repositories store;
    private final UnitIndex index;
    private final Changes changes;

    Imports(Repositories store, UnitIndex index, Changes changes) {
        this.store = store;
        this.index = index;
        this.changes = changes;
    }

    ImportSummary run(ImportRequest request, JobContext context) {
        String sample = request.sample();
        if (sample != null && store.samples().byName(sample).isPresent())
            throw new AppException("There is a sample \"" + sample + "\" already: choose another name for the units of this import.");
        ImportSummary summary;
        try (ImportWriter writer = store.units().beginImport(request.file(), Json.write(request))) {
            Optional<Variable> existing = store.codebooks().current().variable(request.variable());
            Target target = new Target(writer, request.variable(), existing.orElse(null));
            summary = Importer.run(request, target, context);
            context.checkCancelled();
            context.progress(summary.rowsRead(), summary.rowsRead(), "saving");
            if (existing.isEmpty() && summary.labels().isEmpty() && !summary.scoresAdded().isEmpty())
                throw new AppException("The scores of " + Names.list(List.copyOf(summary.scoresAdded().keySet()))
                        + " need a variable with grades, and there is no \"" + request.variable()
                        + "\" yet: name a column of grades as well, or make the variable first.");
            VariableKind asked = request.kind();
            writer.commit(variable(request.variable(), asked == null ? target.kind() : asked, existing, summary.labels()), sample, AUTHOR);
        }
        index.dropAll();
        context.log(summary.rowsRead() + " rows read, " + summary.unitsAdded() + " units added, " + summary.rejected().size()
                + " rows rejected.");
        changes.tell(Change.UNITS, Change.ANNOTATIONS, Change.CODEBOOK, Change.SAMPLES);
        return summary;
    }

    /// The variable as it must read after the import; null when nothing changes.
    ///
    /// @param kind of a variable that is not there yet
    static @Nullable Variable variable(String name, VariableKind kind, Optional<Variable> existing, List<String> found) {
        if (existing.isEmpty())
            return found.isEmpty() ? null : made(name, kind, found);
        Variable old = existing.get();
        List<String> unseen = found.stream().filter(l -> old.label(l).isEmpty()).toList();
        if (unseen.isEmpty())
            return null;
        List<Label> labels = new ArrayList<>(old.labels());
        int slot = labels.stream().mapToInt(Label::slot).max().orElse(-1) + 1;
        for (String label : unseen) {
            labels.add(Label.named(label, slot++));
        }
        // A grade between two others belongs between them; names stay in the order their author gave them.
        if (ascending(old.labelNames()) && unseen.stream().allMatch(Imports::numeric))
            labels.sort(Comparator.comparing(l -> new BigDecimal(l.name().strip())));
        return new Variable(old.name(), old.kind(), old.question(), old.instructions(), labels);
    }

    private static Variable made(String name, VariableKind kind, List<String> found) {
        List<String> names = new ArrayList<>(found);
        // Grades come in any order in a file.
        if (kind.ordered() && found.stream().allMatch(Imports::numeric))
            names.sort(Comparator.comparing(l -> new BigDecimal(l.strip())));
        return new Variable(name, kind, "", "", IntStream.range(0, names.size()).mapToObj(i -> Label.named(names.get(i), i)).toList());
    }

    private static boolean ascending(List<String> labels) {
        if (labels.isEmpty() || !labels.stream().allMatch(Imports::numeric))
            return false;
        return IntStream.range(1, labels.size())
                .allMatch(i -> new BigDecimal(labels.get(i - 1).strip()).compareTo(new BigDecimal(labels.get(i).strip())) <= 0);
    }

    private static boolean numeric(String label) {
        return label.strip().matches("[+-]?(\\d{1,15}(\\.\\d{0,15})?|\\.\\d{1,15})");
    }

    private static final class Target implements ImportTarget {
        private final ImportWriter writer;
        private final String variable;
        private final @Nullable Variable existing;
        private VariableKind kind = VariableKind.SINGLE;

        Target(ImportWriter writer, String variable, @Nullable Variable existing) {
            this.writer = writer;
            this.variable = variable;
            this.existing = existing;
        }

        /// What the units that came ask for.
        VariableKind kind() {
            return kind;
        }

        @Override
        public @Nullable Variable variable() {
            return existing;
        }

        @Override
        public OptionalLong find(String key) {
            return writer.find(key);
        }

        @Override
        public UnitTexts textsOf(long unit) {
            return writer.textsOf(unit);
        }

        @Override
        public long addUnit(String key, String text, @Nullable String textB, @Nullable String query, Map<String, String> metadata) {
            if (query != null)
                kind = VariableKind.RANKING;
            else if (textB != null)
                kind = VariableKind.PAIR;
            return writer.addUnit(key, text, textB, query, metadata);
        }

        @Override
        public @Nullable String labelOf(long unit, Annotator annotator) {
            return writer.labelOf(unit, annotator, variable);
        }

        @Override
        public void addLabel(long unit, Annotator annotator, String label, @Nullable Double confidence) {
            writer.addLabel(unit, annotator, variable, label, confidence);
        }

        @Override
        public @Nullable Double scoreOf(long unit, Annotator annotator) {
            return writer.scoreOf(unit, annotator, variable);
        }

        @Override
        public void addScore(long unit, Annotator annotator, double score) {
            writer.addScore(unit, annotator, variable, score);
        }
    }
}
