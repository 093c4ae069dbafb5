package concord.ui.data;

import concord.app.Change;
import concord.app.DataService;
import concord.app.DataService.Facet;
import concord.app.DataService.UnitDetail;
import concord.app.LabelService;
import concord.model.Annotation;
import concord.model.Annotator;
import concord.model.UnitFilter;
import concord.model.UnitQuery;
import concord.model.Variable;
import concord.ui.Texts;
import concord.ui.shell.AnnotatorPair;
import concord.ui.shell.Workspace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;

/// The units that match the shared query, their facets, and the unit looked at. For the thread of its workspace.
public final class DataViewModel {
    /// A column with more different values than this is no facet by itself.
    private static final int MOST_VALUES = 60;
    private static final int MOST_COLUMNS_TRIED = 40;
    private static final int MOST_META_FACETS = 8;

    /// What the project holds, whatever the query.
    ///
    /// @param units   null until it has been read
    /// @param facetColumns metadata columns with few different values
    public record Overview(@Nullable Long units, List<Annotator> annotators, List<String> facetColumns, List<String> columns) {
        static final Overview UNKNOWN = new Overview(null, List.of(), List.of(), List.of());

        public boolean empty() {
            return units != null && units == 0;
        }
    }

    /// The facets under the query.
    ///
    /// @param histograms by annotator, ten equal bins of the confidence over 0..1
    public record Facets(List<Facet> facets, Map<String, int[]> histograms) {
        static final Facets NONE = new Facets(List.of(), Map.of());
    }

    private final Workspace workspace;
    private final DataService data;
    private final ReadOnlyObjectWrapper<Overview> overview = new ReadOnlyObjectWrapper<>(Overview.UNKNOWN);
    private final ReadOnlyObjectWrapper<PagedRows> rows = new ReadOnlyObjectWrapper<>(new PagedRows(new long[0], (_, _) -> {
    }));
    private final ReadOnlyObjectWrapper<Facets> facets = new ReadOnlyObjectWrapper<>(Facets.NONE);
    private final ReadOnlyObjectWrapper<@Nullable UnitDetail> detail = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyStringWrapper searchFault = new ReadOnlyStringWrapper("");
    private final ObjectProperty<@Nullable Long> selected = new SimpleObjectProperty<>();
    private final BooleanProperty finding = new SimpleBooleanProperty();
    private final Runnable onBlind = this::blindChanged;
    private boolean active;
    private boolean overviewStale = true;
    private boolean resultStale = true;
    private int generation;

    public DataViewModel(Workspace workspace) {
        this.workspace = workspace;
        this.data = workspace.project().data();
        workspace.queryProperty().addListener(_ -> refreshResult());
        workspace.variableProperty().addListener(_ -> refreshResult());
        workspace.pairProperty().addListener(_ -> refreshFacets());
        workspace.blindProperty().addListener(_ -> onBlind.run());
        workspace.personProperty().addListener(_ -> onBlind.run());
        workspace.on(this::refreshAll, Change.UNITS, Change.CODEBOOK);
        workspace.on(this::labelsChanged, Change.ANNOTATIONS, Change.GOLD, Change.RUNS);
        workspace.on(this::refreshFacets, Change.SAMPLES);
        selected.addListener(_ -> loadDetail());
    }

