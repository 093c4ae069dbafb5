package concord.ui.study;

import static org.assertj.core.api.Assertions.assertThat;

import concord.job.Job;
import concord.job.JobContext;
import concord.job.JobHandle;
import concord.job.JobRunner.Weight;
import concord.job.Parallel;
import concord.model.Study;
import concord.study.StudyOutcome;
import concord.ui.UiProject;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Which study is looked at, when its outcome is read, and what its job says, without the toolkit.
class StudiesViewModelTest {
    @TempDir
    Path folder;

    @Test
    void theNewestIsLookedAtAndReadOnceWhileNothingChanges() {
        try (UiProject ui = new UiProject(folder)) {
            MemoryStudies studies = new MemoryStudies();
            studies.begin("study-1");
            studies.begin("study-2");
            StudiesViewModel model = new StudiesViewModel(ui.workspace(), studies);
            assertThat(studies.read).as("nobody looks yet").hasValue(0);
            model.shown();
            ui.until(() -> model.outcomeProperty().get() != null);
            assertThat(model.all()).extracting(Study::name).containsExactly("study-2", "study-1");
            assertThat(Objects.requireNonNull(model.selectedProperty().get()).name()).isEqualTo("study-2");
            int once = studies.read.get();
            model.hidden();
            model.shown();
            studies.begin("study-3");
            model.refresh();
            ui.until(() -> Objects.requireNonNull(model.selectedProperty().get()).name().equals("study-3")
                    && model.outcomeProperty().get() != null);
            assertThat(studies.read.get()).as("read again for the new one only").isEqualTo(once + 1);
            assertThat(model.otherLooks("test", "study-1")).isEqualTo(1);
            model.delete();
            ui.until(() -> Objects.requireNonNull(model.selectedProperty().get()).name().equals("study-2"));
        }
    }

    @Test
    void theJobIsFollowedAndWhatItEndsIsReadAgain() {
        try (UiProject ui = new UiProject(folder)) {
            CountDownLatch next = new CountDownLatch(1);
            JobHandle<String> handle = ui.app().jobs().submit(new Job<>() {
                @Override
                public String kind() {
                    return "study";
                }

                @Override
                public String title() {
                    return "Study study-1";
                }

                @Override
                public String run(JobContext context) {
                    context.progress(1, 10, "training 1 of 10, GPT 100, linear, seed 1, epoch 2 of 4");
                    while (next.getCount() > 0) {
                        context.checkCancelled();
                        Parallel.pause(20);
                    }
                    context.progress(5, 10, "training 1 of 10, GPT 100, linear, seed 1, done");
                    while (true) {
                        context.checkCancelled();
                        Parallel.pause(20);
                    }
                }
            }, Weight.LIGHT);
            MemoryStudies studies = new MemoryStudies();
            studies.running = handle;
            studies.outcome = new Invented().outcome();
            studies.begin("study-1");
            StudiesViewModel model = new StudiesViewModel(ui.workspace(), studies);
            OutcomeViewModel shown = new OutcomeViewModel(model);
            model.shown();
            ui.until(() -> shown.matrixProperty().get() != null && atWork(shown) != null);
            Matrix.Entry entry = Objects.requireNonNull(atWork(shown));
            assertThat(entry.cell()).isEqualTo(Invented.GPT_100);
            assertThat(entry.work()).isEqualTo("epoch 2 of 4");
            assertThat(entry.share()).isEqualTo(0.5);
            assertThat(model.resumable()).isFalse();

            StudyOutcome later = new Invented().ended(Invented.GPT_100, 1L, 1, 1).outcome();
            studies.outcome = later;
            next.countDown();
            ui.until(() -> Objects.requireNonNull(model.liveProperty().get()).momentProperty().get().done() == 1
                    && model.outcomeProperty().get() == later && atWork(shown) == null);
            assertThat(model.ended()).hasValue(1);

            studies.state = "cancelled";
            studies.running = null;
            model.pause();
            ui.until(() -> model.liveProperty().get() == null && model.resumable());
        }
    }

    private static Matrix.@org.jspecify.annotations.Nullable Entry atWork(OutcomeViewModel shown) {
        Matrix matrix = Objects.requireNonNull(shown.matrixProperty().get());
        return matrix.cells().get("linear").stream().flatMap(java.util.Optional::stream)
                .filter(e -> e.state() == Matrix.State.AT_WORK).findFirst().orElse(null);
    }
}
