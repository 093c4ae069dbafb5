package concord.teacher;

import concord.model.Variable;
import concord.model.request.TeachRequest;
import concord.teacher.provider.Endpoint;
import concord.teacher.provider.Provider;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Finds out before the first call what would go wrong.
final class LessonChecks {
    private LessonChecks() {
    }

    /// @param price null when not known
    /// @throws TeacherException when the run cannot be made as asked
    static void refuse(Lesson lesson, Endpoint endpoint, @Nullable Price price) {
        TeachRequest request = lesson.request();
        check(!lesson.units().isEmpty(), "There are no units to label.");
        check(request.repeats() >= 1, "Ask for at least one answer for each unit.");
        check(request.temperature() >= 0 && request.temperature() <= 2, "The temperature is a number from 0 to 2.");
        check(endpoint.provider() != Provider.ANTHROPIC || request.temperature() <= 1, "Anthropic's models take a temperature up to 1.");
        check(request.maxTokens() >= 1, "An answer needs at least one token.");
        check(request.concurrency() >= 1 && request.concurrency() <= 256, "From 1 to 256 calls can be made at the same time.");
        check(request.perMinute() >= 0, "The calls a minute cannot be fewer than none.");
        if (request.budget() != null) {
            check(request.budget() > 0, "A spending cap of 0 allows no call: raise it or leave it out.");
            check(price != null,
                    "The price of " + endpoint.model() + " is not known, so a spending cap cannot be held: add the model to the"
                            + " price table or leave the cap out.");
        }
        check(!request.batch() || endpoint.provider().batch(),
                endpoint.provider().title() + " has no batch endpoint that can be used here.");
    }

    /// Sentences to read before the start.
    static List<String> notes(Lesson lesson, Endpoint endpoint, @Nullable Price price) {
        TeachRequest request = lesson.request();
        Variable variable = lesson.variable();
        List<String> notes = new ArrayList<>();
        if (price == null)
            notes.add("The price of " + endpoint.model() + " is not in the price table.");
        if (variable.instructions().isBlank() && variable.labels().stream().allMatch(l -> l.definition().isBlank()))
            notes.add("The codebook defines none of the labels of \"" + variable.name() + "\": the teacher has only their names to go by.");
        if (request.repeats() > 1 && request.temperature() == 0)
            notes.add("At temperature 0 the answers to one unit hardly differ, so repeats say little about consistency.");
        return notes;
    }

    private static void check(boolean fine, String sentence) {
        if (!fine)
            throw new TeacherException(sentence);
    }
}
