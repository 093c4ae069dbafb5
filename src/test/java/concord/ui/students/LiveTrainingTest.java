package concord.ui.students;

import static org.assertj.core.api.Assertions.assertThat;

import concord.job.Metric;
import concord.job.Progress;
import concord.ui.control.Plot;
import java.util.List;
import org.junit.jupiter.api.Test;

class LiveTrainingTest {
    @Test
    void showsTheCurvesOfATraining() {
        LiveTraining.Moment moment = moment(new Metric("loss", 1, 0.9), new Metric("loss", 2, 0.7), new Metric("validation_f1", 1, 0.5));
        assertThat(moment.trial()).isEmpty();
        assertThat(moment.loss()).containsExactly(new Plot.Point(1, 0.9), new Plot.Point(2, 0.7));
        assertThat(moment.f1()).containsExactly(new Plot.Point(1, 0.5));
    }

    @Test
    void showsTheCurvesOfThePresentTrial() {
        LiveTraining.Moment moment = moment(new Metric("trial 1 loss", 1, 0.9), new Metric("trial 1 validation_f1", 1, 0.5),
                new Metric("trial_f1", 1, 0.5), new Metric("trial 2 loss", 1, 0.8));
        assertThat(moment.trial()).isEqualTo("trial 2 ");
        assertThat(moment.loss()).containsExactly(new Plot.Point(1, 0.8));
        assertThat(moment.f1()).isEmpty();
    }

    @Test
    void ofSeveralSeedsOneAfterTheOtherShowsTheLast() {
        LiveTraining.Moment moment = moment(new Metric("trial 1 loss", 1, 0.9), new Metric("loss", 1, 0.8), new Metric("loss", 2, 0.7),
                new Metric("loss", 1, 0.6));
        assertThat(moment.loss()).containsExactly(new Plot.Point(1, 0.6));
    }

    private static LiveTraining.Moment moment(Metric... metrics) {
        return LiveTraining.moment(List.of(metrics), Progress.NONE);
    }
}
