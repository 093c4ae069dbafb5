package concord.ui.shell;

import static org.assertj.core.api.Assertions.assertThat;

import concord.model.Annotator;
import concord.model.UnitFilter;
import concord.model.Variable;
import concord.model.VariableKind;
import concord.stats.BootstrapOptions;
import concord.stats.PairedLabels;
import concord.stats.Pairwise;
import concord.stats.PairwiseFigures;
import concord.stats.RankingFigures;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ResultsViewModelTest {
    private final Labels source = new Labels();
    private String me = "";
    private final Queue loader = new Queue();
    private final ObjectProperty<@Nullable Variable> variable = new SimpleObjectProperty<>(
            new Variable("stance", VariableKind.SINGLE, "", "", List.of()));
    private final ObjectProperty<@Nullable AnnotatorPair> pair = new SimpleObjectProperty<>();
    private final BooleanProperty blind = new SimpleBooleanProperty();
    private final ResultsViewModel model = new ResultsViewModel(source, loader, variable, pair, blind, () -> me, () -> 0, Duration.ZERO,
            Runnable::run);

    private void twoPeopleAndATeacher() {
        source.give("anna", 0, 1, 0, 1);
        source.give("ben", 0, 1, 1, 1);
        source.teach("gpt", 0, 0, 0, 0);
        model.refresh();
        loader.drain();
    }

    @Test
    void comparesAPersonWithTheTeacherAndRemembersAnotherChoice() {
        twoPeopleAndATeacher();
        assertThat(pair.get()).isEqualTo(new AnnotatorPair("anna", "gpt"));
        assertThat(model.figuresProperty().get().value("percent_agreement").orNaN()).isEqualTo(0.5);
        assertThat(model.choices()).hasSize(3);
        pair.set(new AnnotatorPair("anna", "ben"));
        loader.drain();
        assertThat(source.memory).containsEntry("pair.stance", "anna\nben");
        assertThat(model.figuresProperty().get().value("percent_agreement").orNaN()).isEqualTo(0.75);
    }

    @Test
    void aSystemThatGivesScoresIsComparedWithThoseWhoGraded() {
        source.score("bm25", 4, 1);
        twoPeopleAndATeacher();
        assertThat(model.choices()).extracting(c -> c.pair().reference() + " " + c.pair().other() + " " + c.n())
                .containsExactly("anna ben 4", "anna gpt 4", "ben gpt 4", "anna bm25 3", "ben bm25 3", "gpt bm25 3");
        assertThat(pair.get()).as("who gave labels comes first").isEqualTo(new AnnotatorPair("anna", "gpt"));
        assertThat(model.rankingProperty().get()).as("nothing is ranked by labels").isNull();
        pair.set(new AnnotatorPair("anna", "bm25"));
        loader.drain();
        assertThat(model.rankingProperty().get()).isNotNull().satisfies(r -> assertThat(r.documents()).isEqualTo(4));
        assertThat(model.figuresProperty().get().n()).isZero();
        blind.set(true);
        loader.drain();
        assertThat(pair.get()).as("scores are hidden as labels of machines are").isEqualTo(new AnnotatorPair("anna", "ben"));
        assertThat(model.rankingProperty().get()).isNull();
    }

    @Test
    void takesThePairUpAgainWhenBlindLabellingEnds() {
        twoPeopleAndATeacher();
        blind.set(true);
        loader.drain();
        assertThat(pair.get()).isEqualTo(new AnnotatorPair("anna", "ben"));
        blind.set(false);
        loader.drain();
        assertThat(pair.get()).isEqualTo(new AnnotatorPair("anna", "gpt"));
        assertThat(source.memory).containsEntry("pair.stance", "anna\ngpt");
    }

    @Test
    void movesToThePersonLabellingOnceTheyShareTextsWithAnother() {
        source.give("anna", 0, 1, 0, 1);
        source.give("ben", 0, 1, 1, 1);
        me = "cleo";
        blind.set(true);
        loader.drain();
        assertThat(pair.get()).isEqualTo(new AnnotatorPair("anna", "ben"));
        source.give("cleo", 0, 1);
        model.refresh();
        loader.drain();
        assertThat(pair.get()).isEqualTo(new AnnotatorPair("anna", "cleo"));
        pair.set(new AnnotatorPair("anna", "ben"));
        model.refresh();
        loader.drain();
        assertThat(pair.get()).as("what the person chose stays").isEqualTo(new AnnotatorPair("anna", "ben"));
    }

    @Test
    void dropsFiguresThatWereOvertaken() {
        twoPeopleAndATeacher();
        pair.set(new AnnotatorPair("anna", "gpt"));
        pair.set(new AnnotatorPair("ben", "gpt"));
        loader.drain();
        assertThat(model.figuresProperty().get().value("percent_agreement").orNaN()).isEqualTo(0.25);
    }

    @Test
    void blindGoesBackToPeopleAndClosesTheCells() {
        twoPeopleAndATeacher();
        pair.set(new AnnotatorPair("anna", "gpt"));
        loader.drain();
        assertThat(model.cell("a", "b")).isEqualTo(new UnitFilter.Cell("stance", "anna", "a", "gpt", "b"));
        blind.set(true);
        loader.drain();
        assertThat(pair.get()).isEqualTo(new AnnotatorPair("anna", "ben"));
        assertThat(model.openToCells()).isTrue();
        pair.set(new AnnotatorPair("anna", "gpt"));
        loader.drain();
        assertThat(model.cell("a", "b")).isNull();
        assertThat(model.noticeProperty().get()).isNotEmpty();
    }

    @Test
    void teacherFiguresStandStillBetweenStepsOfTwentyWhileBlind() {
        int[] labels = new int[60];
        source.teach("gpt", labels);
        source.give("anna", java.util.Arrays.copyOf(labels, 20));
        blind.set(true);
        model.refresh();
        loader.drain();
        PairwiseFigures first = model.figuresProperty().get();
        assertThat(first.n()).isEqualTo(20);
        for (int n = 21; n < 40; n++) {
            source.give("anna", java.util.Arrays.copyOf(labels, n));
            model.refresh();
            loader.drain();
            assertThat(model.figuresProperty().get().n()).as("after %d labels", n).isEqualTo(20);
        }
        source.give("anna", java.util.Arrays.copyOf(labels, 40));
        model.refresh();
        loader.drain();
        assertThat(model.figuresProperty().get().n()).isEqualTo(40);
    }

    @Test
    void saysWhyThereIsNothing() {
        model.refresh();
        loader.drain();
        assertThat(model.figuresProperty().get()).isNull();
        assertThat(model.noticeProperty().get()).contains("two annotators");
        variable.set(null);
        loader.drain();
        assertThat(model.noticeProperty().get()).contains("codebook");
    }

    /// Runs each piece of work when the test says so, in order.
    private static final class Queue implements ResultsViewModel.Loader {
        private final Deque<Runnable> waiting = new ArrayDeque<>();

        @Override
        public <T> void load(Supplier<T> work, Consumer<? super T> then, Consumer<Throwable> failed) {
            waiting.add(() -> then.accept(work.get()));
        }

        void drain() {
            while (!waiting.isEmpty()) {
                waiting.poll().run();
            }
        }
    }

    private static final class Labels implements ResultsViewModel.Source {
        private final Map<String, int[]> labels = new HashMap<>();
        private final Map<String, RankingFigures> scored = new HashMap<>();
        private final List<Annotator> annotators = new ArrayList<>();
        private final Map<String, String> memory = new HashMap<>();

        void give(String person, int... given) {
            if (labels.put(person, given) == null)
                annotators.add(new Annotator.Human(person));
        }

        void teach(String teacher, int... given) {
            labels.put(teacher, given);
            annotators.add(new Annotator.Teacher(teacher, null));
        }

        void score(String system, int documents, int unjudged) {
            scored.put(system, new RankingFigures(documents, unjudged, 1, "", Map.of(), Map.of(), Map.of(), List.of()));
            annotators.add(new Annotator.Teacher(system, null));
        }

        @Override
        public List<Annotator> annotators() {
            return annotators.stream().sorted(java.util.Comparator.comparing(a -> a instanceof Annotator.Human ? 0 : 1)).toList();
        }

        @Override
        public Map<String, Long> counts(String variable) {
            Map<String, Long> counts = new HashMap<>();
            labels.forEach((name, given) -> counts.put(name, (long) given.length));
            return counts;
        }

        @Override
        public boolean hasFinal(String variable) {
            return false;
        }

        @Override
        public PairwiseFigures pairwise(String variable, AnnotatorPair pair, BootstrapOptions bootstrap) {
            int[] a = labels.getOrDefault(pair.reference(), new int[0]);
            int[] b = labels.getOrDefault(pair.other(), new int[0]);
            int n = Math.min(a.length, b.length);
            return Pairwise.of(new PairedLabels(List.of("a", "b"), java.util.Arrays.copyOf(a, n), java.util.Arrays.copyOf(b, n), a.length,
                    b.length), bootstrap);
        }

        @Override
        public List<String> scorers(String variable) {
            return List.copyOf(scored.keySet());
        }

        @Override
        public @Nullable RankingFigures ranking(String variable, AnnotatorPair pair, BootstrapOptions bootstrap) {
            return scored.get(pair.other());
        }

        @Override
        public void remember(String key, String value) {
            memory.put(key, value);
        }

        @Override
        public @Nullable String remembered(String key) {
            return memory.get(key);
        }
    }
}
