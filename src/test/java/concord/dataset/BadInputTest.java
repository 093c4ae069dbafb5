package concord.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import concord.model.ColumnRole;
import concord.model.request.ReadOptions;
import concord.model.result.ImportSummary;
import concord.model.result.Preview;
import concord.model.result.Problem;
import concord.model.result.Problem.Severity;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Broken and unusual files: each gives one clear sentence naming file and remedy, or loads right.
class BadInputTest {
    @TempDir
    Path folder;

    static Stream<Arguments> notTables() throws IOException {
        return Stream.of(Arguments.of("picture.csv", bytes("\u0089PNG\r\n\u001a\n....IHDR"), "PNG picture"),
                Arguments.of("photo.csv", bytes("\u00ff\u00d8\u00ff\u00e0..JFIF"), "JPEG picture"),
                Arguments.of("paper.csv", bytes("%PDF-1.7\n"), "PDF document"),
                Arguments.of("old.xls", bytes("\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1......"), "old Office file"),
                Arguments.of("table.csv", bytes("PAR1\u0015\u0004"), "damaged, cut off or encrypted"),
                Arguments.of("table.parquet", bytes("id,text\n1,a\n"), "no Parquet file"),
                Arguments.of("book.parquet", zip("xl/workbook.xml"), "no Parquet file"),
                Arguments.of("packed.csv", bytes("\u001f\u008b\b\0"), "gzip archive"),
                Arguments.of("zipped.csv", zip("a.csv"), "zip archive"),
                Arguments.of("letter.xlsx", zip("word/document.xml"), "Word document"),
                Arguments.of("open.xlsx", zip("content.xml"), "OpenDocument"),
                Arguments.of("page.csv", bytes("<!DOCTYPE html>\n<html>"), "web page"),
                Arguments.of("data.sav", bytes("$FL2@(#) SPSS"), "SPSS file"),
                Arguments.of("project.csv", bytes("H:2,block:5,blockSize:1000"), "Concord project"),
                Arguments.of("noise.csv", noise(), "binary data"), Arguments.of("nothing.csv", new byte[0], "is empty"),
                Arguments.of("blank.csv", bytes("\n  \n\n"), "is empty"),
                Arguments.of("object.json", bytes("{\n \"data\": 1\n}"), "one JSON object"),
                Arguments.of("broken.json", bytes("[{\"id\": 1,}]"), "not valid JSON"));
    }

    @ParameterizedTest
    @MethodSource("notTables")
    void isRefusedWithOneSentence(String name, byte[] content, String says) throws IOException {
        Path file = Files.write(folder.resolve(name), content);
        for (Throwable thrown : List.of(thrown(() -> DataFiles.preview(file, ReadOptions.GUESS, 5)),
                thrown(() -> Importer.run(SharedDataImportTest.request(file), new MemoryTarget(), QuietContext.running())))) {
            assertThat(thrown).hasMessageContaining(name).hasMessageContaining(says).hasMessageEndingWith(".");
        }
    }

    private static DatasetException thrown(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        return catchThrowableOfType(DatasetException.class, call);
    }

    @Test
    void headerOnly() throws IOException {
        Path file = write("header.csv", "id,text,human\n");
        assertThat(DataFiles.preview(file, ReadOptions.GUESS, 5).problems())
                .anyMatch(p -> p.severity() == Severity.FATAL && p.code().equals("header_only"));
        assertThatThrownBy(() -> run(file)).isInstanceOf(DatasetException.class)
                .hasMessageContaining("header.csv has a header row but no rows");
    }

