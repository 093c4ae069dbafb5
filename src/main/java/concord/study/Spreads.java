package concord.study;

import concord.stats.Value;
import java.util.List;

/// Mean and spread of a figure over seeds; undefined where it is for one of them.
final class Spreads {
    private static final String NO_SEED = "nothing has ended yet";
    private static final String ONE_SEED = "one seed only";

    private Spreads() {
    }

    static Value mean(List<Value> values) {
        for (Value value : values) {
            if (!value.defined())
                return value;
        }
        return values.isEmpty() ? Value.undefined(NO_SEED) : Value.of(average(values));
    }

    /// With n - 1 in the denominator.
    static Value sd(List<Value> values) {
        Value mean = mean(values);
        if (!mean.defined())
            return mean;
        if (values.size() < 2)
            return Value.undefined(ONE_SEED);
        double squares = values.stream().mapToDouble(value -> (value.orNaN() - mean.orNaN()) * (value.orNaN() - mean.orNaN())).sum();
        return Value.of(Math.sqrt(squares / (values.size() - 1)));
    }

    private static double average(List<Value> values) {
        return values.stream().mapToDouble(Value::orNaN).sum() / values.size();
    }
}
