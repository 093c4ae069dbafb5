package concord.dataset;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the formats share: the number of values, the temporary file, commit and roll-back.
abstract class AbstractTableWriter implements TableWriter {
    private final PendingFile file;
    private final int columns;
    private boolean finished;

    AbstractTableWriter(PendingFile file, List<?> columns) {
        this.file = file;
        this.columns = columns.size();
    }

    abstract void write(List<? extends @Nullable Object> values) throws IOException;

    /// Writes what is still held back and closes the stream.
    abstract void finish() throws IOException;

    PendingFile file() {
        return file;
    }

    @Override
    public final void row(List<? extends @Nullable Object> values) {
        if (values.size() != columns)
            throw new IllegalArgumentException(values.size() + " values for " + columns + " columns");
        try {
            write(values);
        } catch (IOException e) {
            throw file.failed(e);
        }
    }

    @Override
    public final void commit() {
        try {
            finish();
            file.moveIntoPlace();
            finished = true;
        } catch (IOException e) {
            throw file.failed(e);
        }
    }

    @Override
    public final void close() {
        if (finished)
            return;
        finished = true;
        try {
            file.discard();
        } catch (IOException e) {
            throw file.failed(e);
        }
    }

    /// Runs a step of opening; on failure nothing is left behind.
    final void begin(Step step) {
        try {
            step.run();
        } catch (IOException e) {
            close();
            throw file.failed(e);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    interface Step {
        void run() throws IOException;
    }
}
