package concord.stats;

/// The mean of a figure over queries, by how often each query is drawn. Queries without a value do not count.
public final class QuerySeries implements UnitSeries {
    private final double[] values;

    /// @param values by query, NaN where undefined
    public QuerySeries(double[] values) {
        this.values = values.clone();
    }

    @Override
    public double[] of(int[] times) {
        double sum = 0;
        int n = 0;
        for (int i = 0; i < values.length; i++) {
            if (times[i] > 0 && !Double.isNaN(values[i])) {
                sum += times[i] * values[i];
                n += times[i];
            }
        }
        return new double[]{n == 0 ? Double.NaN : sum / n};
    }
}
