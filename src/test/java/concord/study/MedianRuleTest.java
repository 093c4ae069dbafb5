package concord.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MedianRuleTest {
    @Test
    void aTrialBehindTheMedianAtTheSameEpochIsHopeless() {
        MedianRule rule = new MedianRule();
        rule.finished(List.of(0.5, 0.4, 0.7));
        rule.finished(List.of(0.3, 0.6, 0.8));
        assertThat(rule.hopeless(List.of(0.1))).as("two finished ones say little").isFalse();
        rule.finished(List.of(0.4, 0.5));
        assertThat(rule.hopeless(List.of(0.39))).isTrue();
        assertThat(rule.hopeless(List.of(0.4))).as("as good as the median").isFalse();
        assertThat(rule.hopeless(List.of(0.49, 0.1))).as("best so far against 0.5, 0.6, 0.5").isTrue();
        assertThat(rule.hopeless(List.of(0.5, 0.1))).isFalse();
        assertThat(rule.hopeless(List.of(0.1, 0.1, 0.1))).as("only two went so far").isFalse();
        assertThat(rule.hopeless(List.of())).isFalse();
        rule.finished(List.of(0.6));
        assertThat(rule.hopeless(List.of(0.44))).as("the middle of 0.4 and 0.5").isTrue();
        assertThat(rule.hopeless(List.of(0.46))).isFalse();
    }
}
