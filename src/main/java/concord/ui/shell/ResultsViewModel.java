package concord.ui.shell;

import concord.app.ResultsService;
import concord.model.Annotator;
import concord.model.UnitFilter;
import concord.model.Variable;
import concord.stats.BootstrapOptions;
import concord.stats.PairwiseFigures;
import concord.stats.RankingFigures;
import concord.ui.Texts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/// The live figures: which pair, its statistics, recomputed after each change in the background, superseded results dropped, and the blind rule.
public final class ResultsViewModel {
    /// Where the figures come from; blocks, called off this thread.
    public interface Source {
        List<Annotator> annotators();

        /// Labelled units by annotator.
        Map<String, Long> counts(String variable);

        boolean hasFinal(String variable);

        PairwiseFigures pairwise(String variable, AnnotatorPair pair, BootstrapOptions bootstrap);

        /// Annotators that order documents by numbers.
        List<String> scorers(String variable);

        /// How the other orders documents by the grades of the reference; null where nothing is ranked.
        @Nullable
        RankingFigures ranking(String variable, AnnotatorPair pair, BootstrapOptions bootstrap);

        void remember(String key, String value);

        @Nullable
        String remembered(String key);
    }

    /// Work in the background with its result handed back to this thread, as [Workspace#load] does.
    public interface Loader {
        <T> void load(Supplier<T> work, Consumer<? super T> then, Consumer<Throwable> failed);
    }

    private final Source source;
    private final Loader loader;
    private final Supplier<Integer> draws;
    private final Debounce debounce;
    private final ObjectProperty<@Nullable Variable> variable;
    private final ObjectProperty<@Nullable AnnotatorPair> pair;
    private final BooleanProperty blind;
    private final Supplier<String> person;
    private final ObservableList<PairChoice> choices = FXCollections.observableArrayList();
    private final ReadOnlyObjectWrapper<@Nullable PairwiseFigures> figures = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyStringWrapper notice = new ReadOnlyStringWrapper("");
    private final BooleanProperty busy = new SimpleBooleanProperty();
    private final BlindSteps steps = new BlindSteps();
    private final ReadOnlyObjectWrapper<@Nullable RankingFigures> ranking = new ReadOnlyObjectWrapper<>();
    private final Map<AnnotatorPair, Found> held = new HashMap<>();
    private Map<String, Annotator> byName = Map.of();
    /// The pair chosen while nobody labels blind, taken up again when the blind labelling ends.
    private @Nullable AnnotatorPair open;
    /// The pair last chosen by this model rather than by the person in front of it.
    private @Nullable AnnotatorPair taken;
    private long ticket;

    /// @param quiet how long changes must have stopped before figures are computed
    public ResultsViewModel(Source source, Loader loader, ObjectProperty<@Nullable Variable> variable,
            ObjectProperty<@Nullable AnnotatorPair> pair, BooleanProperty blind, Supplier<String> person, Supplier<Integer> draws,
            Duration quiet,
            Consumer<Runnable> fx) {
        this.source = source;
        this.loader = loader;
        this.variable = variable;
        this.pair = pair;
        this.blind = blind;
        this.person = person;
        this.draws = draws;
        this.debounce = new Debounce(quiet, fx);
        variable.addListener((_, before, now) -> {
            if (!Objects.equals(before == null ? null : before.name(), now == null ? null : now.name())) {
                held.clear();
                pair.set(null);
            }
            refresh();
        });
        pair.addListener((_, _, now) -> {
            Variable v = variable.get();
            if (!blind.get())
                open = now;
            if (now != null && v != null && !blind.get())
                loader.load(() -> {
                    source.remember("pair." + v.name(), now.reference() + "\n" + now.other());
                    return true;
                }, _ -> {
                }, _ -> {
                });
            compute();
        });
        blind.addListener((_, _, now) -> {
            if (!now && open != null)
                pair.set(open);
            refresh();
        });
    }

    ObservableList<PairChoice> choices() {
        return choices;
    }

