package concord.stats;

/// A statistic's value, or why it has none. Never NaN, never a stand-in number.
public sealed interface Value {
    record Defined(double value) implements Value {}

    /// @param reason a phrase for people, such as "only one label was used"
    record Undefined(String reason) implements Value {}

    static Value of(double value) {
        return new Defined(value);
    }

    static Value undefined(String reason) {
        return new Undefined(reason);
    }

    default boolean defined() {
        return this instanceof Defined;
    }

    /// The number, or NaN for drawing and resampling code that filters it.
    default double orNaN() {
        return switch (this) {
            case Defined(double v) -> v;
            case Undefined _ -> Double.NaN;
        };
    }
}
