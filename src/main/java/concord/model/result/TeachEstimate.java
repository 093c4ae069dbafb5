package concord.model.result;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a teaching run will ask, take and cost, before it starts.
///
/// @param calls     answers still to be asked for
/// @param costLow   US dollars; null when the price of the model is not known
/// @param priceDate the day the price table was last true; null when the price is not known
/// @param notes     sentences to read before the start; may be empty
public record TeachEstimate(long calls, long tokensInLow, long tokensInHigh, long tokensOutLow, long tokensOutHigh,
        @Nullable Double costLow, @Nullable Double costHigh, @Nullable String priceDate, long secondsLow, long secondsHigh,
        List<String> notes) {
    public TeachEstimate {
        notes = List.copyOf(notes);
    }
}
