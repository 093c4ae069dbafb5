package concord.model.result;

/// Two spellings of a label that may be meant as one (`1` and `1.0`, `Yes` and ` yes`); never merged by itself.
///
/// @param countA number of cells with spelling `a`
/// @param why    such as "differ only in white space"
public record LookAlike(String annotator, String a, long countA, String b, long countB, String why) {}
