package concord.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import concord.app.TeacherService.Plan;
import concord.model.UnitOutcome;
import concord.model.result.TeachEstimate;
import concord.model.result.TeachOutcome;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.stream.Collectors;

/// Plans and outcomes of teachers, as JSON and in words.
final class TeachText {
    private TeachText() {
    }

    static ObjectNode document(TeachOutcome outcome) {
        ObjectNode node = Verb.JSON.createObjectNode().put("run", outcome.run()).put("units", outcome.units()).put("calls",
                outcome.calls());
        ObjectNode counts = node.putObject("outcomes");
        outcome.outcomes().forEach((o, n) -> counts.put(o.key(), n));
        if (outcome.pending() > 0)
            node.put("pending", outcome.pending());
        node.put("cost", outcome.cost()).put("tokens_in", outcome.tokensIn()).put("tokens_out", outcome.tokensOut());
        var notes = node.putArray("notes");
        outcome.notes().forEach(notes::add);
        return node;
    }

    /// Done, or done with units that got no label.
    static int code(TeachOutcome outcome) {
        long labelled = outcome.outcomes().getOrDefault(UnitOutcome.LABELLED, 0L);
        return labelled + outcome.pending() >= outcome.units() ? Cli.DONE : Cli.REJECTED;
    }

    static void print(PrintWriter out, TeachOutcome outcome) {
        String counts = outcome.outcomes().entrySet().stream().filter(e -> e.getValue() > 0)
                .map(e -> e.getValue() + " " + e.getKey().key()).collect(Collectors.joining(", "));
        out.printf(Locale.ROOT, "%s: %,d units%s; %,d calls, %,d tokens in, %,d out, %s.%n", outcome.run(), outcome.units(),
                counts.isEmpty() ? "" : ", " + counts, outcome.calls(), outcome.tokensIn(), outcome.tokensOut(),
                outcome.cost() == null ? "price unknown" : String.format(Locale.ROOT, "$%.4f", outcome.cost()));
        if (outcome.pending() > 0)
            out.printf("%,d answers are still with the provider: fetch them with teach collect.%n", outcome.pending());
    }

    static ObjectNode document(Plan plan) {
        TeachEstimate estimate = plan.estimate();
        ObjectNode node = Verb.JSON.createObjectNode().put("run", plan.request().run()).put("teacher", plan.request().teacher())
                .put("units", plan.units()).put("calls", estimate.calls());
        node.putObject("tokens_in").put("low", estimate.tokensInLow()).put("high", estimate.tokensInHigh());
        node.putObject("tokens_out").put("low", estimate.tokensOutLow()).put("high", estimate.tokensOutHigh());
        if (estimate.costLow() == null)
            node.putNull("cost").putObject("undefined").put("cost", "price unknown");
        else
            node.putObject("cost").put("low", estimate.costLow()).put("high", estimate.costHigh());
        node.put("price_date", estimate.priceDate());
        node.putObject("seconds").put("low", estimate.secondsLow()).put("high", estimate.secondsHigh());
        node.put("leaves", plan.teacher().leaves());
        var notes = node.putArray("notes");
        plan.notes().forEach(notes::add);
        return node;
    }

    static void print(PrintWriter out, Plan plan) {
        TeachEstimate e = plan.estimate();
        out.println(plan.teacher().leaves());
        out.printf(Locale.ROOT, "%s: %,d units, %,d calls, about %,d to %,d tokens in and %,d to %,d out, %s, %s.%n", plan.request().run(),
                plan.units(), e.calls(), e.tokensInLow(), e.tokensInHigh(), e.tokensOutLow(), e.tokensOutHigh(),
                e.costLow() == null || e.costHigh() == null
                        ? "price unknown"
                        : String.format(Locale.ROOT, "$%.4f to $%.4f by prices of %s", e.costLow(), e.costHigh(), e.priceDate()),
                time(e.secondsLow()) + " to " + time(e.secondsHigh()));
        plan.notes().forEach(out::println);
    }

    private static String time(long seconds) {
        return seconds < 120 ? seconds + " s" : seconds < 7200 ? seconds / 60 + " min" : seconds / 3600 + " h";
    }
}
