package concord.ui.teacher;

import static org.assertj.core.api.Assertions.assertThat;

import concord.app.Secrets;
import concord.model.CallStatus;
import concord.model.SampleRole;
import concord.model.UnitOutcome;
import concord.model.result.TeacherInfo;
import concord.teacher.server.FakeProvider;
import concord.teacher.server.Lie;
import concord.ui.UiProject;
import concord.ui.shell.Workspace;
import concord.ui.teacher.FormViewModel.Keep;
import concord.ui.teacher.TeacherViewModel.Ready;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The form, the estimate, the run and its pauses, over a real project and a server that speaks as OpenAI does.
class TeacherViewModelTest {
    private static final int UNITS = 60;
    @TempDir
    Path folder;
    private final FakeProvider server = new FakeProvider();
    private UiProject ui;
    private Workspace workspace;

    @BeforeEach
    void open() {
        ui = new UiProject(folder);
        server.answers(a -> a.user().contains("is not what") ? "{\"label\": \"no\"}" : "{\"label\": \"yes\"}");
    }

    @AfterEach
    void close() {
        if (workspace != null)
            workspace.close();
        ui.close();
        server.close();
    }

    private TeacherViewModel model() {
        ui.load(ui.csv(folder));
        workspace = ui.workspace();
        TeacherViewModel model = new TeacherViewModel(workspace);
        model.refresh();
        ui.until(() -> model.readyProperty().get() == Ready.READY);
        return model;
    }

    private TeacherViewModel asking() {
        TeacherViewModel model = model();
        model.form().examples.set(0);
        model.form().provider.set("openai");
        model.form().model.set("gpt-4o-mini");
        model.form().baseUrl.set(server.url() + "/v1");
        ui.app().secrets().keepForThisRun("OPENAI_API_KEY", "sk-test");
        settled(model);
        return model;
    }

    private Outlook settled(TeacherViewModel model) {
        ui.until(() -> model.planningProperty().get());
        ui.until(() -> !model.planningProperty().get());
        return model.outlookProperty().get();
    }

    @Test
    void anEmptyProjectSaysWhatIsMissing() {
        workspace = ui.workspace();
        TeacherViewModel model = new TeacherViewModel(workspace);
        model.refresh();
        ui.until(() -> model.readyProperty().get() == Ready.NO_UNITS);
        assertThat(model.outlookProperty().get().runs()).isFalse();
    }

    @Test
    void theEmbeddedTeacherStandsFirstAndIsFree() {
        TeacherViewModel model = model();
        assertThat(model.providers().getFirst().key()).isEqualTo(TeacherForm.EMBEDDED);
        assertThat(model.form().examples.get()).isEqualTo(4);
        assertThat(model.form().from.get()).isEqualTo("Ana");
        ui.until(() -> model.outlookProperty().get().plan() != null);
        Outlook outlook = model.outlookProperty().get();
        assertThat(outlook.runs()).isTrue();
        assertThat(outlook.info().key()).isEqualTo(TeacherInfo.Key.NOT_NEEDED);
        assertThat(outlook.plan().estimate().calls()).isEqualTo(UNITS);
        assertThat(outlook.plan().estimate().tokensInHigh()).isZero();
    }

    @Test
    void refusalsAreOneSentenceAndAKeyIsTakenAndForgotten() {
        TeacherViewModel model = model();
        model.form().provider.set("anthropic");
        assertThat(settled(model).refusal()).contains("model");
        model.form().model.set("claude-haiku-4-5");
        Outlook keyless = settled(model);
        boolean inEnvironment = keyless.place() == Secrets.Place.ENVIRONMENT;
        assertThat(keyless.runs()).isEqualTo(inEnvironment);
        if (!inEnvironment) {
            model.giveKey("sk-ant-test", Keep.THIS_RUN);
            ui.until(() -> model.outlookProperty().get().runs());
            assertThat(model.outlookProperty().get().place()).isEqualTo(Secrets.Place.THIS_RUN);
        }
        assertThat(model.outlookProperty().get().plan().estimate().costHigh()).isPositive();

        model.form().cap.set("much");
        assertThat(settled(model).refusal()).contains("much").contains("sum of money");
        model.form().cap.set("$ 2,50");
        assertThat(settled(model).plan().request().budget()).isEqualTo(2.5);
        model.form().cap.set("0");
        assertThat(settled(model).refusal()).isNotEmpty();
        model.form().cap.set("");

        // nothing was sent to this address yet: the question comes before anything else does
        settled(model);
        model.run();
        assertThat(model.questionProperty().get()).contains("api.anthropic.com");
        assertThat(ui.project().teachers().runs()).isEmpty();
        model.decline();
        assertThat(model.questionProperty().get()).isEmpty();
        if (!inEnvironment) {
            model.forgetKey();
            ui.until(() -> !model.outlookProperty().get().runs());
        }
    }

