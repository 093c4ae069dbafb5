package concord.study;

import org.jspecify.annotations.Nullable;

/// One place in the table of a distillation study: what is trained on what, once for each seed.
///
/// @param arm                its name
/// @param size               units learnt from, validation units among them; 0 where the arm takes all there are, and for a teacher
/// @param sized              whether the arm has several sizes, so that its title says which
/// @param consistencyAtLeast threshold on the teacher's labels, null for none
/// @param student            null where the arm is a teacher by itself
public record Cell(String variable, String arm, int size, boolean sized, @Nullable Double consistencyAtLeast, @Nullable String student) {
    /// The arm as tables and comparisons have it, with what sets it apart from others of the same arm.
    public String title() {
        StringBuilder title = new StringBuilder(arm);
        if (sized)
            title.append(' ').append(size);
        if (consistencyAtLeast != null)
            title.append(", consistency ≥ ").append(number(consistencyAtLeast));
        return title.toString();
    }

    /// Unique in a study; stable.
    public String key() {
        return variable + "/" + title() + "/" + (student == null ? "" : student);
    }

    private static String number(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }
}
