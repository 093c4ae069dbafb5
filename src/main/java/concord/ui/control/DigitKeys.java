package concord.ui.control;

import java.util.List;
import java.util.Locale;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

/// Reads a digit off a key, whatever the keyboard's layout.
///
/// By key code (the digit row and the number pad), by character (Shift and the digit row on a French keyboard), and by the characters that the digit
/// row of a French or Belgian keyboard gives without Shift. Some of those stand on other keys elsewhere (an Italian keyboard has è beside P), so
/// they count only once the layout is known: from the locale, or because a character came without Shift that only such a keyboard gives so.
public final class DigitKeys {
    private static final String FRENCH = "à&é\"'(-è_ç";
    private static final String BELGIAN = "à&é\"'(§è!ç";
    private static final String PROOF = "&\"(_§!";

    private String row = "";

    public DigitKeys(Locale locale) {
        switch (locale.toString()) {
            case "fr_FR" -> row = FRENCH;
            case "fr_BE", "nl_BE" -> row = BELGIAN;
            default -> {
            }
        }
    }

    /// The digit that gives a label: itself where all labels are single digits, as grades are, else its place from 1, the tenth having 0.
    ///
    /// @return -1 for a label beyond the tenth
    public static int of(List<String> labels, int place) {
        if (themselves(labels))
            return labels.get(place).charAt(0) - '0';
        return place < 10 ? (place + 1) % 10 : -1;
    }

    /// The label that a digit gives, by its place.
    ///
    /// @return -1 where there is none
    public static int place(List<String> labels, int digit) {
        if (themselves(labels))
            return labels.indexOf(String.valueOf(digit));
        int place = digit == 0 ? 9 : digit - 1;
        return place < labels.size() ? place : -1;
    }

    private static boolean themselves(List<String> labels) {
        return labels.stream().allMatch(label -> label.matches("[0-9]"));
    }

    /// @param event a pressed key
    /// @return 0..9, or -1 for a key that gives no digit
    public int digit(KeyEvent event) {
        if (event.isControlDown() || event.isAltDown() || event.isMetaDown())
            return -1;
        KeyCode code = event.getCode();
        if (code.isDigitKey())
            return code.isKeypadKey() ? code.ordinal() - KeyCode.NUMPAD0.ordinal() : code.ordinal() - KeyCode.DIGIT0.ordinal();
        String text = event.getText();
        if (text.length() != 1)
            return -1;
        char character = text.charAt(0);
        if (character >= '0' && character <= '9')
            return character - '0';
        if (event.isShiftDown())
            return -1;
        if (row.isEmpty() && PROOF.indexOf(character) >= 0)
            row = BELGIAN.indexOf(character) >= 0 && FRENCH.indexOf(character) < 0 ? BELGIAN : FRENCH;
        return row.indexOf(character);
    }
}
