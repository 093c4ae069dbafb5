package concord.dataset;

import java.math.BigDecimal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads confidence cells: a number in 0..1, or a percentage.
final class Confidences {
    private final ProblemLog problems;
    private boolean percentNoted;
    private boolean commaNoted;

    Confidences(ProblemLog problems) {
        this.problems = problems;
    }

    /// @return null for a blank cell and for one that is no confidence; the latter is told
    @Nullable
    Double parse(@Nullable String cell, String column, long line) {
        if (cell == null || cell.isBlank())
            return null;
        String s = cell.strip();
        boolean percent = s.endsWith("%");
        if (percent)
            s = s.substring(0, s.length() - 1).strip();
        boolean comma = s.indexOf(',') >= 0 && s.indexOf('.') < 0;
        if (comma)
            s = s.replace(',', '.');
        Optional<BigDecimal> number = Numbers.exact(s);
        if (number.isEmpty() || outside(number.get(), percent)) {
            problems.warn(line, "bad_confidence", "Line " + line + ": \"" + (cell.length() > 40 ? cell.substring(0, 40) + "…" : cell)
                    + "\" in column \"" + column + "\" is not a confidence between 0 and 1; the label is kept without it.");
            return null;
        }
        if (percent && !percentNoted) {
            percentNoted = true;
            problems.warn(line, "percent_confidence", "Line " + line + ": column \"" + column
                    + "\" gives confidences in percent; 85% is read as 0.85, here and below.");
        }
        if (comma && !commaNoted) {
            commaNoted = true;
            problems.warn(line, "comma_confidence", "Line " + line + ": column \"" + column
                    + "\" writes a decimal comma; 0,85 is read as 0.85, here and below.");
        }
        return percent ? number.get().movePointLeft(2).doubleValue() : number.get().doubleValue();
    }

    private static boolean outside(BigDecimal n, boolean percent) {
        return n.signum() < 0 || n.compareTo(percent ? BigDecimal.valueOf(100) : BigDecimal.ONE) > 0;
    }
}