    public ReadOnlyObjectProperty<@Nullable PairwiseFigures> figuresProperty() {
        return figures.getReadOnlyProperty();
    }

    /// Of a ranking variable how the other orders the documents, else null; set before [#figuresProperty()].
    public ReadOnlyObjectProperty<@Nullable RankingFigures> rankingProperty() {
        return ranking.getReadOnlyProperty();
    }

    /// Why there is nothing to show, or what the blind rule holds back; may be empty.
    public ReadOnlyStringProperty noticeProperty() {
        return notice.getReadOnlyProperty();
    }

    public BooleanProperty busyProperty() {
        return busy;
    }

    /// True when the pair shown may be looked into text by text.
    public boolean openToCells() {
        AnnotatorPair p = pair.get();
        return p != null && !(blind.get() && hidden(p));
    }

    /// Something changed in the project; figures follow when it has been quiet for a moment.
    public void changed() {
        debounce.call(this::refresh);
    }

    /// Reads the annotators and their overlaps again, then the figures.
    public void refresh() {
        Variable v = variable.get();
        if (v == null) {
            choices.clear();
            figures.set(null);
            notice.set(Texts.get("results.none.codebook"));
            return;
        }
        loader.load(() -> read(v.name()), read -> {
            if (!Objects.equals(variable.get(), v))
                return;
            byName = read.byName;
            choices.setAll(read.choices.stream().filter(c -> c.n() > 0).toList());
            choose(read.remembered);
            compute();
        }, this::failed);
    }

    public void swap() {
        AnnotatorPair p = pair.get();
        if (p != null)
            pair.set(new AnnotatorPair(p.other(), p.reference()));
    }

    /// The condition behind a cell of the matrix; null while it is closed to the labeller.
    public UnitFilter.@Nullable Cell cell(String referenceLabel, String otherLabel) {
        AnnotatorPair p = pair.get();
        Variable v = variable.get();
        return p == null || v == null || !openToCells()
                ? null
                : new UnitFilter.Cell(v.name(), p.reference(), referenceLabel, p.other(), otherLabel);
    }

    private record Read(Map<String, Annotator> byName, List<PairChoice> choices, @Nullable AnnotatorPair remembered) {}

    private Read read(String name) {
        List<Annotator> annotators = source.annotators();
        Map<String, Long> counts = source.counts(name);
        List<Annotator> labelled = annotators.stream().filter(a -> counts.getOrDefault(a.name(), 0L) > 0).toList();
        Map<String, Annotator> names = new HashMap<>();
        labelled.forEach(a -> names.put(a.name(), a));
        List<PairChoice> all = new ArrayList<>(PairChoice.among(labelled, ResultsService.FINAL, source.hasFinal(name)).stream()
                .map(c -> c.overlap(source.pairwise(name, c.pair(), BootstrapOptions.NONE).n())).toList());
        List<String> scorers = source.scorers(name);
        List<Annotator> scoring = annotators.stream().filter(a -> scorers.contains(a.name()) && !names.containsKey(a.name())).toList();
        scoring.forEach(a -> names.put(a.name(), a));
        PairChoice.scored(labelled, scoring, ResultsService.FINAL, source.hasFinal(name)).stream().map(c -> judged(name, c))
                .forEach(all::add);
        String text = source.remembered("pair." + name);
        AnnotatorPair old = text == null || !text.contains("\n")
                ? null
                : new AnnotatorPair(text.substring(0, text.indexOf('\n')), text.substring(text.indexOf('\n') + 1));
        return new Read(names, all, old);
    }

    /// With the number of documents that the one graded and the other ordered.
    private PairChoice judged(String name, PairChoice choice) {
        RankingFigures found = source.ranking(name, choice.pair(), BootstrapOptions.NONE);
        return choice.overlap(found == null ? 0 : found.documents() - found.unjudged());
    }

