package concord.model.result;

import concord.model.UnitOutcome;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a teaching run came to.
///
/// @param calls    on record for the run, those not sent because of the cap included
/// @param outcomes how many units ended how; every outcome is present, and they sum to the units, those without calls left out while a batch is out
/// @param pending  answers a batch still owes; 0 for other runs
/// @param cost     US dollars; null when the price of the model is not known
/// @param notes    what happened on the way and belongs in a report; may be empty
public record TeachOutcome(String run, long units, long calls, Map<UnitOutcome, Long> outcomes, long pending, @Nullable Double cost,
        long tokensIn, long tokensOut, List<String> notes) {
    public TeachOutcome {
        EnumMap<UnitOutcome, Long> all = new EnumMap<>(UnitOutcome.class);
        for (UnitOutcome outcome : UnitOutcome.values()) {
            all.put(outcome, outcomes.getOrDefault(outcome, 0L));
        }
        outcomes = Collections.unmodifiableMap(all);
        notes = List.copyOf(notes);
    }
}
