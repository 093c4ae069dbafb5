package concord.ui.data;

import concord.app.AppException;
import concord.app.DataService;
import concord.app.SampleService;
import concord.job.JobHandle;
import concord.model.Annotator;
import concord.model.Run;
import concord.model.Sample;
import concord.model.SampleStrategy;
import concord.model.UnitQuery;
import concord.model.Variable;
import concord.model.VariableKind;
import concord.model.request.SampleRequest;
import concord.ui.Texts;
import concord.ui.shell.Workspace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.collections.ObservableMap;
import org.jspecify.annotations.Nullable;

/// The form that draws a sample. For the thread of its workspace.
public final class SampleViewModel {
    private final Workspace workspace;
    private final StringProperty name = new SimpleStringProperty("");
    private final StringProperty size = new SimpleStringProperty("500");
    private final StringProperty seed = new SimpleStringProperty("1");
    private final ObjectProperty<SampleStrategy> strategy = new SimpleObjectProperty<>(SampleStrategy.RANDOM);
    private final ObjectProperty<@Nullable String> stratify = new SimpleObjectProperty<>();
    private final ObjectProperty<@Nullable String> from = new SimpleObjectProperty<>();
    private final ObjectProperty<@Nullable String> notIn = new SimpleObjectProperty<>();
    private final ObjectProperty<@Nullable String> student = new SimpleObjectProperty<>();
    private final BooleanProperty diverse = new SimpleBooleanProperty();
    private final BooleanProperty wholeQueries = new SimpleBooleanProperty();
    private final ObservableList<String> students = FXCollections.observableArrayList();
    private final ObservableMap<String, String> where = FXCollections.observableMap(new LinkedHashMap<>());
    private final ObservableList<String> strata = FXCollections.observableArrayList();
    private final ObservableList<String> samples = FXCollections.observableArrayList();
    private final ObservableList<String> columns = FXCollections.observableArrayList();
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
    private final BooleanProperty busy = new SimpleBooleanProperty();

    private record Choices(long units, List<String> strata, List<String> samples, List<String> columns, List<String> students) {}

    /// One of the three is there.
    private record Drawn(@Nullable Sample sample, @Nullable JobHandle<Sample> job, String sentence) {}

    public SampleViewModel(Workspace workspace) {
        this.workspace = workspace;
        var variable = workspace.variableProperty().get();
        workspace.load(() -> choices(variable == null ? "" : variable.name()), c -> {
            strata.setAll(c.strata());
            samples.setAll(c.samples());
            columns.setAll(c.columns());
            students.setAll(c.students());
            if (student.get() == null && !c.students().isEmpty())
                student.set(c.students().getLast());
            if (c.units() < 1000)
                size.set(String.valueOf(Math.max(1, c.units() / 2)));
            if (name.get().isEmpty())
                name.set(freeName(c.samples()));
        });
    }

    public StringProperty nameProperty() {
        return name;
    }

    /// Units wanted, as typed.
    public StringProperty sizeProperty() {
        return size;
    }

    public StringProperty seedProperty() {
        return seed;
    }

    public ObjectProperty<SampleStrategy> strategyProperty() {
        return strategy;
    }

    /// A metadata column or `label:ANNOTATOR`.
    public ObjectProperty<@Nullable String> stratifyProperty() {
        return stratify;
    }

    public ObjectProperty<@Nullable String> fromProperty() {
        return from;
    }

    public ObjectProperty<@Nullable String> notInProperty() {
        return notIn;
    }

    /// The run whose student chooses, for the strategies that ask one.
    public ObjectProperty<@Nullable String> studentProperty() {
        return student;
    }

    /// Whether the best of each cluster of texts is taken.
    public BooleanProperty diverseProperty() {
        return diverse;
    }

    /// Whether a ranking is chosen from query by query.
    public BooleanProperty wholeQueriesProperty() {
        return wholeQueries;
    }

    /// The runs of the variable, oldest first.
    public ObservableList<String> students() {
        return students;
    }

    /// Whether documents under queries are judged.
    public boolean ranks() {
        Variable variable = workspace.variableProperty().get();
        return variable != null && variable.kind() == VariableKind.RANKING;
    }

    /// Whether the best of each cluster can be taken with a strategy.
    static boolean canSpread(SampleStrategy strategy) {
        return switch (strategy) {
            case UNCERTAINTY, MARGIN, LEAST_CONFIDENCE, BASE_VS_TUNED -> true;
            case ALL, RANDOM, STRATIFIED, IMPORT, CORESET, BADGE -> false;
        };
    }

    /// Column to value; all must hold.
    public ObservableMap<String, String> where() {
        return where;
    }