    private void choose(@Nullable AnnotatorPair remembered) {
        AnnotatorPair now = pair.get() != null ? pair.get() : remembered;
        boolean fits = now != null && has(now);
        boolean people = choices.stream().anyMatch(c -> !c.hidden());
        boolean strange = blind.get() && now != null && now.equals(taken) && !mine(now) && choices.stream().anyMatch(this::ownPeople);
        if (fits && !strange && !(blind.get() && hidden(now) && people)) {
            pair.set(now);
            return;
        }
        // while blind people against each other, oneself first; else a person against a machine, which is what one comes to see
        PairChoice first = choices.stream().filter(c -> c.n() > 0).filter(c -> blind.get() != c.hidden())
                .max(Comparator.comparing(this::ownPeople).thenComparingLong(PairChoice::n))
                .orElse(choices.isEmpty() ? null : choices.getFirst());
        taken = first == null ? null : first.pair();
        pair.set(taken);
    }

    /// People of whom one is the person labelling.
    private boolean ownPeople(PairChoice choice) {
        return !choice.hidden() && choice.n() > 0 && mine(choice.pair());
    }

    private boolean mine(AnnotatorPair p) {
        return p.reference().equals(person.get()) || p.other().equals(person.get());
    }

    private boolean has(AnnotatorPair p) {
        return choices.stream().anyMatch(c -> c.pair().equals(p) || c.pair().equals(new AnnotatorPair(p.other(), p.reference())));
    }

    private boolean hidden(AnnotatorPair p) {
        return !(byName.get(p.reference()) instanceof Annotator.Human && byName.get(p.other()) instanceof Annotator.Human);
    }

    private void compute() {
        long mine = ++ticket;
        Variable v = variable.get();
        AnnotatorPair p = pair.get();
        if (v == null || p == null) {
            figures.set(null);
            if (v != null)
                notice.set(Texts.get("results.none.pair"));
            return;
        }
        boolean stepped = blind.get() && hidden(p);
        busy.set(true);
        loader.load(() -> source.counts(v.name()), counts -> {
            if (mine != ticket)
                return;
            long n = person(p, counts);
            String key = v.name() + "\n" + p.reference() + "\n" + p.other();
            Found before = held.get(p);
            if (stepped && before != null && !steps.mayMove(key, n)) {
                show(before, stepped, key);
                return;
            }
            BootstrapOptions options = new BootstrapOptions(draws.get(), BootstrapOptions.DEFAULT.seed(), 0.95);
            loader.load(() -> new Found(source.pairwise(v.name(), p, options), source.ranking(v.name(), p, options)), found -> {
                if (mine != ticket)
                    return;
                held.put(p, found);
                steps.moved(key, n);
                show(found, stepped, key);
            }, failure -> {
                if (mine == ticket)
                    failed(failure);
            });
        }, this::failed);
    }

    private record Found(PairwiseFigures pairs, @Nullable RankingFigures ranking) {}

    private void show(Found found, boolean stepped, String key) {
        busy.set(false);
        notice.set(stepped ? Texts.get("results.blind", String.valueOf(steps.nextMove(key).orElse(0))) : "");
        ranking.set(found.ranking);
        figures.set(found.pairs);
    }

    private void failed(Throwable failure) {
        busy.set(false);
        figures.set(null);
        notice.set(failure.getMessage() == null ? Texts.get("results.failed") : failure.getMessage());
    }

    /// The labels of the person in the pair; of both people the fewer.
    private long person(AnnotatorPair p, Map<String, Long> counts) {
        long least = Long.MAX_VALUE;
        for (String name : List.of(p.reference(), p.other())) {
            if (byName.get(name) instanceof Annotator.Human)
                least = Math.min(least, counts.getOrDefault(name, 0L));
        }
        return least == Long.MAX_VALUE ? 0 : least;
    }

    /// Called with each cell chosen in the matrix.
    BiConsumer<String, String> choosing(ObjectProperty<UnitFilter.@Nullable Cell> target, Runnable goToAudit) {
        return (a, b) -> {
            UnitFilter.Cell cell = cell(a, b);
            if (cell == null)
                return;
            boolean again = cell.equals(target.get());
            target.set(again ? null : cell);
            if (!again)
                goToAudit.run();
        };
    }
}
