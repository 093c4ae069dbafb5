package concord.model.result;

import concord.model.UnitOutcome;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a teacher's answers to one unit come to.
///
/// @param label       the most frequent label, for [UnitOutcome#LABELLED]; else null
/// @param tied        the labels that were given equally often, for [UnitOutcome#TIE]; else empty
/// @param asked       calls on record
/// @param parsed      calls from which a label could be read
/// @param consistency share of the parsed answers equal to the most frequent one; null when nothing parsed
/// @param confidence  mean probability the provider gave the label, over the answers that gave it; null where it gives none
public record UnitAnswer(long unit, UnitOutcome outcome, @Nullable String label, List<String> tied, int asked, int parsed,
        @Nullable Double consistency, @Nullable Double confidence) {
    public UnitAnswer {
        tied = List.copyOf(tied);
    }
}
