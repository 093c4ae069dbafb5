package concord.store;

import static concord.store.Fixture.ANNA;
import static concord.store.Fixture.BEN;
import static concord.store.Fixture.TOPIC;
import static concord.store.Fixture.label;
import static concord.store.Fixture.labels;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import concord.model.Annotation;
import concord.model.Annotator;
import concord.model.DisagreementReason;
import concord.model.Gold;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnnotationsTest {
    @TempDir
    Path folder;
    private ProjectStore store;

    @BeforeEach
    void fill() {
        store = Fixture.create(folder);
        Fixture.fill(store, 6);
        store.annotations().addAnnotator(ANNA);
        store.annotations().addAnnotator(BEN);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private AnnotationRepository annotations() {
        return store.annotations();
    }

    private void reopen() {
        store.close();
        store = Fixture.open(folder);
    }

    @Test
    void anAnnotationComesBackWhole() {
        var whole = new Annotation(2, TOPIC, "anna", "b", 0.25, Map.of("a", 0.75, "b", 0.25), false, true, "why?", true, Instant.now(), 1,
                4321);
        annotations().save(whole);
        annotations().save(label(2, "anna", "c"));
        reopen();
        assertThat(annotations().ofUnit(2)).contains(whole).hasSize(3);
        assertThat(annotations().column(TOPIC, "anna", true).labels()).containsExactly("b");
        assertThat(annotations().column(TOPIC, "anna", true).flagged()).containsExactly(true);
        assertThat(labels(store, "anna")).containsExactly("2=c");
        assertThat(annotations().counts().get(TOPIC)).isEqualTo(Map.of("anna", 1L, "gpt", 6L));
        assertThat(annotations().ofUnits(new long[]{1, 2}).get(2L)).hasSize(3);
    }

    @Test
    void undoAndRedoSurviveARestart() {
        annotations().save(label(1, "anna", "a"));
        annotations().save(label(2, "anna", "b"));
        annotations().save(label(2, "anna", "c"));
        annotations().save(label(5, "ben", "a"));
        assertThat(annotations().undo("anna")).hasValue(new AnnotationRepository.Undone(2, TOPIC, "save"));
        assertThat(labels(store, "anna")).containsExactly("1=a", "2=b");
        reopen();
        annotations().undo("anna");
        assertThat(labels(store, "anna")).containsExactly("1=a");
        annotations().undo("anna");
        assertThat(annotations().undo("anna")).isEmpty();
        assertThat(labels(store, "anna")).isEmpty();
        assertThat(labels(store, "ben")).containsExactly("5=a");
        reopen();
        annotations().redo("anna");
        annotations().redo("anna");
        assertThat(labels(store, "anna")).containsExactly("1=a", "2=b");
        annotations().undo("anna");
        annotations().redo("anna");
        annotations().redo("anna");
        assertThat(labels(store, "anna")).containsExactly("1=a", "2=c");
        assertThat(annotations().redo("anna")).isEmpty();
        annotations().undo("anna");
        annotations().save(label(3, "anna", "a"));
        assertThat(annotations().redo("anna")).as("a new decision ends redo").isEmpty();
        assertThat(store.check().findings()).isEmpty();
    }

    @Test
    void clearingAnImportedLabelCanBeUndone() {
        annotations().addAnnotator(Fixture.GPT);
        annotations().clear(2, TOPIC, "gpt", false);
        annotations().clear(2, TOPIC, "gpt", false);
        assertThat(labels(store, "gpt")).doesNotContain("2=b").hasSize(5);
        assertThat(store.check().findings()).as("the import's label is accounted for by the event").isEmpty();
        assertThat(annotations().undo("gpt")).hasValue(new AnnotationRepository.Undone(2, TOPIC, "clear"));
        assertThat(labels(store, "gpt")).hasSize(6);
        assertThat(store.check().findings()).isEmpty();
    }

    @Test
    void finalLabelsAreDecidedAndTakenBack() {
        var first = new Gold(1, TOPIC, "a", Set.of(DisagreementReason.AMBIGUOUS_TEXT, DisagreementReason.HUMAN_ERROR), "anna",
                Instant.now());
        var second = new Gold(1, TOPIC, "b", Set.of(), "ben", Instant.now());
        annotations().decide(first);
        assertThat(annotations().golds(TOPIC)).isEqualTo(Map.of(1L, first));
        annotations().decide(second);
        assertThat(annotations().undo("anna")).as("ben has decided since: his decision stays").isEmpty();
        assertThat(annotations().golds(TOPIC)).isEqualTo(Map.of(1L, second));
        annotations().undo("ben");
        assertThat(annotations().golds(TOPIC)).isEqualTo(Map.of(1L, first));
        annotations().undecide(1, TOPIC, "anna");
        assertThat(annotations().golds(TOPIC)).isEmpty();
        assertThat(annotations().undo("anna")).hasValue(new AnnotationRepository.Undone(1, TOPIC, "undecide"));
        reopen();
        assertThat(annotations().golds(TOPIC)).isEqualTo(Map.of(1L, first));
        assertThat(store.check().findings()).isEmpty();
    }

    @Test
    void recentGivesTheLatestDecisionsInForce() {
        annotations().save(label(1, "anna", "a"));
        annotations().save(label(2, "anna", "a"));
        annotations().save(label(1, "anna", "b"));
        annotations().save(label(3, "anna", null));
        assertThat(annotations().recent(TOPIC, "anna", 2)).extracting(Annotation::unit).containsExactly(3L, 1L);
        annotations().undo("anna");
        annotations().undo("anna");
        assertThat(annotations().recent(TOPIC, "anna", 5)).extracting(a -> a.unit() + a.label()).containsExactly("2a", "1a");
    }

    @Test
    void wrongWritesAreRefusedWithASentence() {
        assertThatThrownBy(() -> annotations().save(label(7, "anna", "a"))).isInstanceOf(StoreException.class)
                .hasMessageContaining("unit number 7");
        assertThatThrownBy(() -> annotations().save(label(1, "zoe", "a"))).isInstanceOf(StoreException.class).hasMessageContaining("zoe");
        assertThatThrownBy(() -> annotations().addAnnotator(new Annotator.Human("gpt"))).hasMessageContaining("already a teacher");
        annotations().addAnnotator(new Annotator.Teacher("gpt", "model-1"));
        assertThat(annotations().annotators()).containsExactly(new Annotator.Teacher("gpt", "model-1"), ANNA, BEN);
    }

    @Test
    void forEachGoesByUnitOverAllAnnotators() {
        annotations().save(label(4, "anna", "a"));
        List<String> seen = new ArrayList<>();
        annotations().forEach(TOPIC, null, a -> seen.add(a.unit() + a.annotator()));
        assertThat(seen).containsExactly("1gpt", "2gpt", "3gpt", "4gpt", "4anna", "5gpt", "6gpt");
        seen.clear();
        annotations().forEach(null, "anna", a -> seen.add(a.unit() + a.annotator()));
        assertThat(seen).containsExactly("4anna");
    }

    @Test
    void predictionsAppearAtOnceAndReplaceEarlierOnes() {
        var student = new Annotator.Student("run 1");
        try (var writer = annotations().predictions(student, TOPIC)) {
            writer.add(1, "a", 0.9, Map.of("a", 0.9, "b", 0.1));
            writer.add(2, "a", 0.8, Map.of("a", 0.8, "b", 0.2));
            assertThat(labels(store, "run 1")).isEmpty();
            writer.commit();
        }
        try (var writer = annotations().predictions(student, TOPIC)) {
            writer.add(2, "b", 0.7, Map.of("a", 0.3, "b", 0.7));
            writer.add(3, "new label", 0.6, Map.of("a", 0.4, "new label", 0.6));
            writer.commit();
        }
        try (var writer = annotations().predictions(student, TOPIC)) {
            writer.add(1, "b", 1, Map.of());
        }
        reopen();
        assertThat(labels(store, "run 1")).containsExactly("1=a", "2=b", "3=new label");
        Annotation third = annotations().ofUnit(3).getLast();
        assertThat(third.probabilities()).isEqualTo(Map.of("a", 0.4, "new label", 0.6));
        assertThat(third.confidence()).isEqualTo(0.6);
        assertThat(store.check()).isEqualTo(new CheckReport(3, 6, 9, 0, 0, List.of()));
    }

    @Test
    void anInterruptedCallerBreaksNothing() {
        Thread.currentThread().interrupt();
        annotations().save(label(1, "anna", "a"));
        assertThat(Thread.interrupted()).as("the caller still learns of the interrupt").isTrue();
        annotations().save(label(2, "anna", "b"));
        assertThat(labels(store, "anna")).containsExactly("1=a", "2=b");
        assertThat(store.savedAt()).isNotNull();
    }
}