    @Test
    void repeatsBringATemperatureUnlessOneWasChosen() {
        TeacherForm form = new TeacherForm();
        form.repeats.set(5);
        assertThat(form.temperature.get()).isEqualTo(TeacherForm.REPEATED);
        form.repeats.set(1);
        assertThat(form.temperature.get()).isZero();
        form.temperature.set(1);
        form.repeats.set(3);
        assertThat(form.temperature.get()).isEqualTo(1);
    }

    @Test
    void aRunIsPausedGoesOnAndNothingIsAskedTwice() {
        TeacherViewModel model = asking();
        server.takes(60);
        model.form().concurrency.set(2);
        settled(model);
        model.run();
        ui.until(() -> model.liveProperty().get() != null && server.asked().size() > 6);
        model.pause();
        ui.until(() -> model.liveProperty().get() == null && model.factsProperty().get() != null && ui.project().jobs().active().isEmpty());
        ui.until(() -> model.factsProperty().get().open() > 0 && model.factsProperty().get().answered() > 0);
        assertThat(model.troubleProperty().get()).isEmpty();
        server.takes(0);
        model.resume();
        ui.until(() -> model.factsProperty().get().open() == 0 && model.liveProperty().get() == null);
        assertThat(model.factsProperty().get().outcome().outcomes()).containsEntry(UnitOutcome.LABELLED, (long) UNITS);
        assertThat(server.charged().values()).allMatch(n -> n == 1);
        assertThat(ui.project().jobs().all().stream().filter(j -> j.resumable())).as("broken jobs").isEmpty();
    }

    @Test
    void aCapStopsTheRunAndANewOneLetsItGoOn() {
        TeacherViewModel model = asking();
        model.form().concurrency.set(1);
        model.form().cap.set("0.0001");
        settled(model);
        model.run();
        ui.until(() -> model.factsProperty().get() != null && model.factsProperty().get().capped() && model.liveProperty().get() == null);
        assertThat(model.factsProperty().get().outcome().cost()).isLessThan(0.0003);
        model.form().cap.set("1");
        settled(model);
        model.resume();
        ui.until(() -> model.factsProperty().get().open() == 0);
        assertThat(model.factsProperty().get().tally().capped()).isZero();
        assertThat(server.charged().values()).allMatch(n -> n == 1);
    }

    @Test
    void theTestAsksAboutFiveTextsOutsideTheTestPart() {
        TeacherViewModel model = asking();
        ui.project().validation().begin(new concord.app.ValidationService.Start("stance", "Ana", 40, 0.25, null, 3));
        String test = ui.project().validation().current("stance").orElseThrow().test();
        assertThat(ui.project().samples().role(test)).contains(SampleRole.TEST);
        model.testOnFew();
        ui.until(() -> model.factsProperty().get() != null && model.liveProperty().get() == null
                && model.factsProperty().get().answered() == 5);
        model.testOnFew();
        ui.until(() -> ui.project().teachers().runs().size() == 2 && model.liveProperty().get() == null
                && model.factsProperty().get().answered() == 5 && model.factsProperty().get().run().name().endsWith("2"));
        Set<Long> asked = new HashSet<>();
        ui.project().teachers().runs().forEach(r -> ui.project().teachers().answers(r.name()).forEach(a -> asked.add(a.unit())));
        assertThat(asked).hasSize(5);
        assertThat(ui.project().samples().members(test)).noneMatch(m -> asked.contains(m.unit()));
    }

