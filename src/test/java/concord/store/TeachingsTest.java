package concord.store;

import static concord.store.Fixture.TOPIC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import concord.model.Annotator;
import concord.model.CallStatus;
import concord.model.TeacherCall;
import concord.model.Teaching;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TeachingsTest {
    private static final Teaching RUN = new Teaching("gpt-1", TOPIC, "openai:gpt-4o", 1, Instant.now(), "{}", null);

    @TempDir
    Path folder;

    private static TeacherCall call(long unit, int repeat, CallStatus status, @Nullable String label, @Nullable Double cost) {
        Instant now = Instant.now();
        return new TeacherCall("gpt-1", unit, repeat, 1, "You label.", "Text " + unit, 1, "openai", "gpt-4o", "gpt-4o-2024", "fp", 0.6, 7L,
                List.of("u3", "u4"), now, now.plusMillis(30), 100, 5, cost, 200, "{\"label\":\"a\"}", status, label, "because", null);
    }

    @Test
    void callsComeBackAsTheyWereAndPromptsAreKeptOnce() throws SQLException {
        TeacherCall first = call(1, 1, CallStatus.LABELLED, "a", 0.25);
        TeacherCall second = call(1, 2, CallStatus.UNPARSABLE, null, 0.5);
        TeacherCall third = call(2, 1, CallStatus.FAILED, null, null);
        try (ProjectStore store = Fixture.create(folder)) {
            Fixture.fill(store, 10);
            store.teachings().begin(RUN);
            store.teachings().append(List.of(third, second));
            store.teachings().append(List.of(first));
            assertThatThrownBy(() -> store.teachings().begin(RUN)).isInstanceOf(StoreException.class).hasMessageContaining("\"gpt-1\"");
        }
        try (ProjectStore store = Fixture.open(folder)) {
            List<TeacherCall> all = new ArrayList<>();
            store.teachings().forEachCall("gpt-1", all::add);
            assertThat(all).containsExactly(first, second, third);
            assertThat(store.teachings().totals("gpt-1").cost()).isEqualTo(0.75);
            assertThat(store.teachings().all()).containsExactly(RUN);
            assertThat(store.teachings().calls("gpt-1", null, CallStatus.UNPARSABLE, 5)).containsExactly(second);
            assertThat(store.teachings().calls("gpt-1", 1L, null, 1)).containsExactly(first);
            assertThat(store.annotations().annotators()).contains(new Annotator.Teacher("gpt-1", "gpt-4o"));
            assertThat(store.check().findings()).isEmpty();
        }
        assertThat(Fixture.number(folder, "select count(*) from prompt")).isEqualTo(2);
    }

    @Test
    void theLatestCallOfARepeatIsItsState() {
        try (ProjectStore store = Fixture.create(folder)) {
            Fixture.fill(store, 10);
            store.teachings().begin(RUN);
            store.teachings().append(List.of(call(2, 1, CallStatus.FAILED, null, null), call(1, 1, CallStatus.LABELLED, "a", 0.1)));
            store.teachings().append(List.of(call(2, 1, CallStatus.LABELLED, "b", 0.1)));
            List<String> states = store.teachings().states("gpt-1").stream()
                    .map(s -> s.unit() + "." + s.repeat() + " " + s.status() + " " + s.label() + " " + s.reason()).toList();
            assertThat(states).containsExactly("1.1 LABELLED a because", "2.1 LABELLED b because");
        }
    }

    @Test
    void moreCallsThanAPageComeInOrder() {
        try (ProjectStore store = Fixture.create(folder)) {
            Fixture.fill(store, 600);
            store.teachings().begin(RUN);
            List<TeacherCall> many = new ArrayList<>();
            for (long unit = 600; unit >= 1; unit--) {
                many.add(call(unit, 2, CallStatus.LABELLED, "a", 0.0));
                many.add(call(unit, 1, CallStatus.LABELLED, "b", 0.0));
            }
            store.teachings().append(many);
            List<String> seen = new ArrayList<>();
            store.teachings().forEachCall("gpt-1", c -> seen.add(c.unit() + "." + c.repeat()));
            assertThat(seen).hasSize(1200).doesNotHaveDuplicates().startsWith("1.1", "1.2", "2.1").endsWith("600.2");
        }
    }

    @Test
    void aBatchIsKnownByItsToken() {
        try (ProjectStore store = Fixture.create(folder)) {
            Fixture.fill(store, 10);
            store.teachings().begin(RUN);
            Instant at = Instant.parse("2026-11-01T10:00:00Z");
            store.teachings().saveBatch("gpt-1", new TeachingRepository.Batch("t1", null, at, 7, "submitting"));
            store.teachings().saveBatch("gpt-1", new TeachingRepository.Batch("t2", "batch_y", at, 3, "submitted"));
            var known = new TeachingRepository.Batch("t1", "batch_x", at, 7, "collected");
            store.teachings().saveBatch("gpt-1", known);
            assertThat(store.teachings().batches("gpt-1")).hasSize(2).startsWith(known);
        }
    }

    @Test
    void labelsAreWrittenWholeAndGoWithTheRun() {
        try (ProjectStore store = Fixture.create(folder)) {
            Fixture.fill(store, 10);
            store.teachings().begin(RUN);
            store.teachings().append(List.of(call(1, 1, CallStatus.LABELLED, "a", 0.1)));
            var teacher = new Annotator.Teacher("gpt-1", "gpt-4o");
            try (var writer = store.annotations().predictions(teacher, TOPIC)) {
                writer.add(1, "a", 1, Map.of("a", 1.0), "because");
                writer.add(2, "b", 2 / 3.0, Map.of("a", 1 / 3.0, "b", 2 / 3.0), "");
                writer.commitWhole();
            }
            assertThat(store.annotations().ofUnit(1)).anyMatch(a -> a.annotator().equals("gpt-1") && a.comment().equals("because"));
            try (var writer = store.annotations().predictions(teacher, TOPIC)) {
                writer.add(3, "b", 1, Map.of("b", 1.0), "");
                writer.commitWhole();
            }
            assertThat(Fixture.labels(store, "gpt-1")).containsExactly("3=b");
            store.teachings().delete("gpt-1");
            assertThat(store.teachings().all()).isEmpty();
            assertThat(store.annotations().annotators()).containsExactly(Fixture.GPT);
            assertThat(store.check().findings()).isEmpty();
            store.teachings().begin(RUN);
            assertThat(store.teachings().totals("gpt-1").cost()).isZero();
        }
    }
}
