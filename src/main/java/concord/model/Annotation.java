package concord.model;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One annotator's current decision on one unit and variable.
///
/// A person has at most two per unit and variable: the blind one and, where a label was given after an LLM's or student's answer was shown,
/// a second with `seenLlm`.
///
/// @param label           the label's name; null for a decision without a label (skipped, flagged or only commented). Several labels of a
///                        multi-label variable are joined as [LabelSet] does
/// @param confidence      in 0..1 as the annotator gave it, else null
/// @param probabilities   label name to probability for a student, summing to 1 but for a multi-label variable, where each label has its own;
///                        a student that gives a number has that number here under [#SCORE]; empty otherwise
/// @param skipped         the person chose to pass over this unit
/// @param flagged         marked for another look
/// @param comment         free text, may be empty
/// @param seenLlm         given after an LLM's or student's label for the unit was visible
/// @param at              when; for imported labels the time of the import
/// @param codebookVersion under which version of the codebook
/// @param millis          time spent on the unit in milliseconds; 0 where not measured
public record Annotation(long unit, String variable, String annotator, @Nullable String label, @Nullable Double confidence,
        Map<String, Double> probabilities, boolean skipped, boolean flagged, String comment, boolean seenLlm, Instant at,
        int codebookVersion,
        int millis) {
    public static final String SCORE = "score";

    public Annotation {
        probabilities = Map.copyOf(probabilities);
    }
}