    public ObservableList<String> strata() {
        return strata;
    }

    public ObservableList<String> samples() {
        return samples;
    }

    public ObservableList<String> columns() {
        return columns;
    }

    /// What is wrong, one sentence; empty while nothing is known to be.
    public ReadOnlyStringProperty problemProperty() {
        return problem.getReadOnlyProperty();
    }

    public BooleanProperty busyProperty() {
        return busy;
    }

    /// The values of a column, most frequent first as the facets give them.
    public void values(String column, Consumer<List<String>> then) {
        DataService data = workspace.project().data();
        Variable variable = workspace.variableProperty().get();
        if (variable == null)
            return;
        workspace.load(
                () -> data.facets(UnitQuery.ALL, variable.name(), List.of(column)).stream().filter(f -> f.id().equals("meta:" + column))
                        .flatMap(f -> f.values().stream()).map(DataService.FacetValue::value).filter(Objects::nonNull).toList(),
                then);
    }

    /// Draws the sample, where a student chooses as a job, and hands it over; what is wrong stands in [#problemProperty()] instead.
    ///
    /// @param accepted called when the form is no longer needed: the sample is drawn, or the job has begun
    public void draw(Runnable accepted, Consumer<Sample> then) {
        SampleRequest request = request();
        if (request == null)
            return;
        busy.set(true);
        problem.set("");
        workspace.load(() -> draw(request), drawn -> {
            busy.set(false);
            problem.set(drawn.sentence());
            if (drawn.sentence().isEmpty())
                accepted.run();
            if (drawn.sample() != null)
                then.accept(drawn.sample());
            if (drawn.job() != null)
                drawn.job().result().thenAccept(sample -> workspace.fx().accept(() -> then.accept(sample)));
        });
    }

    private Drawn draw(SampleRequest request) {
        SampleService service = workspace.project().samples();
        try {
            return request.strategy().active()
                    ? new Drawn(null, service.submitDraw(request), "")
                    : new Drawn(service.draw(request), null, "");
        } catch (AppException e) {
            return new Drawn(null, null, Objects.requireNonNullElse(e.getMessage(), e.toString()));
        }
    }

    /// The form as a request, or null with the reason in [#problemProperty()].
    @Nullable
    SampleRequest request() {
        boolean all = strategy.get() == SampleStrategy.ALL;
        boolean strataWanted = strategy.get() == SampleStrategy.STRATIFIED;
        int wanted = 0;
        long start;
        if (name.get().isBlank()) {
            problem.set(Texts.get("data.sample.no-name"));
            return null;
        }
        try {
            wanted = all ? 0 : Integer.parseInt(size.get().strip().replace(",", ""));
        } catch (NumberFormatException _) {
            wanted = -1;
        }
        if (!all && wanted < 1) {
            problem.set(Texts.get("data.sample.bad-size"));
            return null;
        }
        try {
            start = Long.parseLong(seed.get().strip());
        } catch (NumberFormatException _) {
            problem.set(Texts.get("data.sample.bad-seed"));
            return null;
        }
        if (strataWanted && stratify.get() == null) {
            problem.set(Texts.get("data.sample.no-strata"));
            return null;
        }
        SampleStrategy by = strategy.get();
        if (by.active() && student.get() == null) {
            problem.set(Texts.get(students.isEmpty() ? "data.sample.no-students" : "data.sample.no-student"));
            return null;
        }
        boolean queries = by == SampleStrategy.BASE_VS_TUNED && ranks() && wholeQueries.get();
        return new SampleRequest(name.get().strip(), wanted, by, where, from.get(), strataWanted ? stratify.get() : null,
                notIn.get(), start, by.active() ? student.get() : null, canSpread(by) && diverse.get() && !queries, queries, null);
    }

    private Choices choices(String variable) {
        DataService data = workspace.project().data();
        List<String> columns = data.metadataColumns();
        Map<String, Long> labelled = variable.isEmpty() ? Map.of() : data.counts(variable);
        List<String> strata = new ArrayList<>(columns);
        for (Annotator annotator : data.annotators()) {
            if (labelled.getOrDefault(annotator.name(), 0L) > 0)
                strata.add("label:" + annotator.name());
        }
        List<String> runs = workspace.project().students().runs().stream().filter(r -> r.variable().equals(variable)).map(Run::name)
                .toList();
        return new Choices(data.units(), strata, workspace.project().samples().all().stream().map(Sample::name).toList(), columns, runs);
    }

    private static String freeName(List<String> taken) {
        int n = 1;
        while (taken.contains(Texts.get("data.sample.name-default", n))) {
            n++;
        }
        return Texts.get("data.sample.name-default", n);
    }
}
