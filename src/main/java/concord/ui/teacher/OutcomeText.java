package concord.ui.teacher;

import concord.model.UnitOutcome;
import concord.model.result.TeachOutcome;
import concord.report.Numbers;
import concord.ui.Texts;
import java.util.ArrayList;
import java.util.List;

/// What came of a run, in one sentence.
final class OutcomeText {
    private OutcomeText() {
    }

    static String of(TeachOutcome outcome) {
        List<String> parts = new ArrayList<>();
        for (UnitOutcome each : UnitOutcome.values()) {
            long units = outcome.outcomes().getOrDefault(each, 0L);
            if (each == UnitOutcome.LABELLED)
                parts.add(Texts.get("teacher.done.labelled", Numbers.count(units), Numbers.count(outcome.units())));
            else if (units > 0)
                parts.add(Texts.get("teacher.done.none." + each.key(), Numbers.count(units)));
        }
        if (outcome.pending() > 0)
            parts.add(Texts.get("teacher.done.pending", Numbers.count(outcome.pending())));
        return Texts.get(frame(outcome), outcome.run(), String.join(", ", parts));
    }

    private static String frame(TeachOutcome outcome) {
        if (outcome.pending() > 0)
            return "teacher.done.open";
        return outcome.outcomes().getOrDefault(UnitOutcome.CAPPED, 0L) > 0 ? "teacher.done.capped" : "teacher.done";
    }
}
