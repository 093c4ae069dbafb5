package concord.ui.study;

import static org.assertj.core.api.Assertions.assertThat;

import concord.app.StudyService.Plan;
import concord.model.SampleRole;
import concord.ui.UiProject;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Setting up a study in a real project, without the toolkit and without training anything.
class SetUpViewModelTest {
    private static final List<String> WORDS = List.of("bus", "park", "river", "tax", "school", "tram", "market", "bridge", "noise", "mayor",
            "winter", "ticket", "garden", "letter", "crossing", "evening");
    @TempDir
    Path folder;
    private UiProject ui;
    private SetUpViewModel model;

    @BeforeEach
    void open() {
        ui = new UiProject(folder);
        Random random = new Random(1);
        StringBuilder csv = new StringBuilder("id,text,ana,gpt,sure,paper\n");
        for (int i = 0; i < 150; i++) {
            csv.append('u').append(i).append(',');
            for (int w = 0; w < 12; w++) {
                csv.append(WORDS.get(random.nextInt(WORDS.size()))).append(' ');
            }
            csv.append(',').append(i % 3 == 0 ? "no" : "yes").append(',').append(i % 4 == 0 ? "no" : "yes").append(",0.9,Post\n");
        }
        ui.load(UiProject.write(folder.resolve("texts.csv"), csv.toString()));
        model = new SetUpViewModel(ui.workspace(), new ProjectStudies(ui.project().studies(), ui.project().jobs()));
        model.shown();
        ui.until(() -> model.groundProperty().get().people().equals(List.of("Ana")));
    }

    @AfterEach
    void close() {
        ui.close();
    }

    @Test
    void theArmsProposedFitWhatIsOutsideTheTest() {
        assertThat(model.planProperty().get()).as("nobody asked for a study yet").isNull();
        model.drawTest();
        ui.until(() -> model.groundProperty().get().sample("test").isPresent());
        Ground.Choice test = model.groundProperty().get().sample("test").orElseThrow();
        assertThat(test.byChance()).isTrue();
        assertThat(test.role()).contains(SampleRole.TEST);
        assertThat(test.size()).isEqualTo(50);

        model.fresh();
        ui.until(() -> model.planProperty().get() != null);
        Plan plan = Objects.requireNonNull(model.planProperty().get());
        assertThat(plan.testUnits()).isEqualTo(50);
        assertThat(plan.looks()).isZero();
        assertThat(model.form().arms).extracting(a -> a.name.get()).containsExactly("Human", "GPT", "Both", "GPT itself");
        ArmDraft human = model.form().arms.getFirst();
        List<Integer> units = model.units(human).stream().map(a -> a.units()).toList();
        assertThat(units).hasSize(2).allMatch(n -> n <= 100);
        assertThat(units.getLast()).isGreaterThan(units.getFirst());
        // Human and GPT at two sizes, both: by two students with three seeds
        assertThat(plan.trainings()).isEqualTo(30);
    }

    @Test
    void whatTheServiceRefusesStandsAtItsField() {
        model.drawTest();
        ui.until(() -> model.groundProperty().get().sample("test").isPresent());
        model.fresh();
        ui.until(() -> model.planProperty().get() != null);
        model.form().seeds.set("one");
        assertThat(model.planProperty().get()).isNull();
        assertThat(Objects.requireNonNull(model.refusalProperty().get()).field()).isEqualTo(Field.SEEDS);
        model.form().seeds.set("1");
        ui.until(() -> model.planProperty().get() != null);
        model.form().arms.getFirst().sizes.set("5000");
        ui.until(() -> model.refusalProperty().get() != null);
        Refusal refusal = Objects.requireNonNull(model.refusalProperty().get());
        assertThat(refusal.field()).isEqualTo(Field.ARMS);
        assertThat(refusal.sentence()).contains("5000").contains("Human");
        model.remove(model.form().arms.getFirst());
        ui.until(() -> model.planProperty().get() != null);
        assertThat(model.form().arms).extracting(a -> a.name.get()).containsExactly("GPT", "Both", "GPT itself");
        model.form().students.setAll("hub:no such model");
        ui.until(() -> model.refusalProperty().get() != null);
        assertThat(model.refusalProperty().get()).satisfies(r -> assertThat(r.field()).isEqualTo(Field.STUDENTS));
    }
}
