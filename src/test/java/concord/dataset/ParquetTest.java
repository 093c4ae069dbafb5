package concord.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import concord.model.request.ReadOptions;
import concord.model.result.Preview;
import concord.model.result.Row;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Files written by pandas and pyarrow (src/test/reference/parquet.py).
class ParquetTest {
    @TempDir
    Path folder;

    private static Path golden(String name) {
        try {
            return Path.of(ParquetTest.class.getResource("parquet/" + name).toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Row> rows(Path file) {
        List<Row> rows = new ArrayList<>();
        try (RowReader reader = DataFiles.open(file, ReadOptions.GUESS)) {
            for (Row row = reader.next(); row != null; row = reader.next()) {
                rows.add(row);
            }
            assertThat(reader.fraction()).isEqualTo(1);
        }
        return rows;
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "snappy", "gzip", "zstd", "lz4"})
    void aDataFrameIsReadInEveryCompression(String codec) {
        Path file = golden("frame-" + codec + ".parquet");
        try (RowReader reader = DataFiles.open(file, ReadOptions.GUESS)) {
            assertThat(reader.columns()).containsExactly("id", "text", "whole", "gaps", "tiny", "yes", "kind", "seen", "nothing");
            assertThat(reader.format().format()).isEqualTo("parquet");
        }
        assertThat(rows(file)).containsExactly(
                new Row(1, Arrays.asList("a", "two\nlines, \"quoted\"", "1", "1", "1.0E-9", "true", "Favor", "2024-02-29", null)),
                new Row(2,
                        Arrays.asList("b", "日本 😀", "-2", null, "0.30000000000000004", "false", "None", "2024-02-29T12:30:15.250", null)),
                new Row(3, Arrays.asList("c", null, null, "3.5", "1.0E300", null, null, null, null)));
    }

    @Test
    void everyPlainTypeIsSpelt() {
        assertThat(rows(golden("types.parquet")).stream().map(Row::cells)).containsExactly(
                Arrays.asList("1969-12-31T23:59:59.500Z", "2023-11-14T22:13:20.123456789", "1850-01-02", "08:30", "12.50",
                        "12345678901234567890123.4", "200", "18446744073709551615", "0.1", "1.5", "Infinity", "Favor|None", null, "large"),
                Arrays.asList(null, "1970-01-01", "2024-02-29", "23:59:59.000001", "-0.01", null, "0", "1", null, null, "0", "", "x",
                        null));
        assertThat(rows(golden("int96.parquet")).stream().map(Row::cells)).containsExactly(List.of("2001-09-11T08:46"),
                Arrays.asList((String) null));
    }

    @ParameterizedTest
    @CsvSource({"list-of-numbers.parquet,vector,nested values", "record.parquet,record,nested values"})
    void whatIsNestedIsRefusedByColumn(String file, String column, String why) {
        assertThatThrownBy(() -> rows(golden(file))).isInstanceOf(DatasetException.class)
                .hasMessageContaining("Column \"" + column + "\" of " + file).hasMessageContaining(why);
    }

    @Test
    void whatCannotBeReadIsSaid() throws IOException {
        assertThatThrownBy(() -> rows(golden("bytes.parquet"))).isInstanceOf(DatasetException.class)
                .hasMessageStartingWith("Row 1 of bytes.parquet has bytes in column \"raw\"");
        assertThatThrownBy(() -> rows(golden("brotli.parquet"))).isInstanceOf(DatasetException.class).hasMessageContaining("BROTLI")
                .hasMessageContaining("snappy");
        byte[] whole = Files.readAllBytes(golden("frame-zstd.parquet"));
        Path cut = Files.write(folder.resolve("cut.parquet"), Arrays.copyOf(whole, whole.length - 100));
        assertThatThrownBy(() -> rows(cut)).isInstanceOf(DatasetException.class).hasMessageContaining("cut.parquet is damaged, cut off");
        byte[] hurt = whole.clone();
        Arrays.fill(hurt, 4, 400, (byte) 7);
        Path damaged = Files.write(folder.resolve("hurt.parquet"), hurt);
        assertThatThrownBy(() -> rows(damaged)).isInstanceOf(DatasetException.class).hasMessageContaining("hurt.parquet is damaged");
        Path csv = Files.writeString(folder.resolve("table.csv"), "id,text\n1,a\n");
        ReadOptions parquet = new ReadOptions("parquet", null, null, null, 0, false);
        assertThatThrownBy(() -> DataFiles.open(csv, parquet)).hasMessageContaining("table.csv is no Parquet file");
        ReadOptions asCsv = new ReadOptions("csv", null, null, null, 0, false);
        assertThatThrownBy(() -> DataFiles.open(golden("types.parquet"), asCsv)).hasMessageContaining("is a Parquet file");
    }

    @Test
    void isGuessedLikeAnyOtherFile() {
        Preview preview = DataFiles.preview(golden("frame-snappy.parquet"), ReadOptions.GUESS, 2);
        assertThat(preview.format().format()).isEqualTo("parquet");
        assertThat(preview.totalRows()).isEqualTo(3);
        assertThat(preview.rows()).hasSize(2);
    }

    @Test
    void numbersAreWrittenAsNumbersAndManyRowsInSeveralGroups() {
        Path file = folder.resolve("many.parquet");
        String text = "word ".repeat(200);
        try (TableWriter writer = TableWriter.open(file, List.of(TableColumn.text("id"), TableColumn.text("text"), TableColumn.number("p")),
                false)) {
            for (int i = 0; i < 60_000; i++) {
                writer.row(Arrays.asList("r" + i, i + text, i % 7 == 0 ? null : i == 1 ? Double.NaN : i / 4.0));
            }
            writer.commit();
        }
        List<Row> rows = rows(file);
        assertThat(rows).hasSize(60_000);
        assertThat(rows.get(1).cells().get(2)).isNull();
        assertThat(rows.get(7).cells().get(2)).isNull();
        assertThat(rows.get(59_999).cells()).containsExactly("r59999", 59_999 + text, "14999.75");
    }
}
