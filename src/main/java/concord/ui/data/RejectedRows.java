package concord.ui.data;

import concord.app.AppException;
import concord.model.result.Problem;
import concord.ui.Texts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The list of rows an import left out, as a CSV file: line, code, reason.
final class RejectedRows {
    private RejectedRows() {
    }

    /// @throws AppException when the file cannot be written
    static void write(Path file, List<Problem> rejected) {
        StringBuilder csv = new StringBuilder("line,code,reason\r\n");
        for (Problem p : rejected) {
            csv.append(p.line()).append(',').append(p.code()).append(",\"").append(p.message().replace("\"", "\"\"")).append("\"\r\n");
        }
        try {
            Files.writeString(file, csv);
        } catch (IOException e) {
            throw new AppException(Texts.get("data.result.not-saved", file), e);
        }
    }
}
