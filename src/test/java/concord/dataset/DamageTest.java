package concord.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import concord.model.request.ReadOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Files damaged at random: reading them ends in rows or in a sentence, never in another exception or an endless loop.
class DamageTest {
    private static final int TRIALS = 60;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"csv", "utf16.csv", "jsonl", "json", "xlsx"})
    void endsInRowsOrASentence(String kind) throws IOException {
        byte[] whole = whole(kind);
        Random random = new Random(kind.hashCode());
        int sentences = 0;
        for (int trial = 0; trial < TRIALS; trial++) {
            byte[] bytes = damage(whole, random);
            Path file = Files.write(folder.resolve("damaged." + kind), bytes);
            try {
                assertThat(DataFiles.preview(file, ReadOptions.GUESS, 5).totalRows()).isNotNegative();
                Importer.run(SharedDataImportTest.request(file), new MemoryTarget(), QuietContext.running());
            } catch (DatasetException e) {
                sentences++;
                assertThat(e.getMessage()).as("trial " + trial).contains("damaged." + kind).endsWith(".").doesNotContain("Exception", "\n")
                        .doesNotContainPattern("(?<!')\\bnull\\b");
            }
        }
        assertThat(sentences).isLessThan(TRIALS);
    }

    private static byte[] damage(byte[] whole, Random random) {
        byte[] bytes = random.nextInt(4) == 0 ? Arrays.copyOf(whole, 1 + random.nextInt(whole.length - 1)) : whole.clone();
        for (int i = random.nextInt(6); i > 0; i--) {
            int at = random.nextInt(bytes.length);
            bytes[at] = switch (random.nextInt(4)) {
                case 0 -> (byte) random.nextInt(256);
                case 1 -> '"';
                case 2 -> 0;
                default -> '\n';
            };
        }
        return bytes;
    }

    private static byte[] whole(String kind) throws IOException {
        StringBuilder text = new StringBuilder();
        switch (kind) {
            case "jsonl", "json" -> {
                for (int i = 0; i < 40; i++) {
                    text.append(i == 0 || kind.equals("jsonl") ? "" : ",").append("{\"id\": ").append(i).append(", \"text\": \"grün ")
                            .append(i)
                            .append(" words\", \"human\": \"x\", \"more\": [1, {\"a\": null}]}\n");
                }
                return (kind.equals("json") ? "[" + text + "]" : text.toString()).getBytes(StandardCharsets.UTF_8);
            }
            case "xlsx" -> {
                ByteArrayOutputStream out = new ByteArrayOutputStream();
                try (Workbook book = new Workbook(out, "test", "1.0")) {
                    Worksheet sheet = book.newWorksheet("s");
                    for (int row = 0; row < 40; row++) {
                        sheet.value(row, 0, row == 0 ? "id" : "u" + row);
                        sheet.value(row, 1, row == 0 ? "text" : "some words " + row * 31);
                        sheet.value(row, 2, row == 0 ? "human" : row % 2 == 0 ? "x" : "y");
                    }
                }
                return out.toByteArray();
            }
            default -> {
                text.append("id,text,human\n");
                for (int i = 0; i < 40; i++) {
                    text.append(i).append(",\"grün, \"\"so\"\"\nund ").append(i).append(" mehr\",x\n");
                }
                return text.toString().getBytes(kind.startsWith("utf16") ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_8);
            }
        }
    }
}
