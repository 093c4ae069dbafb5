package concord.ui.study;

import static org.assertj.core.api.Assertions.assertThat;

import concord.model.request.StudyRequest;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// What is typed into the form of a study, what is proposed, and where a refusal stands.
class FormTest {
    private static StudyForm form() {
        StudyForm form = new StudyForm();
        form.variables.setAll("stance");
        form.sample.set("test");
        form.annotator.set("Ana");
        form.arms.setAll(ArmDraft.human("Ana", "Human", List.of(250, 708)), ArmDraft.teacher("GPT", List.of()),
                ArmDraft.both("Ana", "GPT", 250, 458), ArmDraft.itself("GPT"));
        form.students.setAll("linear");
        return form;
    }

    @Test
    void whatIsTypedBecomesTheRequest() {
        StudyForm form = form();
        form.seeds.set("3; 5 7");
        form.consistency.set("1, .8");
        form.positive.set("yes");
        form.search.set(StudyForm.Search.TYPED);
        form.grid.set("class_weights=true,false; max_length=64,128");
        assertThat(form.wrong()).isEmpty();
        StudyRequest request = form.request();
        assertThat(request.arms()).containsExactly(new StudyRequest.Arm("Human", "Ana", List.of(250, 708), null, List.of()),
                new StudyRequest.Arm("GPT", "GPT", List.of(), null, List.of()),
                new StudyRequest.Arm("Both", null, List.of(), null,
                        List.of(new StudyRequest.Part("Ana", 250), new StudyRequest.Part("GPT", 458))),
                new StudyRequest.Arm("GPT itself", null, List.of(), "GPT", List.of()));
        assertThat(request.seeds()).containsExactly(3L, 5L, 7L);
        assertThat(request.consistencyAtLeast()).containsExactly(null, 1.0, 0.8);
        assertThat(request.grid()).isEqualTo(Map.of("class_weights", List.of("true", "false"), "max_length", List.of("64", "128")));
        assertThat(request.positive()).isEqualTo("yes");
        assertThat(request.parallel()).isZero();

        StudyForm other = new StudyForm();
        other.fill(request, "Ana"::equals);
        assertThat(other.request()).isEqualTo(request);
        assertThat(other.arms).extracting(a -> a.kind).containsExactly(ArmDraft.Kind.values());
    }

    @Test
    void eachMistakeStandsAtItsField() {
        StudyForm form = form();
        form.seeds.set("1, two");
        assertThat(form.wrong()).hasValue(new Refusal(Field.SEEDS, "Seeds: “two” is no whole number from 0 to 999,999,999."));
        form.seeds.set("1, 1");
        assertThat(form.wrong()).hasValue(new Refusal(Field.SEEDS, "Seeds: 1 is there twice."));
        form.seeds.set("");
        assertThat(form.wrong().orElseThrow().field()).isEqualTo(Field.SEEDS);
        form.seeds.set("1");
        form.consistency.set("1.5");
        assertThat(form.wrong().orElseThrow().field()).isEqualTo(Field.CONSISTENCY);
        form.consistency.set("");
        form.search.set(StudyForm.Search.TYPED);
        form.grid.set("epochs");
        assertThat(form.wrong().orElseThrow().field()).isEqualTo(Field.GRID);
        form.search.set(StudyForm.Search.OFF);
        form.arms.get(2).sizes.set("250");
        assertThat(form.wrong()).hasValue(new Refusal(Field.ARMS, "Both: give two numbers with + between, as in 250 + 750."));
        form.arms.get(2).sizes.set("250+100");
        form.arms.get(1).name.set("Human");
        assertThat(form.wrong()).hasValue(new Refusal(Field.ARMS, "Two arms are called Human: rename one."));
        form.arms.get(1).name.set("GPT");
        form.students.clear();
        assertThat(form.wrong().orElseThrow().field()).isEqualTo(Field.STUDENTS);
        form.arms.setAll(ArmDraft.itself("GPT"));
        assertThat(form.wrong()).as("a teacher alone needs no student").isEmpty();
        form.parallel.set("2, 3");
        assertThat(form.wrong().orElseThrow().field()).isEqualTo(Field.MORE);
        form.sample.set("");
        assertThat(form.wrong().orElseThrow().field()).isEqualTo(Field.TEST);
    }