    @Test
    void cutWorkbook() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Workbook book = new Workbook(out, "test", "1.0")) {
            Worksheet sheet = book.newWorksheet("s");
            for (int i = 0; i < 200; i++) {
                sheet.value(i, 0, "cell " + i * 7919);
            }
        }
        byte[] whole = out.toByteArray();
        for (int share : new int[]{10, 50, 90}) {
            Path file = Files.write(folder.resolve("cut.xlsx"), Arrays.copyOf(whole, whole.length * share / 100));
            assertThatThrownBy(() -> DataFiles.preview(file, ReadOptions.GUESS, 5)).isInstanceOf(DatasetException.class)
                    .hasMessageContaining("cut.xlsx is damaged or cut off");
        }
    }

    @Test
    void aQuotationMarkNeverClosedIsNamedAndNotTakenForAnotherSeparator() throws IOException {
        Path file = write("open.csv", "id,text,human\na,\"never closed,x\nb,two,y\n");
        assertThatThrownBy(() -> run(file)).isInstanceOf(DatasetException.class).hasMessageContaining("Line 2 of open.csv")
                .hasMessageContaining("never closed");
    }

    @Test
    void brokenJsonLinesAreNamedAndTheRestIsRead() throws IOException {
        Path file = write("data.jsonl", """
                {"id": "a", "text": "one", "human": "x"}
                {"id": "b", "text": "two",
                [1, 2]
                {"id": "c", "text": "three", "text": "again"}
                {"id": "d", "text": "four", "human": "y"}
                """);
        ImportSummary summary = run(file);
        assertThat(summary.rowsRead()).isEqualTo(5);
        assertThat(summary.unitsAdded()).isEqualTo(2);
        assertThat(summary.rejected()).extracting(Problem::line).containsExactly(2L, 3L, 4L);
        assertThat(summary.rejected()).allMatch(p -> p.message().startsWith("Line " + p.line() + " of data.jsonl"));
    }

    @Test
    void cutJsonArrayIsFatalButShown() throws IOException {
        Path file = write("cut.json", "[{\"id\": 1, \"text\": \"a b c\"}, {\"id\": 2, \"te");
        Preview preview = DataFiles.preview(file, ReadOptions.GUESS, 5);
        assertThat(preview.totalRows()).isEqualTo(1);
        assertThat(preview.problems()).anyMatch(p -> p.severity() == Severity.FATAL && p.code().equals("broken_json"));
        assertThatThrownBy(() -> run(file)).isInstanceOf(DatasetException.class).hasMessageContaining("cut.json");
    }

    @Test
    void raggedRows() throws IOException {
        Path file = write("ragged.csv", "id,text,human\n1,one,x\n2,two,y,more\n3\n4,\"four\nlines\",z\n5,five\n6,six,x,,\n");
        ImportSummary summary = run(file);
        assertThat(summary.rowsRead()).isEqualTo(6);
        assertThat(summary.unitsAdded()).isEqualTo(4);
        assertThat(summary.rejected()).extracting(p -> p.line() + p.code()).containsExactly("3ragged_row", "4missing_text");
        assertThat(summary.warnings()).filteredOn(p -> p.code().equals("ragged_row")).extracting(Problem::line).containsExactly(7L);
        assertThat(summary.labelsMissing()).containsEntry("human", 1L);
    }

    @Test
    void unclosedQuoteNamesItsLineAndTheRemedyWorks() throws IOException {
        Path file = write("quote.csv", "id,text\n1,fine\n2,\"she said\n3,more\n4,end\n");
        assertThatThrownBy(() -> run(file)).isInstanceOf(DatasetException.class)
                .hasMessageContaining("Line 3 of quote.csv").hasMessageContaining("treat quotes as text");
        Preview preview = DataFiles.preview(file, ReadOptions.GUESS, 9);
        assertThat(preview.problems()).filteredOn(p -> p.severity() == Severity.FATAL).singleElement()
                .satisfies(p -> assertThat(p.line()).isEqualTo(3));
        ReadOptions plain = new ReadOptions(null, null, null, null, 0, true);
        assertThat(FormatsTest.rows(file, plain)).containsExactly(List.of("1", "fine"), List.of("2", "\"she said"), List.of("3", "more"),
                List.of("4", "end"));
    }

    @Test
    void textAfterAClosingQuoteIsKept() throws IOException {
        Path file = write("after.csv", "id,text\n1,\"quoted\" and more\n2,plain\n");
        assertThat(FormatsTest.rows(file, ReadOptions.GUESS)).hasSize(2).last().isEqualTo(List.of("2", "plain"));
        assertThat(FormatsTest.rows(file, ReadOptions.GUESS).getFirst().get(1)).contains("quoted").contains("and more");
    }

    @Test
    void wrongForcedEncodingNamesTheLine() throws IOException {
        Path file = Files.write(folder.resolve("latin.csv"), "id,text\n1,plain\n2,Straße\n3,plain\n".getBytes(StandardCharsets.ISO_8859_1));
        ReadOptions utf8 = new ReadOptions(null, "UTF-8", null, null, 0, false);
        assertThat(DataFiles.preview(file, utf8, 5).problems()).anyMatch(p -> p.code().equals("encoding") && p.line() == 3);
        Preview guessed = DataFiles.preview(file, ReadOptions.GUESS, 5);
        assertThat(guessed.rows().get(1).cells()).containsExactly("2", "Straße");
        assertThat(guessed.problems()).anyMatch(p -> p.code().equals("encoding_guess") && p.line() == 3);
        assertThatThrownBy(() -> DataFiles.preview(file, new ReadOptions(null, "klingon", null, null, 0, false), 5))
                .isInstanceOf(DatasetException.class).hasMessageContaining("klingon");
    }

    @Test
    void oneBrokenByteInAUtf8FileIsNamed() throws IOException {
        StringBuilder text = new StringBuilder("id,text\n");
        for (int i = 0; i < 100; i++) {
            text.append(i).append(",größer ").append(i).append('\n');
        }
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        byte[] broken = Arrays.copyOf(bytes, bytes.length + 6);
        System.arraycopy(new byte[]{'x', ',', 'y', (byte) 0xFC, 'z', '\n'}, 0, broken, bytes.length, 6);
        Path file = Files.write(folder.resolve("mostly.csv"), broken);
        Preview preview = DataFiles.preview(file, ReadOptions.GUESS, 1);
        assertThat(preview.format().encoding()).isEqualTo("UTF-8");
        assertThat(preview.problems()).anyMatch(p -> p.code().equals("encoding") && p.line() == 102);
    }

    @Test
    void otherScriptsInUtf16WithoutMark() throws IOException {
        for (String line : List.of("1,Привет мир как дела,да\n", "2,你好世界今天天气很好,是\n", "3,こんにちは世界、元気ですか,はい\n",
                "4,مرحبا بالعالم كيف حالك,نعم\n", "5,שלום עולם מה שלומך,כן\n")) {
            for (String encoding : List.of("UTF-16LE", "UTF-16BE", "UTF-8")) {
                Path file = Files.write(folder.resolve("u.csv"), ("id,text,human\n" + line.repeat(5)).getBytes(Charset.forName(encoding)));
                Preview preview = DataFiles.preview(file, ReadOptions.GUESS, 1);
                assertThat(preview.format().encoding()).as(line).isEqualTo(encoding);
                assertThat(String.join(",", preview.rows().getFirst().cells())).isEqualTo(line.strip());
            }
        }
    }

    @Test
    void hugeCellsManyColumnsNulsAndManyLabels() throws IOException {
        Path big = write("big.csv", "id,text,human\n1," + "word ".repeat(20_000) + ",x\n2,a\0b,y\n");
        MemoryTarget target = new MemoryTarget();
        ImportSummary summary = Importer.run(SharedDataImportTest.request(big), target, QuietContext.running());
        assertThat(target.unit("1").text()).hasSize(100_000);
        assertThat(target.unit("2").text()).isEqualTo("a\0b");
        assertThat(summary.warnings()).extracting(p -> p.line() + p.code()).contains("2long_cell", "3nul_character");

        String header = IntStream.range(0, 2_000).mapToObj(i -> "c" + i).collect(Collectors.joining(",")) + ",id,text";
        String values = IntStream.range(0, 2_000).mapToObj(String::valueOf).collect(Collectors.joining(","));
        Path wide = write("wide.csv", header + "\n" + values + ",a,first text here\n" + values + ",b,second text here\n");
        MemoryTarget wideTarget = new MemoryTarget();
        Importer.run(SharedDataImportTest.request(wide), wideTarget, QuietContext.running());
        assertThat(wideTarget.unit("b").metadata()).hasSize(2_000).containsEntry("c1999", "1999");

        String rows = IntStream.range(0, 1_500).mapToObj(i -> i + ",the text " + i + ",code " + i % 500).collect(Collectors.joining("\n"));
        Path many = write("many.csv", "id,text,human\n" + rows);
        Preview preview = DataFiles.preview(many, ReadOptions.GUESS, 1);
        assertThat(preview.problems()).anyMatch(p -> p.code().equals("free_text_label"));
        assertThat(preview.columns().getLast().guess()).isEqualTo(new ColumnRole.Metadata());
        ImportSummary chosen = Importer.run(new ImportCase(many).roles("id", new ColumnRole.Id(), "text", new ColumnRole.Text(), "human",
                new ColumnRole.HumanLabel("anna")).request(), new MemoryTarget(), QuietContext.running());
        assertThat(chosen.labels()).hasSize(500);
        assertThat(chosen.warnings()).anyMatch(p -> p.code().equals("free_text_label"));
    }

    @Test
    void headersAreMadeUsable() throws IOException {
        Path file = write("head.csv", "id,text,,text,human\n1,one two,x,b,y\n");
        Preview preview = DataFiles.preview(file, ReadOptions.GUESS, 1);
        assertThat(preview.columns()).extracting(c -> c.name()).containsExactly("id", "text", "column_3", "text_2", "human");
        assertThat(preview.problems()).extracting(Problem::code).contains("blank_header", "duplicate_header");
    }

    @Test
    void emptyTextsAndMixedNumbersArePointedOut() throws IOException {
        StringBuilder text = new StringBuilder("id,text,human,score\n");
        for (int i = 0; i < 30; i++) {
            text.append(i).append(i == 4 ? ",," : ",words of row " + i + ",").append(i % 2).append(i == 7 ? ",high\n" : "," + i + "\n");
        }
        ImportSummary summary = run(write("mixed.csv", text.toString()));
        assertThat(summary.unitsAdded()).isEqualTo(30);
        assertThat(summary.warnings()).extracting(p -> p.line() + p.code()).contains("6empty_text", "9mixed_numbers");
    }

    private ImportSummary run(Path file) {
        return Importer.run(SharedDataImportTest.request(file), new MemoryTarget(), QuietContext.running());
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private static byte[] bytes(String latin) {
        return latin.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] noise() {
        byte[] noise = new byte[20_000];
        new java.util.Random(3).nextBytes(noise);
        noise[0] = 'x';
        return noise;
    }

    private static byte[] zip(String entry) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry(entry));
            zip.write(bytes("id,text\n1,a\n"));
        }
        return out.toByteArray();
    }
}
