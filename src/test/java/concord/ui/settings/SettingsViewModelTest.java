package concord.ui.settings;

import static org.assertj.core.api.Assertions.assertThat;

import concord.app.Settings;
import java.util.List;
import org.junit.jupiter.api.Test;

class SettingsViewModelTest {
    @Test
    void keepsWhatItDoesNotEditAndBoundsWhatItDoes() {
        SettingsViewModel model = new SettingsViewModel(new Settings("dark", 14, "anna", 0, 1000, List.of("a.mv.db")));
        model.textSizeProperty().set(40);
        model.drawsProperty().set(-3);
        model.annotatorProperty().set(" ben ");
        assertThat(model.settings()).isEqualTo(new Settings("dark", 20, "ben", 0, 0, List.of("a.mv.db")));
    }

    @Test
    void keywordsAreLowerCaseWithoutBlanksAndDoubles() {
        SettingsViewModel model = new SettingsViewModel(Settings.DEFAULT);
        model.keywordsProperty().set(" Price, dividend ,, price");
        assertThat(model.keywordList()).containsExactly("price", "dividend");
        model.keywords(List.of("a", "b"));
        assertThat(model.keywordsProperty().get()).isEqualTo("a, b");
    }
}
