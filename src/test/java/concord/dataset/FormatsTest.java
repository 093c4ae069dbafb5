package concord.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import concord.model.ColumnRole;
import concord.model.request.ReadOptions;
import concord.model.result.Preview;
import concord.model.result.Row;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The same generated table written in every format, separator and encoding must come back cell for cell.
class FormatsTest {
    private static final String[] LATIN = {"Straße", "naïve", "año", "plain", "words", "here", "élan", "Über", "cost", "of", "living",
            "rises", "\"quoted\"",
            "a, b", "x; y", "tab|pipe", "two\nlines", "'apostrophe'", "ends.", " spaced "};
    private static final String[] WORLD = {"зима", "холодная", "теперь", "дом", "πόλη", "日本語", "テキスト", "中文", "العربية", "עברית", "हिन्दी",
            "😀", "👩‍👩‍👧", "plain"};
    private static final List<String> COLUMNS = List.of("id", "text", "human", "gpt-4", "note");

    @TempDir
    Path folder;

    /// Ids, texts with quotes, separators and line ends, labels with blanks, and a free column.
    private static List<List<String>> table(long seed, String[] words, int rows) {
        Random random = new Random(seed);
        List<List<String>> table = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            StringBuilder text = new StringBuilder(words[random.nextInt(words.length)]);
            for (int w = 0; w < 3 + random.nextInt(12); w++) {
                text.append(' ').append(words[random.nextInt(words.length)]);
            }
            String human = List.of("None", "NA", "Favor", "", "1.0").get(random.nextInt(5));
            table.add(List.of("u" + i, text.toString(), human, random.nextBoolean() ? "Favor" : "None",
                    random.nextInt(4) == 0 ? "" : "n" + i));
        }
        return table;
    }

    private static String csv(List<List<String>> table, char separator, String lineEnd) {
        StringBuilder out = new StringBuilder(String.join(String.valueOf(separator), COLUMNS)).append(lineEnd);
        for (List<String> row : table) {
            for (int i = 0; i < row.size(); i++) {
                String cell = row.get(i);
                if (i > 0)
                    out.append(separator);
                boolean quote = cell.indexOf(separator) >= 0 || cell.indexOf('"') >= 0 || cell.indexOf('\n') >= 0;
                out.append(quote ? '"' + cell.replace("\"", "\"\"") + '"' : cell);
            }
            out.append(lineEnd);
        }
        return out.toString();
    }

    static Stream<Arguments> texts() {
        List<Arguments> cases = new ArrayList<>();
        String[] encodings = {"UTF-8", "UTF-8+BOM", "UTF-16LE", "UTF-16BE", "UTF-16LE+BOM", "UTF-16BE+BOM", "UTF-32LE+BOM", "windows-1252",
                "ISO-8859-1"};
        char[] separators = {',', '\t', ';', '|', '^', '~'};
        long seed = 1;
        for (String encoding : encodings) {
            for (char separator : separators) {
                boolean eightBit = encoding.startsWith("windows") || encoding.startsWith("ISO");
                cases.add(Arguments.of(encoding, separator, seed % 2 == 0 ? "\n" : "\r\n", seed++, false));
                if (!eightBit)
                    cases.add(Arguments.of(encoding, separator, "\n", seed++, true));
            }
        }
        return cases.stream();
    }

    @ParameterizedTest
    @MethodSource("texts")
    void everyEncodingAndSeparator(String encoding, char separator, String lineEnd, long seed, boolean world) throws IOException {
        List<List<String>> table = table(seed, world ? WORLD : LATIN, 60);
        Path file = folder.resolve("data.csv");
        String name = encoding.replace("+BOM", "");
        write(file, (encoding.endsWith("+BOM") ? "\uFEFF" : "") + csv(table, separator, lineEnd), Charset.forName(name));

        Preview preview = DataFiles.preview(file, ReadOptions.GUESS, 10);
        assertThat(preview.format().separator()).isEqualTo(separator);
        assertThat(preview.format().encoding()).isEqualTo(name.equals("ISO-8859-1") ? "windows-1252" : name);
        assertThat(preview.totalRows()).isEqualTo(60);
        assertThat(rows(file, ReadOptions.GUESS)).isEqualTo(table);
        assertThat(preview.columns().get(1).guess()).isEqualTo(new ColumnRole.Text());
        assertThat(preview.columns().get(2).guess()).isEqualTo(new ColumnRole.HumanLabel("human"));
        assertThat(preview.labels()).contains("None", "NA", "1.0").doesNotContain("");
    }

    private static void write(Path file, String text, Charset charset) throws IOException {
        CharsetEncoder encoder = charset.newEncoder();
        var bytes = encoder.encode(java.nio.CharBuffer.wrap(text));
        byte[] exact = new byte[bytes.remaining()];
        bytes.get(exact);
        Files.write(file, exact);
    }

    @Test
    void jsonLinesKeepSpellingsAndAbsence() throws IOException {
        Path file = folder.resolve("data.jsonl");
        Files.writeString(file, """
                {"id": 1, "text": "one \\u00e9 \\n two", "human": 1.0, "flags": {"a": [1, 2.50, "x\\"y"], "b": null}}

                {"id": 2, "text": "two", "human": null, "ok": true}
                {"id": 3, "human": 1, "text": ""}
                """);
        Preview preview = DataFiles.preview(file, ReadOptions.GUESS, 10);
        assertThat(preview.format().format()).isEqualTo("jsonl");
        assertThat(preview.columns()).extracting(c -> c.name()).containsExactly("id", "text", "human", "flags", "ok");
        assertThat(preview.rows()).extracting(Row::line).containsExactly(1L, 3L, 4L);
        assertThat(preview.rows().get(0).cells()).containsExactly("1", "one é \n two", "1.0", "{\"a\":[1,2.50,\"x\\\"y\"],\"b\":null}",
                null);
        assertThat(preview.rows().get(1).cells()).containsExactly("2", "two", null, null, "true");
        assertThat(preview.lookAlikes()).singleElement().satisfies(l -> assertThat(l.why()).isEqualTo("are the same number"));
    }

    @Test
    void jsonArrayAndLateColumns() throws IOException {
        List<Map<String, Object>> records = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            Map<String, Object> record = new LinkedHashMap<>();
            record.put("id", "r" + i);
            record.put("text", "text number " + i);
            if (i > 400)
                record.put("late", i);
            records.add(record);
        }
        Path file = folder.resolve("data.json");
        new ObjectMapper().writerWithDefaultPrettyPrinter().writeValue(file.toFile(), records);
        Preview preview = DataFiles.preview(file, ReadOptions.GUESS, 3);
        assertThat(preview.format().format()).isEqualTo("json");
        assertThat(preview.totalRows()).isEqualTo(500);
        assertThat(preview.columns()).extracting(c -> c.name()).containsExactly("id", "text", "late");
        assertThat(preview.columns().getLast().note()).contains("401 blank");

        MemoryTarget target = new MemoryTarget();
        Importer.run(SharedDataImportTest.request(file), target, QuietContext.running());
        assertThat(target.unit("r450").metadata()).containsEntry("late", "450");
        assertThat(target.unit("r3").metadata()).isEmpty();
    }

    @Test
    void workbookWithDatesFormulasHiddenSheetAndNumbers() throws IOException {
        Path file = folder.resolve("data.xlsx");
        try (OutputStream out = Files.newOutputStream(file); Workbook book = new Workbook(out, "test", "1.0")) {
            Worksheet hidden = book.newWorksheet("lists");
            hidden.value(0, 0, "not this");
            hidden.setVisibilityState(org.dhatim.fastexcel.VisibilityState.HIDDEN);
            Worksheet sheet = book.newWorksheet("Daten");
            String[] header = {"id", "text", "human", "day", "score", "formula"};
            for (int i = 0; i < header.length; i++) {
                sheet.value(0, i, header[i]);
            }
            sheet.value(1, 0, 1);
            sheet.value(1, 1, " مرحبا 😀 ");
            sheet.value(1, 2, 1.0);
            sheet.value(1, 3, java.time.LocalDate.of(2024, 2, 29));
            sheet.style(1, 3).format("dd.mm.yyyy").set();
            sheet.value(1, 4, 0.1 + 0.2);
            sheet.formula(1, 5, "1+1");
            sheet.value(4, 0, 2);
            sheet.value(4, 1, "after empty rows");
            sheet.value(4, 2, true);
        }
        Preview preview = DataFiles.preview(file, ReadOptions.GUESS, 10);
        assertThat(preview.format().sheet()).isEqualTo("Daten");
        assertThat(preview.format().sheets()).containsExactly("lists", "Daten");
        assertThat(preview.rows()).extracting(Row::line).containsExactly(2L, 5L);
        assertThat(preview.rows().get(0).cells().subList(0, 5)).containsExactly("1", " مرحبا 😀 ", "1", "2024-02-29", "0.3");
        assertThat(preview.rows().get(1).cells()).containsExactly("2", "after empty rows", "TRUE", "", "", "");
        assertThat(DataFiles.preview(file, new ReadOptions(null, null, null, "lists", 0, false), 1).columns().getFirst().name())
                .isEqualTo("not this");
    }

    @Test
    void oneColumnOfTextsIsNotCutAtCommas() throws IOException {
        Path file = folder.resolve("list.txt");
        Files.writeString(file, "text\nHello, you\nOne; two, three\nplain\n");
        assertThat(rows(file, ReadOptions.GUESS)).containsExactly(List.of("Hello, you"), List.of("One; two, three"), List.of("plain"));
        MemoryTarget target = new MemoryTarget();
        Importer.run(SharedDataImportTest.request(file), target, QuietContext.running());
        assertThat(target.units).extracting(MemoryTarget.StoredUnit::key).containsExactly("1", "2", "3");
    }

    @Test
    void skippedLinesAndSpreadsheetHint() throws IOException {
        Path file = folder.resolve("hint.csv");
        Files.writeString(file, "sep=;\nid;text\n1;a, b, c\n");
        assertThat(DataFiles.preview(file, ReadOptions.GUESS, 5).rows().getFirst()).isEqualTo(new Row(3, List.of("1", "a, b, c")));
        Files.writeString(file, "Export of 2024\nsome, more, words, here\nid,text\n1,first\n");
        ReadOptions skip = new ReadOptions(null, null, null, null, 2, false);
        assertThat(DataFiles.preview(file, skip, 5).rows().getFirst()).isEqualTo(new Row(4, List.of("1", "first")));
    }

    static List<List<String>> rows(Path file, ReadOptions options) {
        List<List<String>> rows = new ArrayList<>();
        try (RowReader reader = DataFiles.open(file, options)) {
            Row row;
            while ((row = reader.next()) != null) {
                rows.add(row.cells());
            }
            assertThat(reader.fraction()).isEqualTo(1.0);
        }
        return rows;
    }
}