    @Test
    void callsAreListedFilteredAndAskedAgain() {
        server.lies(a -> a.user().contains("number 2 ") && a.times() == 1 ? Lie.NO_LABEL : Lie.NONE);
        TeacherViewModel model = asking();
        CallsViewModel calls = new CallsViewModel(model);
        AgreementViewModel agreement = new AgreementViewModel(model);
        model.run();
        ui.until(() -> calls.rows().size() == UNITS && model.liveProperty().get() == null);
        calls.statusProperty().set(CallStatus.UNPARSABLE);
        ui.until(() -> calls.rows().size() == 1);
        assertThat(calls.rows().getFirst().key()).isEqualTo("u2");
        assertThat(calls.rows().getFirst().call().label()).isNull();
        calls.selectedProperty().set(calls.rows().getFirst());
        calls.askAgain();
        ui.until(() -> model.factsProperty().get().tally().parsed() == UNITS && model.liveProperty().get() == null);
        calls.statusProperty().set(null);
        ui.until(() -> calls.rows().size() == UNITS + 1);
        ui.until(() -> agreement.sightProperty().get() != null && agreement.sightProperty().get().one() != null
                && agreement.sightProperty().get().one().n() == UNITS);
        assertThat(agreement.sightProperty().get().one().value("percent_agreement").orNaN()).isEqualTo(1);
        assertThat(agreement.sightProperty().get().votes()).as("each text was asked about once").isEmpty();
    }

    @Test
    void thePromptShowsARealTextAndAWrongPlaceIsSaidAtOnce() {
        TeacherViewModel model = asking();
        PromptViewModel prompt = new PromptViewModel(model);
        prompt.next();
        ui.until(() -> prompt.sightProperty().get() != null);
        assertThat(prompt.sightProperty().get().prompt().user()).contains("The new ");
        String own = prompt.templateProperty().get().user();
        prompt.edit(prompt.templateProperty().get().system(), own + "\n{{texxt}}");
        ui.until(() -> prompt.problemProperty().get().contains("texxt"));
        assertThat(prompt.edited()).isTrue();
        ui.until(() -> model.outlookProperty().get().refusal().contains("texxt"));
        prompt.restore();
        ui.until(() -> prompt.sightProperty().get() != null && prompt.problemProperty().get().isEmpty());
        assertThat(prompt.edited()).isFalse();
    }

    @Test
    void runsAreReplayedComparedAndDeleted() {
        TeacherViewModel model = asking();
        RunsViewModel runs = new RunsViewModel(model);
        model.run();
        ui.until(() -> runs.rows().size() == 1 && model.liveProperty().get() == null && runs.rows().getFirst().outcome().calls() == UNITS);
        server.answers(a -> a.user().contains("park number 1 ") || a.user().contains("is not what")
                ? "{\"label\": \"no\"}"
                : "{\"label\": \"yes\"}");
        model.askAnew();
        ui.until(() -> runs.rows().size() == 2 && model.liveProperty().get() == null && runs.rows().getFirst().outcome().calls() == UNITS);
        runs.replay(runs.rows().getFirst());
        ui.until(() -> runs.findingProperty().get() != null);
        assertThat(runs.findingProperty().get().good()).isTrue();
        runs.drift(runs.rows().get(0), runs.rows().get(1), "Ana");
        ui.until(() -> runs.findingProperty().get().title().contains("different times"));
        assertThat(runs.findingProperty().get().lines()).anyMatch(l -> l.startsWith("1 of 60 texts")).anyMatch(l -> l.contains("McNemar"));
        runs.repeats(runs.rows().getFirst());
        ui.until(() -> Boolean.FALSE.equals(runs.findingProperty().get().good()));
        assertThat(runs.findingProperty().get().lines().getFirst()).contains("once");
        runs.delete(runs.rows().getFirst());
        ui.until(() -> runs.rows().size() == 1);
        assertThat(ui.project().teachers().runs()).hasSize(1);
        assertThat(model.shownProperty().get()).isEqualTo(runs.rows().getFirst().run().name());
    }
}
