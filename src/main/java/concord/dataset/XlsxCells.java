package concord.dataset;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Locale;
import java.util.regex.Pattern;
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

    /// ISO 8601: a date, a time of day where there is no date, or both.
    ///
    /// @param serial days since the beginning of the workbook's calendar
    /// @param from1904 whether that calendar begins in 1904, as old workbooks from Macintosh do
    static String date(BigDecimal serial, boolean from1904) {
        long days = serial.setScale(0, RoundingMode.FLOOR).longValue();
        long seconds = serial.subtract(BigDecimal.valueOf(days)).multiply(BigDecimal.valueOf(86_400)).setScale(0, RoundingMode.HALF_UP)
                .longValue();
        if (days == 0 && seconds < 86_400)
            return LocalTime.ofSecondOfDay(seconds).toString();
        // The calendar of 1900 counts a 29 February 1900 that never was, so all later days are one too many.
        LocalDate first = from1904 ? LocalDate.of(1904, 1, 1) : LocalDate.of(1899, 12, days < 60 ? 31 : 30);
        LocalDateTime at = first.plusDays(days).atStartOfDay().plusSeconds(seconds);
        return at.toLocalTime().equals(LocalTime.MIDNIGHT) ? at.toLocalDate().toString() : at.toString();
    }
}
