package concord.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import concord.stats.Interval;
import concord.stats.Value;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {
    @ParameterizedTest
    @CsvSource({".784, .78", "1, 1.00", "0, .00", "-.05, −.05", "-.001, .00", ".996, 1.00", "-1, −1.00", "NaN, –"})
    void bounded(double value, String text) {
        assertThat(Numbers.bounded(value)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0, 2, 0", "1, 2, 1", ".784, 2, .78", ".0125, 3, .013", ".999, 2, 1.00", "NaN, 2, –"})
    void share(double value, int digits, String text) {
        assertThat(Numbers.share(value, digits)).isEqualTo(text);
    }

    @Test
    void missingAndIntervals() {
        assertThat(Numbers.bounded(Value.undefined("only one label was used"))).isEqualTo("–");
        assertThat(Numbers.interval(null)).isEqualTo("–");
        assertThat(Numbers.interval(new Interval(-.042, .8, .95, "m", 10, 1))).isEqualTo("[−.04, .80]");
    }

    @ParameterizedTest
    @CsvSource({"0, 0%", ".004, <1%", ".005, 1%", ".857, 86%", ".994, 99%", ".999, >99%", "1, 100%"})
    void percent(double share, String text) {
        assertThat(Numbers.percent(share)).isEqualTo(text);
    }

    @Test
    void counts() {
        assertThat(Numbers.count(4809)).isEqualTo("4,809");
        assertThat(Numbers.count(-1200)).isEqualTo("−1,200");
        assertThat(Numbers.plain(-0.004, 2)).isEqualTo("0.00");
        assertThat(Numbers.plain(-1204.56, 1)).isEqualTo("−1,204.6");
    }

    @ParameterizedTest
    @CsvSource({"400, 0 s", "9400, 9 s", "59600, 1 min", "70000, 1 min 10 s", "3600000, 1 h", "7800000, 2 h 10 min", "86400000, 1 d",
            "100800000, 1 d 4 h", "3599600, 1 h"})
    void duration(long millis, String text) {
        assertThat(Numbers.duration(Duration.ofMillis(millis))).isEqualTo(text);
    }

    @Test
    void everyStatisticHasAName() {
        assertThat(StatisticNames.of("krippendorff_alpha.ordinal")).isEqualTo("Krippendorff’s α, ordinal");
        assertThat(StatisticNames.of("samples.f1")).isEqualTo("Mean F1");
        for (String key : List.of("f1", "macro.f2", "per_label.x.f1", "mean.f1")) {
            assertThatThrownBy(() -> StatisticNames.of(key)).hasMessage("no statistic " + key);
        }
        Examples.figures().values().keySet().forEach(key -> assertThat(StatisticNames.of(key)).isNotBlank());
    }

    @Test
    void tablesAreQuoted() {
        Table table = new Table("t", List.of("label", "note"), List.of(List.of("a,b", "say \"hi\""), List.of(" x", "two\nlines")));
        assertThat(table.csv()).isEqualTo("label,note\n\"a,b\",\"say \"\"hi\"\"\"\n\" x\",\"two\nlines\"\n");
        assertThatThrownBy(() -> new Table("t", List.of("a"), List.of(List.of("1", "2")))).hasMessageContaining("2 cells under 1");
    }
}
