package concord.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import concord.model.request.ReadOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TableWriterTest {
    @TempDir
    Path folder;

    private static List<TableColumn> texts(String... names) {
        return Stream.of(names).map(TableColumn::text).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"out.csv", "out.tsv", "out.jsonl", "out.xlsx", "out.parquet"})
    void comesBackAsWritten(String name) {
        Path file = folder.resolve(name);
        List<TableColumn> columns = List.of(TableColumn.text("id"), TableColumn.text("text"), TableColumn.number("n"),
                TableColumn.number("p"), TableColumn.flag("yes"));
        try (TableWriter writer = TableWriter.open(file, columns, false)) {
            writer.row(Arrays.asList("1", "a \"quote\", a tab\t, two\nlines; 日本 😀 =1+1", 3, 0.125, true));
            for (int i = 0; i < 1_200; i++) {
                writer.row(Arrays.asList("r" + i, " spaced ", null, null, null));
            }
            assertThat(file).doesNotExist();
            writer.commit();
        }
        List<List<String>> rows = FormatsTest.rows(file, ReadOptions.GUESS);
        assertThat(rows).hasSize(1_201);
        assertThat(rows.getFirst().subList(0, 4)).containsExactly("1", "a \"quote\", a tab\t, two\nlines; 日本 😀 =1+1", "3", "0.125");
        assertThat(rows.getFirst().get(4)).isEqualToIgnoringCase("true");
        assertThat(rows.get(600).subList(0, 2)).containsExactly("r599", " spaced ");
        assertThat(folder.toFile().list()).containsExactly(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"out.csv", "out.jsonl", "out.xlsx", "out.parquet"})
    void withoutCommitNothingIsLeftAndTheOldFileStays(String name) throws IOException {
        Path file = Files.writeString(folder.resolve(name), "old");
        try (TableWriter writer = TableWriter.open(file, texts("a"), false)) {
            writer.row(List.of("x"));
        }
        assertThat(file).hasContent("old");
        assertThat(folder.toFile().list()).containsExactly(name);
    }

    @Test
    void formulasAreMadeHarmlessOnlyWhenAsked() throws IOException {
        List<String> cells = List.of("=cmd()", "+1+1", "-1", "-x", "@a", "plain");
        Path plain = folder.resolve("plain.csv");
        Path safe = folder.resolve("safe.csv");
        for (Path file : List.of(plain, safe)) {
            try (TableWriter writer = TableWriter.open(file, texts("a", "b", "c", "d", "e", "f"), file == safe)) {
                writer.row(cells);
                writer.commit();
            }
        }
        assertThat(Files.readAllLines(plain).getLast()).isEqualTo("=cmd(),+1+1,-1,-x,@a,plain");
        assertThat(Files.readAllLines(safe).getLast()).isEqualTo("'=cmd(),'+1+1,-1,'-x,'@a,plain");
        assertThat(FormatsTest.rows(safe, ReadOptions.GUESS)).hasSize(1);
    }

    @Test
    void placesThatCannotBeWrittenAreNamed() {
        assertThatThrownBy(() -> TableWriter.open(folder.resolve("out.doc"), texts("a"), false)).isInstanceOf(DatasetException.class)
                .hasMessageContaining(".csv, .tsv, .jsonl, .xlsx or .parquet");
        assertThatThrownBy(() -> TableWriter.open(folder.resolve("no/out.csv"), texts("a"), false)).isInstanceOf(DatasetException.class)
                .hasMessageContaining("no folder");
        assertThat(DataFiles.writeFormat(Path.of("A.XLSX"))).isEqualTo("xlsx");
    }

    @Test
    void whatAWorkbookCannotHoldIsSaid() {
        Path file = folder.resolve("out.xlsx");
        try (TableWriter writer = TableWriter.open(file, texts("text"), false)) {
            writer.row(List.of("control \u0001 and nul \0 end"));
            assertThatThrownBy(() -> writer.row(List.of("x".repeat(40_000)))).isInstanceOf(DatasetException.class)
                    .hasMessageContaining("Row 3, column \"text\"").hasMessageContaining(".csv");
        }
        assertThat(file).doesNotExist();
    }

    @Test
    void controlCharactersDoNotBreakAWorkbook() {
        Path file = folder.resolve("control.xlsx");
        try (TableWriter writer = TableWriter.open(file, texts("id", "text"), false)) {
            writer.row(List.of("1", "control \u0001 and nul \0 end"));
            writer.commit();
        }
        assertThat(FormatsTest.rows(file, ReadOptions.GUESS).getFirst().get(1)).startsWith("control ").endsWith(" end");
    }
}
