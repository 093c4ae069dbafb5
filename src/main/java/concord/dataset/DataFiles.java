package concord.dataset;

import concord.model.request.ReadOptions;
import concord.model.result.Preview;
import java.nio.file.Path;

/// Opens data files of every supported format.
public final class DataFiles {
    private DataFiles() {
    }

    /// Reads the whole file once in bounded memory, guesses format, encoding, separator and column roles, and keeps the first rows.
    ///
    /// @param rows how many rows to keep
    /// @throws DatasetException when the file cannot be read at all
    public static Preview preview(Path file, ReadOptions options, int rows) {
        throw new UnsupportedOperationException();
    }

    /// Streams the rows of a file; the reader is closed by the caller.
    ///
    /// @throws DatasetException when the file cannot be opened in this format
    public static RowReader open(Path file, ReadOptions options) {
        throw new UnsupportedOperationException();
    }
}