    public ReadOnlyObjectProperty<Overview> overviewProperty() {
        return overview.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<PagedRows> rowsProperty() {
        return rows.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<Facets> facetsProperty() {
        return facets.getReadOnlyProperty();
    }

    /// Everything about the selected unit; null while none is selected or it is being read.
    public ReadOnlyObjectProperty<@Nullable UnitDetail> detailProperty() {
        return detail.getReadOnlyProperty();
    }

    /// Why the search is not carried out; empty when it is.
    public ReadOnlyStringProperty searchFaultProperty() {
        return searchFault.getReadOnlyProperty();
    }

    public ObjectProperty<@Nullable Long> selectedProperty() {
        return selected;
    }

    /// True while the units that match are looked for.
    public BooleanProperty findingProperty() {
        return finding;
    }

    /// Ids of the units that match.
    public long[] found() {
        return rows.get().ids();
    }

    /// The screen comes into view: reads what has become stale.
    public void activate() {
        active = true;
        if (overviewStale) {
            refreshAll();
        } else if (resultStale) {
            refreshResult();
        }
    }

    public void deactivate() {
        active = false;
    }

    /// Searches for the words; an expression that cannot be read is reported and the last search stays.
    public void search(String words, Search how) {
        searchFault.set("");
        if (how.regex()) {
            var fault = Matches.fault(words);
            if (fault.isPresent()) {
                searchFault.set(Texts.get("data.search.fault", fault.get()));
                return;
            }
        }
        UnitQuery old = workspace.queryProperty().get();
        workspace.queryProperty().set(new UnitQuery(words, how.matchCase(), how.regex(), old.filters()));
    }

    /// How words are searched.
    public record Search(boolean matchCase, boolean regex) {}

    /// What a click on a value of a facet does.
    public void toggle(UnitFilter value) {
        workspace.queryProperty().set(Filters.toggle(workspace.queryProperty().get(), value));
    }

    /// Keeps units whose confidence lies between the two; the whole range takes the condition away.
    public void confidence(String annotator, double low, double high) {
        UnitFilter filter = new UnitFilter.ConfidenceIn(variableName(), annotator, low, high);
        UnitQuery query = workspace.queryProperty().get();
        if (low <= 0 && high >= 1) {
            query.filters().stream().filter(f -> Filters.subject(f).equals(Filters.subject(filter))).findFirst().ifPresent(this::remove);
        } else {
            workspace.queryProperty().set(Filters.replace(query, filter));
        }
    }

    public void remove(UnitFilter filter) {
        workspace.queryProperty().set(Filters.without(workspace.queryProperty().get(), filter));
    }

    public void clearFilters() {
        workspace.queryProperty().set(UnitQuery.ALL);
        searchFault.set("");
    }

    /// Whether this annotator's label of a unit must stay hidden from the person who labels blind.
    ///
    /// @param own the person's own label of the unit, null when there is none yet
    public boolean hidden(String annotator, @Nullable Annotation own) {
        boolean labelled = own != null && own.label() != null;
        return workspace.blindProperty().get() && !labelled && !annotator.equals(workspace.personProperty().get());
    }

    public void labelSelected() {
        Long unit = selected.get();
        if (unit == null)
            return;
        workspace.focusUnitProperty().set(unit);
        workspace.screenProperty().set("label");
    }

    /// Sets or takes away the person's flag on the selected unit.
    public void flagSelected() {
        Long unit = selected.get();
        String person = workspace.personProperty().get();
        if (unit == null || variableName().isEmpty())
            return;
        if (person.isBlank()) {
            workspace.message(Texts.get("data.flag.nobody"));
            return;
        }
        String variable = variableName();
        workspace.load(() -> {
            workspace.project().labels().start(person, variable, null, LabelService.Order.FILE, 1).flag(unit);
            return unit;
        }, _ -> loadDetail());
    }

    private String variableName() {
        Variable variable = workspace.variableProperty().get();
        return variable == null ? "" : variable.name();
    }

    private void blindChanged() {
        String person = workspace.personProperty().get();
        UnitQuery query = workspace.queryProperty().get();
        UnitQuery allowed = workspace.blindProperty().get() ? Filters.blind(query, person) : query;
        if (allowed.equals(query)) {
            refreshFacets();
        } else {
            workspace.queryProperty().set(allowed);
        }
    }

    private void labelsChanged() {
        if (!active) {
            overviewStale = true;
            return;
        }
        rows.get().reload();
        loadDetail();
        refreshAll();
    }

    private void refreshAll() {
        overviewStale = true;
        if (!active)
            return;
        overviewStale = false;
        String variable = variableName();
        workspace.load(() -> readOverview(variable), read -> {
            overview.set(read);
            refreshResult();
        });
    }

    private Overview readOverview(String variable) {
        List<String> columns = data.metadataColumns();
        List<String> tried = columns.subList(0, Math.min(columns.size(), MOST_COLUMNS_TRIED));
        long units = data.units();
        List<String> few = units == 0 || variable.isEmpty()
                ? List.of()
                : data.facets(UnitQuery.ALL, variable, tried).stream()
                        .filter(f -> f.id().startsWith("meta:") && f.values().size() > 1 && f.values().size() <= MOST_VALUES
                                && f.values().size() * 2L <= units + 4)
                        .map(f -> f.id().substring("meta:".length())).limit(MOST_META_FACETS).toList();
        return new Overview(units, data.annotators(), few, columns);
    }

    private void refreshResult() {
        resultStale = true;
        if (!active || overview.get().units() == null)
            return;
        resultStale = false;
        int mine = ++generation;
        UnitQuery query = workspace.queryProperty().get();
        String variable = variableName();
        finding.set(true);
        workspace.load(() -> data.find(query), ids -> {
            if (mine == generation)
                show(ids, variable);
        });
        loadFacets(mine, query, variable);
    }

    private void show(long[] ids, String variable) {
        finding.set(false);
        if (!Arrays.equals(ids, rows.get().ids()) || !variable.equals(shownVariable)) {
            shownVariable = variable;
            rows.set(new PagedRows(ids, (wanted, then) -> workspace.load(() -> data.rows(wanted, variable), then)));
        } else {
            rows.get().reload();
        }
        Long unit = selected.get();
        if (unit == null || rows.get().positionOf(unit) < 0)
            selected.set(ids.length == 0 ? null : ids[0]);
    }

    private String shownVariable = "";

    private void refreshFacets() {
        if (active && overview.get().units() != null) {
            loadFacets(generation, workspace.queryProperty().get(), variableName());
        } else {
            resultStale = true;
        }
    }

    private void loadFacets(int mine, UnitQuery query, String variable) {
        List<String> columns = overview.get().facetColumns();
        List<Annotator> annotators = overview.get().annotators();
        workspace.load(() -> {
            if (variable.isEmpty())
                return Facets.NONE;
            List<Facet> all = data.facets(query, variable, columns);
            Map<String, int[]> histograms = new LinkedHashMap<>();
            for (Annotator annotator : annotators) {
                int[] bins = data.confidenceHistogram(query, variable, annotator.name());
                if (Arrays.stream(bins).sum() > 0)
                    histograms.put(annotator.name(), bins);
            }
            return new Facets(all, histograms);
        }, read -> {
            if (mine == generation)
                facets.set(visible(read));
        });
    }

    /// The facets in reading order, without what a person who labels blind must not see.
    private Facets visible(Facets read) {
        boolean blind = workspace.blindProperty().get();
        String person = workspace.personProperty().get();
        AnnotatorPair pair = workspace.pairProperty().get();
        List<Facet> shown = new ArrayList<>();
        for (Facet facet : read.facets()) {
            String[] parts = facet.id().split(":", 3);
            boolean fits = switch (parts[0]) {
                case "label" -> !blind || facet.id().substring("label:".length()).equals(person);
                case "agreement" -> agreementFits(facet.id().substring("agreement:".length()), pair, blind, person);
                case "confidence" -> false;
                default -> true;
            };
            boolean any = facet.values().stream().anyMatch(v -> v.count() > 0 || v.selected());
            if (fits && any)
                shown.add(facet);
        }
        Map<String, int[]> histograms = new LinkedHashMap<>(read.histograms());
        if (blind)
            histograms.keySet().retainAll(List.of(person));
        return new Facets(List.copyOf(shown), histograms);
    }

    private static boolean agreementFits(String names, @Nullable AnnotatorPair pair, boolean blind, String person) {
        boolean own = names.startsWith(person + ":") || names.endsWith(":" + person);
        if (blind && !own)
            return false;
        return pair == null || names.equals(pair.reference() + ":" + pair.other()) || names.equals(pair.other() + ":" + pair.reference());
    }

    private void loadDetail() {
        Long unit = selected.get();
        if (unit == null || !active) {
            detail.set(null);
            return;
        }
        workspace.load(() -> data.detail(unit), read -> {
            if (unit.equals(selected.get()))
                detail.set(read);
        });
    }
}
