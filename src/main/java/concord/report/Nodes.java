package concord.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import concord.stats.Interval;
import concord.stats.Value;
import org.jspecify.annotations.Nullable;

/// Values and intervals as fields of JSON objects.
final class Nodes {
    private Nodes() {
    }

    /// A number, or null with its reason under `undefined`.
    static void value(ObjectNode json, String key, Value value) {
        switch (value) {
            case Value.Defined(double number) -> json.put(key, number);
            case Value.Undefined(String reason) -> {
                json.putNull(key);
                undefined(json, key, reason);
            }
        }
    }

    static void undefined(ObjectNode json, String key, String reason) {
        json.withObjectProperty("undefined").put(key, reason);
    }

    /// An object, or null with a reason under `undefined`.
    static void interval(ObjectNode json, String key, @Nullable Interval i) {
        if (i == null) {
            json.putNull(key);
            undefined(json, key, "no interval could be drawn");
        } else
            json.putObject(key).put("low", i.low()).put("high", i.high()).put("level", i.level()).put("method", i.method())
                    .put("draws", i.draws()).put("seed", i.seed());
    }

    /// A number where the text is one, whole where it is whole; else the text.
    static void number(ObjectNode json, String key, String text) {
        try {
            double number = Double.parseDouble(text);
            if (number == Math.rint(number) && Math.abs(number) < 1e15)
                json.put(key, (long) number);
            else if (Double.isFinite(number))
                json.put(key, number);
            else
                json.put(key, text);
        } catch (NumberFormatException _) {
            json.put(key, text);
        }
    }
}
