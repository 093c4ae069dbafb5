package concord.model;

import java.util.Locale;

/// How the units of a sample were chosen.
public enum SampleStrategy {
    /// everything that matches the frame
    ALL,
    /// simple random sampling without replacement
    RANDOM,
    /// proportional allocation over the values of a column or an annotator's labels, random within each
    STRATIFIED,
    /// the units of one import
    IMPORT;

    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
