package concord.ui.control;

import static org.assertj.core.api.Assertions.assertThat;

import concord.stats.Interval;
import concord.stats.Value;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class NumbersTest {
    @Test
    void boundedStatisticsHaveNoLeadingZero() {
        assertThat(Numbers.share(0.784)).isEqualTo(".78");
        assertThat(Numbers.share(1)).isEqualTo("1.00");
        assertThat(Numbers.share(-0.125)).isEqualTo("\u2212.13");
        assertThat(Numbers.share(-0.001)).isEqualTo(".00");
        assertThat(Numbers.value(Value.undefined("only one label was used"))).isEqualTo("\u2013");
        assertThat(Numbers.interval(new Interval(-0.1, 0.5, 0.95, "percentile", 1000, 1))).isEqualTo("[\u2212.10, .50]");
        assertThat(Numbers.interval(null)).isEmpty();
    }

    @Test
    void countsAndTimesReadAsPeopleSayThem() {
        assertThat(Numbers.count(4809)).isEqualTo("4,809");
        assertThat(Numbers.percent(0.614)).isEqualTo("61 %");
        assertThat(Numbers.duration(Duration.ofSeconds(45))).isEqualTo("45 s");
        assertThat(Numbers.duration(Duration.ofSeconds(70))).isEqualTo("1 min 10 s");
        assertThat(Numbers.duration(Duration.ofSeconds(60 * 14 + 5))).isEqualTo("14 min");
        assertThat(Numbers.duration(Duration.ofMinutes(125))).isEqualTo("2 h 5 min");
    }
}
