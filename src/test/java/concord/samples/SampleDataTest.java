package concord.samples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import concord.app.CodebookFiles;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// The sample project holds what its README says: enough different texts, labels of the codebook, and an annotator that is a count of words.
class SampleDataTest {
    private static final Path FOLDER = Path.of("sample-projects/car-free-centre");

    private static List<NamedCsvRecord> units() throws IOException {
        try (CsvReader<NamedCsvRecord> reader = CsvReader.builder().ofNamedCsvRecord(FOLDER.resolve("units.csv"))) {
            return reader.stream().toList();
        }
    }

    @Test
    void everyTextIsAnotherAndEveryLabelIsInTheCodebook() throws IOException {
        Set<String> texts = new HashSet<>();
        List<String> labels = CodebookFiles.read(FOLDER.resolve("codebook.json")).getFirst().labelNames();
        for (NamedCsvRecord unit : units()) {
            assertThat(texts.add(unit.getField("text"))).as(unit.getField("id")).isTrue();
            assertThat(labels).contains(unit.getField("writer"), unit.getField("reader"), unit.getField("keyword-rules"));
        }
        assertThat(texts).hasSizeGreaterThanOrEqualTo(400);
    }

    @Test
    void keywordRulesIsTheCountOfWordsItSaysItIs() throws IOException {
        JsonNode rules = new ObjectMapper().readTree(FOLDER.resolve("rules.json").toFile());
        for (NamedCsvRecord unit : units()) {
            assertThat(unit.getField("keyword-rules")).as(unit.getField("text")).isEqualTo(label(rules, unit.getField("text")));
        }
    }

    /// The label whose words occur most often, the first on a tie, "Off topic" when none occurs.
    private static String label(JsonNode rules, String text) {
        String words = " " + text.toLowerCase(Locale.ROOT).replaceAll("[^a-z ]+", " ").replaceAll(" +", " ").strip() + " ";
        String best = "Off topic";
        int most = 0;
        for (JsonNode rule : rules) {
            int hits = 0;
            for (JsonNode word : rule.get("keywords")) {
                String sought = " " + word.asText() + " ";
                for (int at = words.indexOf(sought); at >= 0; at = words.indexOf(sought, at + sought.length())) {
                    hits++;
                }
            }
            if (hits > most) {
                most = hits;
                best = rule.get("label").asText();
            }
        }
        return best;
    }
}