    @Test
    void aRefusalOfTheServiceStandsAtWhatItNames() {
        Map<String, Field> names = Map.of("Both", Field.ARMS, "linear", Field.STUDENTS, "test", Field.TEST);
        assertThat(Refusal.of("The arm \"Both\" asks for more than \"test\" leaves.", names).field()).isEqualTo(Field.ARMS);
        assertThat(Refusal.of("The sample \"test\" holds no units.", names).field()).isEqualTo(Field.TEST);
        assertThat(Refusal.of("A student has no setting \"x\" to search over.", names).field()).isEqualTo(Field.GRID);
        assertThat(Refusal.of("Something else.", names).field()).isEqualTo(Field.ARMS);
    }

    @Test
    void theSmallSearchIsOfTheFirstStudentThatIsNoBaseline() {
        StudyForm form = form();
        form.search.set(StudyForm.Search.SMALL);
        assertThat(form.grid().keySet()).containsExactly("class_weights", "max_length");
        form.students.setAll("linear", "minilm");
        assertThat(form.grid()).isEqualTo(Map.of("learning_rate", List.of("5e-5", "2e-4"), "batch", List.of("8", "16")));
    }

    @Test
    void armsAreProposedFromWhatThereIs() {
        Ground ground = new Ground("stance", 1000, List.of("Ana"), List.of("GPT", "rules"), Map.of("Ana", 900L), List.of());
        List<ArmDraft> arms = Proposal.arms(ground, Map.of("Ana", 708, "GPT", 708, "rules", 2000));
        assertThat(arms.stream().map(a -> a.name.get() + ": " + a.sizes.get())).containsExactly("Human: 250, 708", "GPT: 250, 708",
                "rules: 250, 708, 1000", "Both: 250 + 458", "GPT itself: ", "rules itself: ");
        assertThat(Objects.requireNonNull(arms.get(3).second)).isEqualTo("GPT");
    }

    @Test
    void fewLabelsMakeSmallerArmsAndNoneMakeNone() {
        Ground ground = new Ground("stance", 300, List.of("Ana"), List.of("GPT"), Map.of("Ana", 300L), List.of());
        assertThat(Proposal.arms(ground, Map.of("Ana", 60, "GPT", 200)).stream().map(a -> a.name.get() + ": " + a.sizes.get()))
                .containsExactly("Human: 60", "GPT: 60, 100, 200", "Both: 30 + 30", "GPT itself: ");
        assertThat(Proposal.arms(ground, Map.of("Ana", 0, "GPT", 0))).extracting(a -> a.kind).containsExactly(ArmDraft.Kind.ITSELF);
    }

    @Test
    void aMomentTellsTheTrainingsAtWorkApart() {
        Moment.Said said = Moment.said("training 5 of 12, GPT 250, consistency ≥ 1, minilm, seed 2, epoch 3 of 8").orElseThrow();
        assertThat(said.number()).isEqualTo(5);
        assertThat(said.total()).isEqualTo(12);
        assertThat(said.ended()).isFalse();
        assertThat(Moment.said("training 5 of 12, Human, linear, seed 2, done").orElseThrow().ended()).isTrue();
        assertThat(Moment.said("reading")).isEmpty();
        assertThat(Moment.work(said.about())).isEqualTo(new Moment.Work("epoch 3 of 8", 3 / 8.0));
        Moment moment = new Moment(4, 12, 0.4, java.util.Optional.empty(),
                Map.of("GPT 250, consistency ≥ 1, minilm, seed 2,", Moment.work(said.about())));
        concord.study.Cell cell = new concord.study.Cell("stance", "GPT", 250, true, 1.0, "minilm");
        assertThat(moment.at(cell, false)).isPresent();
        assertThat(moment.at(new concord.study.Cell("stance", "GPT", 250, true, null, "minilm"), false)).isEmpty();
        assertThat(moment.at(cell, true)).isEmpty();
    }
}
