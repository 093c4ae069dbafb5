package concord.ui.study;

import concord.app.StudyService.Plan;
import concord.app.StudyService.SamplingPlan;
import concord.report.Numbers;
import concord.ui.Texts;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/// What a study will come to, in words.
final class PlanLine {
    private static final double LONG = 90;

    private PlanLine() {
    }

    /// "72 trainings, about 2 h 10 min on this computer."
    static String of(Plan plan) {
        return work(plan.trainings(), plan.seconds());
    }

    static String of(SamplingPlan plan) {
        return work(plan.trainings(), plan.seconds());
    }

    private static String work(int trainings, double seconds) {
        return seconds > 0
                ? Texts.get("study.plan.time", trainings, Numbers.count(trainings),
                        Numbers.duration(Duration.ofMillis((long) (roughly(seconds) * 1000))))
                : Texts.get("study.plan.notime", trainings, Numbers.count(trainings));
    }

    /// "Tested on 300 texts; 2 studies have looked at them before."
    static String test(Plan plan) {
        return Texts.get("study.plan.test", Numbers.count(plan.testUnits())) + " " + looks(plan.looks());
    }

    static String looks(int looks) {
        return Texts.get("study.looks", looks, Numbers.count(looks));
    }

    static String notes(List<String> notes) {
        return notes.stream().distinct().collect(Collectors.joining(" "));
    }

    /// A guess is said as one: whole minutes beyond the first, tens of seconds below.
    private static double roughly(double seconds) {
        return seconds >= LONG ? Math.round(seconds / 60) * 60.0 : Math.max(10, Math.round(seconds / 10) * 10.0);
    }
}
