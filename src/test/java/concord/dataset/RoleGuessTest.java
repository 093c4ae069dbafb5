package concord.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import concord.model.ColumnRole;
import concord.model.request.ReadOptions;
import concord.model.result.Column;
import concord.model.result.Preview;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Roles of columns whose names say little.
class RoleGuessTest {
    @TempDir
    Path folder;

    private Map<String, ColumnRole> roles(Path file) {
        Preview preview = DataFiles.preview(file, ReadOptions.GUESS, 5);
        return preview.columns().stream().collect(Collectors.toMap(Column::name, Column::guess));
    }

    @Test
    void columnsNamedAfterThePeopleWhoLabelledAreFoundByTheirSharedLabels() {
        Map<String, ColumnRole> roles = roles(Path.of("sample-projects/car-free-centre/units.csv"));
        assertThat(roles).containsEntry("writer", new ColumnRole.HumanLabel("writer"))
                .containsEntry("reader", new ColumnRole.HumanLabel("reader"))
                .containsEntry("id", new ColumnRole.Id()).containsEntry("text", new ColumnRole.Text())
                .containsEntry("source", new ColumnRole.Metadata()).containsEntry("month", new ColumnRole.Metadata());
        assertThat(roles.get("keyword-rules").annotatorName()).isEqualTo("keyword-rules");
    }

    @Test
    void numbersSharedByTwoColumnsAreNoLabels() throws IOException {
        Path file = folder.resolve("numbers.csv");
        Files.writeString(file,
                "id,text,urban,employed\n1,one text of words,0,1\n2,another text of words,1,1\n3,a third text of words,1,0\n");
        assertThat(roles(file)).containsEntry("urban", new ColumnRole.Metadata()).containsEntry("employed", new ColumnRole.Metadata());
    }

    @Test
    void theLabelsOfAnLlmTellWhoElseLabelled() throws IOException {
        Path file = folder.resolve("llm.csv");
        Files.writeString(file,
                "id,text,gpt-4,mara\n1,one text of words,left,left\n2,another text of words,right,left\n3,a third text,left,right\n");
        assertThat(roles(file)).containsEntry("gpt-4", new ColumnRole.TeacherLabel("gpt-4")).containsEntry("mara",
                new ColumnRole.HumanLabel("mara"));
    }
}
