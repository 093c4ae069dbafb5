package concord.ui.teacher;

import concord.app.Project;
import concord.app.TeacherService;
import concord.app.TeacherService.Tally;
import concord.model.Teaching;
import concord.model.UnitOutcome;
import concord.model.request.TeachRequest;
import concord.model.result.TeachEstimate;
import concord.model.result.TeachOutcome;
import concord.model.result.UnitAnswer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is known of one run, read off the window's thread.
///
/// @param unanimous share of the texts with two or more parsed answers whose answers are all the same; null where there are none
/// @param estimate  of the whole run as it was asked for; null where it cannot be made any more
record RunFacts(Teaching run, TeachRequest request, TeachOutcome outcome, Tally tally, @Nullable Double unanimous,
        @Nullable TeachEstimate estimate) {

    /// @param before what was known of the same run, whose estimate is taken over; null for none
    static RunFacts read(Project project, Teaching run, @Nullable RunFacts before) {
        TeacherService teachers = project.teachers();
        TeachRequest request = teachers.request(run.name());
        TeachEstimate estimate = before != null && before.run.name().equals(run.name()) ? before.estimate : estimate(teachers, request);
        return new RunFacts(run, request, teachers.outcome(run.name()), teachers.tally(run.name()),
                request.repeats() > 1 ? unanimous(teachers.answers(run.name())) : null, estimate);
    }

    private static @Nullable TeachEstimate estimate(TeacherService teachers, TeachRequest request) {
        try {
            return teachers.plan(request.withRun(null)).estimate();
        } catch (concord.app.AppException e) {
            // its examples or its sample may be gone; the run is shown without the mark
            return null;
        }
    }

    private static @Nullable Double unanimous(List<UnitAnswer> answers) {
        List<UnitAnswer> several = answers.stream().filter(a -> a.parsed() > 1).toList();
        if (several.isEmpty())
            return null;
        long same = several.stream().filter(a -> Double.valueOf(1).equals(a.consistency())).count();
        return (double) same / several.size();
    }

    long answered() {
        return tally.parsed() + tally.refused() + tally.unparsable();
    }

    long asked() {
        return outcome.units() * request.repeats();
    }

    /// Answers that can still be asked for: failed, held back by the cap, or not come to.
    long open() {
        return Math.max(0, asked() - answered() - outcome.pending());
    }

    boolean capped() {
        return outcome.outcomes().getOrDefault(UnitOutcome.CAPPED, 0L) > 0;
    }
}
