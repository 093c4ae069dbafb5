package concord.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import concord.app.Validation.Step;
import concord.app.ValidationService.Gauge;
import concord.app.ValidationService.Start;
import concord.model.Label;
import concord.model.SampleMember;
import concord.model.SampleRole;
import concord.model.Variable;
import concord.model.request.TeachRequest;
import concord.stats.BootstrapOptions;
import concord.teacher.server.Asked;
import concord.teacher.server.FakeProvider;
import concord.teacher.server.Lie;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The five steps, with a teacher that errs until the codebook says how to label.
class ValidationServiceTest {
    private static final int UNITS = 100;
    @TempDir
    Path folder;
    private final FakeProvider server = new FakeProvider();
    private AppContext app;
    private Project project;

    @BeforeEach
    void open() {
        app = new AppContext(new Home(folder.resolve("home")), new Secrets(_ -> null, Optional.empty()));
        project = Projects.create(app, folder);
        Projects.load(project, Projects.file(folder, UNITS), Projects.roles());
        server.answers(a -> said(a) ? "{\"label\": \"yes\"}" : "{\"label\": \"no\"}");
    }

    @AfterEach
    void close() {
        app.close();
        server.close();
    }

    private static boolean said(Asked asked) {
        boolean told = asked.user().contains("the writer welcomes it");
        boolean park = asked.user().contains(" park number");
        return asked.user().contains("I like and welcome") != (park && !told);
    }

    private TeachRequest request(String name) {
        return new TeachRequest(name, "stance", "openai:gpt-4o-mini", server.url() + "/v1", null, 4, "fixed", "Ana", 1, 0, 50, 1, null, 4,
                0,
                null, null, false, false);
    }

    @Test
    void aTeacherIsGaugedTheCodebookRevisedAndTheRestTestedOnce() {
        ValidationService validation = project.validation();
        assertThatThrownBy(() -> validation.status("stance")).isInstanceOf(AppException.class).hasMessageContaining("no validation");
        Validation begun = validation.begin(new Start("stance", "Ana", 60, 0.5, null, 4));
        assertThat(begun.frame()).isEqualTo(UNITS);
        List<SampleMember> development = project.samples().members(begun.development());
        List<SampleMember> test = project.samples().members(begun.test());
        assertThat(development).hasSize(30).allMatch(m -> m.probability() == 0.3);
        assertThat(test).hasSize(30).allMatch(m -> m.probability() == 0.3);
        Set<Long> all = new HashSet<>();
        development.forEach(m -> all.add(m.unit()));
        test.forEach(m -> all.add(m.unit()));
        assertThat(all).hasSize(60);
        assertThat(project.samples().role(begun.test())).contains(SampleRole.TEST);
        assertThat(project.samples().role(begun.development())).contains(SampleRole.DEVELOPMENT);
        assertThat(validation.status("stance").next()).isEqualTo(Step.GAUGE);
        assertThatThrownBy(() -> validation.begin(new Start("stance", "Ana", 10, 0.5, null, 1))).hasMessageContaining("under way");

        validation.gauge("stance", request("gauge-1")).await();
        assertThat(validation.status("stance").next()).isEqualTo(Step.REVISE);
        Gauge first = validation.look("stance", null, BootstrapOptions.DEFAULT);
        assertThat(first.figures().n()).isEqualTo(30);
        assertThat(first.wrong()).isNotEmpty();
        assertThat(first.figures().interval("macro.f1")).isNotNull();
        assertThat(validation.look("stance", "gauge-1", BootstrapOptions.NONE).looks()).isEqualTo(2);
        assertThat(validation.reportable("stance")).isEmpty();

        Variable stance = project.codebook().current().variable("stance").orElseThrow();
        List<Label> labels = stance.labels().stream().map(l -> new Label(l.name(), l.name().equals("yes") ? "the writer welcomes it" : "no",
                List.of(), List.of(), null, l.slot())).toList();
        validation.revise("stance", List.of(new Variable("stance", stance.kind(), "", "", labels)), "Ana", "parks are places too");
        Validation revised = validation.current("stance").orElseThrow();
        assertThat(revised.revisions()).singleElement().satisfies(r -> {
            assertThat(r.units()).containsExactlyInAnyOrderElementsOf(first.wrong());
            assertThat(r.reason()).isEqualTo("parks are places too");
            assertThat(r.to()).isEqualTo(r.from() + 1);
        });
        assertThat(validation.status("stance").next()).isEqualTo(Step.GAUGE);
        validation.gauge("stance", request("gauge-2")).await();
        assertThat(validation.look("stance", null, BootstrapOptions.NONE).wrong()).isEmpty();

        // a model that does not exist has tested nothing
        server.lies(_ -> Lie.UNKNOWN_MODEL);
        assertThatThrownBy(() -> validation.test("stance", request("misspelt")).await()).hasMessageContaining("gpt-4o-mini");
        server.lies(a -> a.serial() % 10 == 0 ? Lie.REFUSAL : Lie.NONE);
        validation.test("stance", request("tested")).await();
        assertThat(validation.status("stance").next()).isEqualTo(Step.TEST);
        assertThat(validation.reportable("stance")).isEmpty();
        Validation.FinalTest result = validation.result("stance", BootstrapOptions.DEFAULT);
        assertThat(result.figures()).contains("\"accuracy\":1.0");
        assertThat(result.notes()).anyMatch(n -> n.contains("looked at 3 times, with 1 revision")).anyMatch(n -> n.contains("refused"));
        assertThat(validation.reportable("stance")).contains(result);
        assertThat(validation.result("stance", BootstrapOptions.NONE)).isEqualTo(result);
        assertThatThrownBy(() -> validation.test("stance", request("final-2"))).hasMessageContaining("only one");
        Set<String> tested = new HashSet<>();
        test.forEach(m -> tested.add("u" + (m.unit() - 1)));
        for (String run : List.of("gauge-1", "gauge-2", "tested")) {
            project.teachers().calls(run, null, null, 100)
                    .forEach(c -> assertThat(c.examples()).hasSize(4).doesNotContainAnyElementsOf(tested));
        }
        assertThat(project.teachers().calls("tested", null, null, 100)).hasSize(30)
                .allMatch(c -> c.user().contains("the writer welcomes it"));

        assertThatThrownBy(() -> validation.begin(new Start("stance", "Ana", 50, 0.5, null, 1))).hasMessageContaining("40 units");
        Validation next = validation.begin(new Start("stance", "Ana", 40, 0.25, null, 1));
        assertThat(project.samples().members(next.test())).noneMatch(m -> all.contains(m.unit()));
        validation.giveUp("stance");
        assertThat(validation.all("stance")).hasSize(2);
        assertThat(validation.reportable("stance")).contains(result);
    }

    @Test
    void theTeacherComesAfterThePerson() {
        ValidationService validation = project.validation();
        validation.begin(new Start("stance", "Zoe", 20, 0.5, null, 1));
        assertThat(validation.status("stance").next()).isEqualTo(Step.LABEL);
        assertThatThrownBy(() -> validation.gauge("stance", request("early"))).hasMessageContaining("label it first");
        assertThatThrownBy(() -> validation.test("stance", request("early"))).hasMessageContaining("10 units");
        assertThat(server.asked()).isEmpty();
    }
}
