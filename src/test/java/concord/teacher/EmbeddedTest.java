package concord.teacher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import concord.model.Label;
import concord.model.TeacherCall;
import concord.model.Unit;
import concord.model.UnitOutcome;
import concord.model.UnitTexts;
import concord.model.Variable;
import concord.model.VariableKind;
import concord.model.result.TeachOutcome;
import concord.teacher.prompt.Example;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// The embedded teacher with an embedder that counts words.
class EmbeddedTest {
    private static final List<String> WORDS = List.of("tax", "park", "bus", "money", "tree", "train", "cost", "green");

    private final MemoryLog log = new MemoryLog();

    private static float[][] embed(List<String> texts) {
        float[][] vectors = new float[texts.size()][WORDS.size()];
        for (int i = 0; i < texts.size(); i++) {
            for (String word : texts.get(i).toLowerCase(Locale.ROOT).split("\\W+")) {
                if (WORDS.contains(word))
                    vectors[i][WORDS.indexOf(word)]++;
            }
        }
        return vectors;
    }

    private TeachOutcome run(Variable variable, List<Unit> units, ExampleSource examples, Lessons.Request request) {
        Lesson lesson = new Lesson("e", request.make(), variable, 1, units.stream().map(Unit::id).toList(),
                ids -> units.stream().filter(u -> ids.contains(u.id())).toList(), examples);
        return new Teachers(name -> Optional.empty(), EmbeddedTest::embed, PriceTable::own).run(lesson, log, new TestContext());
    }

    private static Lessons.Request request() {
        return Lessons.request("embedded:minilm", null);
    }

    private static Unit unit(long id, String text, String textB) {
        return new Unit(id, "u" + id, text, textB, null, Map.of());
    }

    private static final Variable TOPIC = new Variable("topic", VariableKind.SINGLE, "", "",
            List.of(new Label("economy", "tax money cost", List.of("the cost of a tax"), List.of(), null, 0),
                    new Label("nature", "park tree green", List.of(), List.of(), null, 1),
                    new Label("transport", "bus train", List.of(), List.of(), null, 2)));

    @Test
    void theNearestLabelWithoutNetworkOrKey() {
        TeachOutcome outcome = run(TOPIC,
                List.of(unit(1, "money and tax", null), unit(2, "a green tree", null), unit(3, "the train", null)),
                ExampleSource.NONE, request());
        assertThat(log.calls()).extracting(TeacherCall::label).containsExactlyInAnyOrder("economy", "nature", "transport");
        assertThat(log.calls()).allSatisfy(c -> assertThat(c.confidence()).isBetween(0.5, 1.0));
        assertThat(outcome).returns(0.0, TeachOutcome::cost).satisfies(o -> assertThat(o.notes()).isEmpty());
    }

    @Test
    void examplesTeachWhatDescriptionsDoNot() {
        Variable named = new Variable("side", VariableKind.SINGLE, "", "", List.of(Label.named("x", 0), Label.named("y", 1)));
        ExampleSource examples = u -> List.of(new Example("a", new UnitTexts("bus", null, null), "x"),
                new Example("b", new UnitTexts("tree", null, null), "y"));
        run(named, List.of(unit(1, "green tree", null)), examples, request());
        assertThat(log.calls().getFirst()).returns("y", TeacherCall::label).returns(List.of("a", "b"), TeacherCall::examples);
    }

    @Test
    void repeatsDifferWhereLabelsAreEquallyNearAndComeAgainWithTheSeed() {
        List<Unit> units = List.of(unit(1, "tree bus", null), unit(2, "tax money cost", null));
        run(TOPIC, units, ExampleSource.NONE, request().repeats(20).temperature(1));
        List<String> first = labels(1);
        assertThat(first).contains("nature", "transport");
        assertThat(labels(2)).containsOnly("economy");
        EmbeddedTest again = new EmbeddedTest();
        again.run(TOPIC, units, ExampleSource.NONE, request().repeats(20).temperature(1));
        assertThat(again.labels(1)).isEqualTo(first);
    }

    private List<String> labels(long unit) {
        return log.calls().stream().filter(c -> c.unit() == unit).sorted(java.util.Comparator.comparingInt(TeacherCall::repeat))
                .map(TeacherCall::label).toList();
    }

    @Test
    void severalLabelsAreGivenWhereSeveralAreNear() {
        Variable multi = new Variable("topics", VariableKind.MULTI, "", "", TOPIC.labels().subList(1, 3));
        run(multi, List.of(unit(1, "tree park green bus train", null), unit(2, "bus", null)), ExampleSource.NONE, request());
        assertThat(log.calls().stream().filter(c -> c.unit() == 2).findFirst().orElseThrow().label()).isEqualTo("transport");
        assertThat(log.calls()).allSatisfy(c -> assertThat(c.label()).isNotEmpty());
    }

    @Test
    void pairsAreComparedWithExamples() {
        Variable same = new Variable("same", VariableKind.PAIR, "", "", List.of(Label.named("same", 0), Label.named("other", 1)));
        ExampleSource examples = u -> List.of(new Example("a", new UnitTexts("tax cost", "cost tax", null), "same"),
                new Example("b", new UnitTexts("bus", "tree", null), "other"));
        TeachOutcome outcome = run(same, List.of(unit(1, "green park", "park green")), examples, request());
        assertThat(outcome.outcomes()).containsEntry(UnitOutcome.LABELLED, 1L);
        assertThat(log.calls().getFirst().label()).isEqualTo("same");
        assertThatThrownBy(() -> run(same, List.of(unit(9, "a", "b")), ExampleSource.NONE, request())).hasMessageContaining("choose some");
    }
}
