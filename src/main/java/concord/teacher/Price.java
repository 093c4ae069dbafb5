package concord.teacher;

/// What a model costs, in US dollars for a million tokens.
///
/// @param cached of tokens in that the provider had kept from an earlier call
/// @param batch  factor for the batch endpoint, such as 0.5
record Price(double input, double output, double cached, double batch) {
    static final Price NOTHING = new Price(0, 0, 0, 1);
    private static final double MILLION = 1e6;

    double of(long tokensIn, long tokensCached, long tokensOut) {
        long kept = Math.clamp(tokensCached, 0, tokensIn);
        return ((tokensIn - kept) * input + kept * cached + tokensOut * output) / MILLION;
    }

    Price inBatch() {
        return new Price(input * batch, output * batch, cached * batch, 1);
    }
}
