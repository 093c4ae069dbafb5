package concord.store;

import static concord.store.Fixture.TOPIC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import concord.model.Annotator;
import concord.model.JobRecord;
import concord.model.Label;
import concord.model.Run;
import concord.model.Sample;
import concord.model.SampleMember;
import concord.model.SampleStrategy;
import concord.model.Variable;
import concord.model.VariableKind;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SmallRepositoriesTest {
    @TempDir
    Path folder;

    @Test
    void codebookVersionsStay() {
        var label = new Label(" a", "when \u00e9", List.of("x"), List.of("y", "z"), "q", 9);
        var ordinal = new Variable("how much", VariableKind.ORDINAL, "?", "text", List.of(label, Label.named("", 1)));
        try (ProjectStore store = Fixture.create(folder)) {
            store.codebooks().save(List.of(ordinal), "ben", "new question");
            assertThatThrownBy(() -> store.codebooks().save(List.of(ordinal, ordinal), "ben", "")).hasMessageContaining("how much");
        }
        try (ProjectStore store = Fixture.open(folder)) {
            assertThat(store.codebooks().current().variables()).containsExactly(ordinal);
            assertThat(store.codebooks().current().version()).isEqualTo(2);
            assertThat(store.codebooks().versions()).hasSize(2);
            assertThat(store.codebooks().versions().getFirst().variables()).containsExactly(Fixture.topic("a", "b", "c"));
        }
    }

    @Test
    void samplesKeepTheirOrder() {
        var sample = new Sample("s", SampleStrategy.RANDOM, 7, 10, 3, "{}", Instant.now());
        var members = List.of(new SampleMember(9, 0.3), new SampleMember(2, 0.3), new SampleMember(5, 0.3));
        try (ProjectStore store = Fixture.create(folder)) {
            Fixture.fill(store, 10);
            store.samples().save(sample, members);
            assertThatThrownBy(() -> store.samples().save(sample, members)).isInstanceOf(StoreException.class)
                    .hasMessageContaining("\"s\"");
            assertThatThrownBy(() -> store.samples().members("t")).hasMessageContaining("no sample \"t\"");
        }
        try (ProjectStore store = Fixture.open(folder)) {
            assertThat(store.samples().all()).containsExactly(sample);
            assertThat(store.samples().byName("s")).hasValue(sample);
            assertThat(store.samples().members("s")).isEqualTo(members);
        }
    }

    @Test
    void aDeletedRunTakesItsPredictionsAlong() {
        var run = new Run("r", TOPIC, "minilm", "anna", null, "p.students/r", "00", Instant.now(), "{}", "{}");
        try (ProjectStore store = Fixture.create(folder)) {
            Fixture.fill(store, 10);
            store.runs().save(run);
            assertThatThrownBy(() -> store.runs().save(run)).hasMessageContaining("already a run \"r\"");
            try (var writer = store.annotations().predictions(new Annotator.Student("r"), TOPIC)) {
                writer.add(1, "a", 0.5, Map.of("a", 0.5, "b", 0.5));
                writer.commit();
            }
            assertThat(store.runs().byName("r")).hasValue(run);
            assertThat(store.annotations().annotators()).hasSize(2);
            store.runs().delete("r");
            assertThat(store.runs().all()).isEmpty();
            assertThat(store.annotations().annotators()).containsExactly(Fixture.GPT);
            assertThat(store.annotations().ofUnit(1)).hasSize(1);
            store.runs().save(run);
            assertThat(Fixture.labels(store, "r")).isEmpty();
            assertThat(store.check().findings()).isEmpty();
        }
    }

    @Test
    void aRunningJobIsInterruptedByTheNextOpening() {
        long job;
        long done;
        try (ProjectStore store = Fixture.create(folder)) {
            job = store.jobs().create("train", "Train r", "{\"x\":1}", true);
            done = store.jobs().create("import", "Import f", "{}", false);
            store.jobs().state(done, "running", null);
            store.jobs().state(done, "failed", "The file is empty.");
            store.jobs().state(job, "running", null);
            store.jobs().progress(job, 1, 10, "epoch 1");
            store.jobs().progress(job, 2, 10, "epoch 2");
            store.jobs().log(job, "started");
            store.jobs().log(job, "epoch 1 done");
            JobRecord record = store.jobs().byId(job).orElseThrow();
            assertThat(record.done()).isEqualTo(2);
            assertThat(record.phase()).isEqualTo("epoch 2");
            assertThat(record.started()).isNotNull();
            assertThat(record.ended()).isNull();
        }
        try (ProjectStore store = Fixture.open(folder)) {
            assertThat(store.jobs().byId(job).orElseThrow().state()).isEqualTo("interrupted");
            assertThat(store.jobs().byId(job).orElseThrow().resumable()).isTrue();
            assertThat(store.jobs().byId(done).orElseThrow().error()).isEqualTo("The file is empty.");
            assertThat(store.jobs().logs(job)).containsExactly("started", "epoch 1 done");
            assertThat(store.jobs().all()).extracting(JobRecord::id).containsExactly(job, done);
        }
    }

    @Test
    void settingsAreRemembered() {
        try (ProjectStore store = Fixture.create(folder)) {
            assertThat(store.settings().get("reveal")).isEmpty();
            store.settings().put("reveal", "never");
            store.settings().put("reveal", "always");
        }
        try (ProjectStore store = Fixture.open(folder)) {
            assertThat(store.settings().get("reveal")).hasValue("always");
        }
    }
}
