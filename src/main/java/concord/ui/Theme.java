package concord.ui;

import concord.app.Settings;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import javafx.application.Application;
import javafx.application.ColorScheme;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.text.Font;

/// Colours, fonts and text size of the window, applied while it is open.
final class Theme {
    private static final List<String> SERIFS = List.of("Source Serif 4", "IBM Plex Serif", "Noto Serif", "Georgia", "Charter",
            "DejaVu Serif");
    private static final List<String> CUTS = List.of("Regular", "Medium", "Bold", "Italic", "BoldItalic");
    private static final List<String> SHEETS = List.of("tokens", "components", "figures", "shell", "students", "study", "data", "codebook",
            "label",
            "teacher", "audit");
    private final Scene scene;
    private final String serif;

    Theme(Scene scene) {
        this.scene = scene;
        for (String cut : CUTS) {
            try (var font = Theme.class.getResourceAsStream("/com/formdev/flatlaf/fonts/roboto/Roboto-" + cut + ".ttf")) {
                Font.loadFont(font, 14);
            } catch (java.io.IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
        List<String> installed = Font.getFamilies();
        serif = SERIFS.stream().filter(installed::contains).findFirst().orElse("Roboto");
    }

    void apply(Settings settings) {
        Application.setUserAgentStylesheet(sheet(dark(settings) ? "theme-dark" : "theme-light"));
        String sizes = String.format(Locale.ROOT, ".root { -fx-font-size: %dpx; } .t-unit, .t-quote { -fx-font-family: \"%s\"; }",
                settings.textSize(), serif);
        List<String> all = new java.util.ArrayList<>();
        for (String name : SHEETS) {
            if (Theme.class.getResource(path(name)) != null)
                all.add(sheet(name));
        }
        all.add("data:text/css;base64," + Base64.getEncoder().encodeToString(sizes.getBytes(StandardCharsets.UTF_8)));
        scene.getStylesheets().setAll(all);
    }

    /// Whether these settings mean the dark theme now.
    static boolean dark(Settings settings) {
        return switch (settings.theme()) {
            case "dark" -> true;
            case "system" -> Platform.getPreferences().getColorScheme() == ColorScheme.DARK;
            default -> false;
        };
    }

    private static String path(String name) {
        return "/concord/ui/css/" + name + ".css";
    }

    private static String sheet(String name) {
        return java.util.Objects.requireNonNull(Theme.class.getResource(path(name)), name).toExternalForm();
    }
}
