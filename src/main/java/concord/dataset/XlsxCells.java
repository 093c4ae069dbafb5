package concord.dataset;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Locale;
import java.util.regex.Pattern;
import org.dhatim.fastexcel.reader.Cell;
import org.jspecify.annotations.Nullable;

/// Spells the cells of a workbook as text.
final class XlsxCells {
    private static final Pattern NOT_CODE = Pattern.compile("\"[^\"]*\"|\\\\.|\\[[^\\]]*\\]|_.|\\*.");
    private static final Pattern WHOLE = Pattern.compile("-?\\d+");

    private XlsxCells() {
    }

    /// A number as the spreadsheet shows it unformatted: a workbook stores 17 digits and shows 15, so 0.1 + 0.2 comes out as 0.3.
    static String number(String raw) {
        if (WHOLE.matcher(raw).matches())
            return raw;
        try {
            BigDecimal value = new BigDecimal(raw).round(new MathContext(15));
            return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
        } catch (NumberFormatException e) {
            return raw;
        }
    }

    static boolean isDate(@Nullable String format) {
        if (format == null || format.equalsIgnoreCase("General") || format.equals("@"))
            return false;
        String code = NOT_CODE.matcher(format).replaceAll("").toLowerCase(Locale.ROOT);
        int section = code.indexOf(';');
        String first = section < 0 ? code : code.substring(0, section);
        return first.matches(".*[ymdhs].*") && !first.contains("general");
    }

    /// ISO 8601: a date, a time of day, or both.
    static String date(Cell cell) {
        LocalDateTime at = cell.asDate();
        if (at.toLocalTime().equals(LocalTime.MIDNIGHT))
            return at.toLocalDate().toString();
        return at.getYear() < 1900 ? at.toLocalTime().toString() : at.toString();
    }
}
