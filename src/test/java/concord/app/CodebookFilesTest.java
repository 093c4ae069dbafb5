package concord.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import concord.model.Label;
import concord.model.Variable;
import concord.model.VariableKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CodebookFilesTest {
    @TempDir
    Path folder;

    @Test
    void whatIsWrittenIsReadBack() {
        List<Variable> variables = List.of(
                new Variable("stance", VariableKind.SINGLE, "For or against?", "Judge the text alone.",
                        List.of(new Label("For", "wants it", List.of("Yes!"), List.of("Perhaps."), "y", 2), Label.named(" against", 1))),
                new Variable("strength", VariableKind.ORDINAL, "", "", List.of(Label.named("1", 0), Label.named("2", 1))));
        Path file = folder.resolve("codebook.json");
        CodebookFiles.write(file, variables);
        assertThat(CodebookFiles.read(file)).isEqualTo(variables);
    }

    @Test
    void labelsMayBeNamesAlone() throws IOException {
        Path file = write("{\"variables\":[{\"name\":\"v\",\"kind\":\"single\",\"labels\":[\"a\",\"b\"]}]}");
        assertThat(CodebookFiles.read(file).getFirst().labels()).containsExactly(Label.named("a", 0), Label.named("b", 1));
    }

    @Test
    void failuresNameTheFileAndThePlace() throws IOException {
        refused("[{\"name\":\"v\",\n\"labels\":[}]", "codebook.json", "line 2");
        refused("{}", "codebook.json", "no list of variables");
        refused("[{\"kind\":\"single\",\"labels\":[]}]", "variable 1", "no \"name\"");
        refused("[{\"name\":\"v\",\"kind\":\"both\",\"labels\":[]}]", "variable 1", "\"both\"", "single, multi");
        refused("[{\"name\":\"v\",\"labels\":[\"a\",{\"definition\":\"x\"}]}]", "variable 1", "label 2");
        refused("[{\"name\":\"v\",\"labels\":[\"a\",\"a\"]}]", "codebook.json", "\"a\"", "differ");
        assertThatThrownBy(() -> CodebookFiles.read(folder.resolve("none.json"))).isInstanceOf(AppException.class)
                .hasMessageContaining("none.json");
    }

    private void refused(String json, String... parts) throws IOException {
        Path file = write(json);
        assertThatThrownBy(() -> CodebookFiles.read(file)).isInstanceOf(AppException.class)
                .satisfies(e -> assertThat(e.getMessage()).contains(parts));
    }

    private Path write(String json) throws IOException {
        return Files.writeString(folder.resolve("codebook.json"), json);
    }
}
