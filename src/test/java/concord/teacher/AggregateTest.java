package concord.teacher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import concord.model.CallStatus;
import concord.model.UnitOutcome;
import concord.model.result.UnitAnswer;
import concord.testing.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What many answers come to.
class AggregateTest {
    private static CallLog.Known said(int repeat, String label) {
        return new CallLog.Known(1, repeat, CallStatus.LABELLED, label, null);
    }

    private static CallLog.Known silent(int repeat, CallStatus status) {
        return new CallLog.Known(1, repeat, status, null, null);
    }

    @Test
    void theConsistencyIsOverWhatParsed() {
        UnitAnswer answer = Aggregate.of(1,
                List.of(said(1, "a"), said(2, "b"), said(3, "a"), silent(4, CallStatus.UNPARSABLE), silent(5, CallStatus.REFUSED)));
        assertThat(answer).returns(UnitOutcome.LABELLED, UnitAnswer::outcome).returns("a", UnitAnswer::label).returns(5, UnitAnswer::asked)
                .returns(3, UnitAnswer::parsed).returns(2.0 / 3, UnitAnswer::consistency);
    }

    @Test
    void aTieHasNoLabel() {
        assertThat(Aggregate.of(1, List.of(said(2, "b"), said(1, "a")))).returns(UnitOutcome.TIE, UnitAnswer::outcome)
                .returns(null, UnitAnswer::label).returns(List.of("a", "b"), UnitAnswer::tied).returns(0.5, UnitAnswer::consistency);
    }

    @Test
    void noLabelIsNeverALabel() {
        assertThat(Aggregate.of(1, List.of()).outcome()).isEqualTo(UnitOutcome.FAILED);
        assertThat(Aggregate.of(1, List.of(silent(1, CallStatus.CAPPED))).outcome()).isEqualTo(UnitOutcome.CAPPED);
        assertThat(Aggregate.of(1, List.of(silent(1, CallStatus.UNPARSABLE), silent(2, CallStatus.REFUSED))).outcome())
                .isEqualTo(UnitOutcome.REFUSED);
        assertThat(Aggregate.of(1, List.of(silent(1, CallStatus.FAILED), silent(2, CallStatus.FAILED), silent(3, CallStatus.UNPARSABLE))))
                .returns(UnitOutcome.FAILED, UnitAnswer::outcome).returns(null, UnitAnswer::consistency);
    }

    @Test
    void anEmptyAnswerOfAMultiLabelVariableIsAnAnswer() {
        assertThat(Aggregate.of(1, List.of(said(1, ""), said(2, ""), said(3, "a")))).returns("", UnitAnswer::label);
    }

    @Test
    void theConfidenceIsThatOfTheLabelGiven() {
        UnitAnswer answer = Aggregate.of(1, List.of(new CallLog.Known(1, 1, CallStatus.LABELLED, "a", 0.9),
                new CallLog.Known(1, 2, CallStatus.LABELLED, "b", 0.2), new CallLog.Known(1, 3, CallStatus.LABELLED, "a", 0.7)));
        assertThat(answer.confidence()).isCloseTo(0.8, within(1e-12));
    }

    /// 100 tweets with 20 stored answers each; an answer of that file that is missing counts against consistency there, and none is missing
    /// among those that are compared.
    @Test
    void storedAnswersOfAPublishedRun() throws IOException {
        List<String> lines = Files.readAllLines(SharedData.file("stance_repeat20.csv"));
        int compared = 0;
        double sum = 0;
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.substring(line.lastIndexOf('"') + 1).split(",", -1);
            List<String> last = List.of(cells).subList(cells.length - 22, cells.length);
            List<CallLog.Known> calls = new ArrayList<>();
            for (int i = 2; i < 22; i++) {
                calls.add(last.get(i).isEmpty() ? silent(i - 1, CallStatus.UNPARSABLE) : said(i - 1, last.get(i)));
            }
            UnitAnswer answer = Aggregate.of(1, calls);
            if (answer.parsed() == 20) {
                assertThat(answer.consistency()).isCloseTo(Double.parseDouble(last.get(1)), within(1e-12));
                compared++;
            }
            if (answer.outcome() == UnitOutcome.LABELLED)
                assertThat(answer.label()).isEqualTo(last.get(0));
            else
                assertThat(answer.tied()).contains(last.get(0));
            sum += answer.parsed() == 20 ? answer.consistency() : Double.parseDouble(last.get(1));
        }
        assertThat(lines).hasSize(101);
        assertThat(compared).isGreaterThan(95);
        assertThat(sum / 100).isCloseTo(0.973, within(1e-9));
    }
}
