package concord.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Every key in the code has words, and every word has a key in the code.
class TextsTest {
    private static final Path SOURCES = Path.of("src/main/java/concord/ui");
    private static final Path WORDS = Path.of("resources/concord/i18n/messages.properties");
    private static final Set<String> SECTIONS = Set.of("shell", "results", "data", "codebook", "label", "teacher", "audit", "students",
            "study",
            "jobs",
            "settings",
            "welcome");
    private static final Pattern STRING = Pattern.compile("\"([a-z][A-Za-z0-9_.-]*)\"");
    private static final Pattern KEY = Pattern.compile("Texts\\s*\\.get\\(\\s*\"([^\"]+)\"(\\s*\\+)?");

    @Test
    void everyKeyAskedForHasWords() {
        Set<String> words = words().stringPropertyNames();
        Set<String> missing = new TreeSet<>();
        for (String source : sources()) {
            Matcher key = KEY.matcher(source);
            while (key.find()) {
                boolean prefix = key.group(2) != null || key.group(1).endsWith(".");
                boolean there = prefix ? words.stream().anyMatch(w -> w.startsWith(key.group(1))) : words.contains(key.group(1));
                if (!there)
                    missing.add(key.group(1));
            }
        }
        assertThat(missing).as("keys without words").isEmpty();
    }

    @Test
    void everyKeyIsAskedForSomewhere() {
        Set<String> whole = new TreeSet<>();
        Set<String> prefixes = new TreeSet<>();
        for (String source : sources()) {
            Matcher string = STRING.matcher(source);
            while (string.find()) {
                String text = string.group(1);
                if (text.endsWith(".") && SECTIONS.contains(text.substring(0, text.indexOf('.')))) {
                    prefixes.add(text);
                } else {
                    whole.add(text);
                }
            }
            Matcher key = KEY.matcher(source);
            while (key.find()) {
                if (key.group(2) != null)
                    prefixes.add(key.group(1));
            }
        }
        List<String> unused = words().stringPropertyNames().stream()
                .filter(w -> !whole.contains(w) && prefixes.stream().noneMatch(w::startsWith)).sorted().toList();
        assertThat(unused).as("words nobody asks for").isEmpty();
    }

    @Test
    void everyTextIsAPatternThatCanBeFilledIn() {
        words().forEach((key, text) -> assertThat(new MessageFormat((String) text).format(new Object[]{1, 2, 3, 4, 5, 6})).as((String) key)
                .isNotEmpty());
    }

    @Test
    void noApostropheHidesAPlaceholder() {
        Set<String> broken = words().stringPropertyNames().stream().filter(k -> words().getProperty(k).contains("{0}"))
                .filter(k -> words().getProperty(k).replace("''", "").contains("'")).collect(Collectors.toCollection(TreeSet::new));
        assertThat(broken).as("texts in which a straight apostrophe would quote a placeholder").isEmpty();
    }

    private static Properties words() {
        Properties words = new Properties();
        try (Reader reader = Files.newBufferedReader(WORDS, StandardCharsets.UTF_8)) {
            words.load(reader);
            return words;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> sources() {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.filter(f -> f.toString().endsWith(".java")).map(f -> {
                try {
                    return Files.readString(f);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
