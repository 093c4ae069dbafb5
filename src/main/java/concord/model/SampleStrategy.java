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
    IMPORT,
    /// where a student's probabilities have the highest entropy
    UNCERTAINTY,
    /// where a student's two most probable labels are nearest to each other
    MARGIN,
    /// where a student's most probable label is least probable
    LEAST_CONFIDENCE,
    /// such that no unit is far from a chosen or labelled one (greedy k-centre; Sener and Savarese 2018)
    CORESET,
    /// by the gradients of a student's last layer, large and unlike each other (Ash et al. 2020)
    BADGE,
    /// where a fine-tuned student's score is furthest from its base model's (after Bansal and Sharma 2023)
    BASE_VS_TUNED;

    /// Whether units are chosen by what a student makes of them, not by chance: nothing can be estimated from such a sample.
    public boolean active() {
        return switch (this) {
            case ALL, RANDOM, STRATIFIED, IMPORT -> false;
            case UNCERTAINTY, MARGIN, LEAST_CONFIDENCE, CORESET, BADGE, BASE_VS_TUNED -> true;
        };
    }

    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
