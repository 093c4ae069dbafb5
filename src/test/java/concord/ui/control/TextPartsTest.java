package concord.ui.control;

import static org.assertj.core.api.Assertions.assertThat;

import concord.model.Annotator;
import concord.model.Unit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.junit.jupiter.api.Test;

class TextPartsTest {
    private static KeyEvent key(KeyCode code, String text) {
        return new KeyEvent(KeyEvent.KEY_PRESSED, text, text, code, false, false, false, false);
    }

    @Test
    void keywordsAreFoundAsWholeWordsInAnyCase() {
        assertThat(Readings.keywords("Taxes: a TAX, taxi; tax", List.of("tax"))).extracting(UnitText.Mark::from).containsExactly(9, 20);
        assertThat(Readings.words("We don’t know, 3 of 4.")).isEqualTo(6);
    }

    @Test
    void theLineAboveABlindTextTellsNothingOfAnAnnotator() {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("source", "letter");
        metadata.put("GPT 4 says", "Oppose");
        metadata.put("gpt-4_explanation", "short");
        metadata.put("old label", "Support");
        Unit unit = new Unit(1, "u1", "text", null, null, metadata);
        assertThat(Readings.line(unit, List.of(new Annotator.Teacher("gpt-4", null)))).containsExactly("letter", "u1");
        assertThat(Readings.explanation(unit, "GPT-4")).contains("short");
    }

    @Test
    void digitsOnAFrenchKeyboardAndTheNumberPad() {
        DigitKeys keys = new DigitKeys(Locale.US);
        assertThat(keys.digit(key(KeyCode.NUMPAD7, "7"))).isEqualTo(7);
        assertThat(keys.digit(key(KeyCode.UNDEFINED, "è"))).as("an Italian è").isEqualTo(-1);
        assertThat(keys.digit(key(KeyCode.AMPERSAND, "&"))).isEqualTo(1);
        assertThat(keys.digit(key(KeyCode.UNDEFINED, "è"))).as("the layout is known now").isEqualTo(7);
        assertThat(new DigitKeys(Locale.FRANCE).digit(key(KeyCode.UNDEFINED, "à"))).isZero();
    }

    @Test
    void directionIsThatOfTheFirstLetter() {
        assertThat(UnitText.rightToLeft("12: שלום")).isTrue();
        assertThat(UnitText.rightToLeft("He said שלום")).isFalse();
    }
}
