package concord.dataset;

import concord.model.result.FileFormat;
import concord.model.result.Problem;
import concord.model.result.Row;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Ends the rows where the file cannot be read further, and says so as a FATAL problem instead of an exception.
record UntilDamage(RowReader reader, ProblemLog log) implements RowReader {
    @Override
    public FileFormat format() {
        return reader.format();
    }

    @Override
    public List<String> columns() {
        return reader.columns();
    }

    @Override
    public @Nullable Row next() {
        try {
            return reader.next();
        } catch (DatasetException e) {
            log.fatal(e.line(), e.code(), String.valueOf(e.getMessage()));
            return null;
        }
    }

    @Override
    public List<Problem> problems() {
        return reader.problems();
    }

    @Override
    public double fraction() {
        return reader.fraction();
    }

    @Override
    public void close() {
        reader.close();
    }
}
