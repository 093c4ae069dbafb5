package concord.report;

/// Widths of text in the window's typeface, near enough to place things without a toolkit.
final class TextWidth {
    private static final String[] BY_WIDTH = {"iljI|'.,:;!’‘", " ftr()[]-/\\\"", "mwMW@%—"};
    private static final double[] EM = {0.26, 0.35, 0.86};
    private static final String ELLIPSIS = "…";

    private TextWidth() {
    }

    /// In pixels.
    static double of(String text, double size) {
        return size * text.codePoints().mapToDouble(TextWidth::em).sum();
    }

    /// The text, cut with an ellipsis where it is wider than it may be.
    static String fit(String text, double size, double width) {
        if (of(text, size) <= width)
            return text;
        int end = text.length();
        while (end > 0 && of(text.substring(0, end).stripTrailing() + ELLIPSIS, size) > width) {
            end = text.offsetByCodePoints(end, -1);
        }
        return text.substring(0, end).stripTrailing() + ELLIPSIS;
    }

    private static double em(int c) {
        for (int i = 0; i < EM.length; i++) {
            if (BY_WIDTH[i].indexOf(c) >= 0)
                return EM[i];
        }
        if (Character.isIdeographic(c) || c >= 0x1F000)
            return 1;
        return Character.isUpperCase(c) ? 0.65 : 0.56;
    }
}
