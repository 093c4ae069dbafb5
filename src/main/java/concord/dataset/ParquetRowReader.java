package concord.dataset;

import concord.model.result.FileFormat;
import concord.model.result.Problem;
import concord.model.result.Row;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.io.MessageColumnIO;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;

/// Rows of a Parquet file; the line is the number of the row. Holds the compressed bytes of one row group at a time, as the format wants it.
final class ParquetRowReader implements RowReader {
    private static final FileFormat FORMAT = new FileFormat("parquet", "UTF-8", null, null, List.of());

    private final Path file;
    private final ParquetFileReader reader;
    private final MessageType schema;
    private final MessageColumnIO columnReader;
    private final List<ParquetCell> cells;
    private final List<String> columns;
    private final ProblemLog problems;
    private final long total;
    private @Nullable RecordReader<Group> group;
    private long leftInGroup;
    private long row;

    private ParquetRowReader(Path file, ParquetFileReader reader, ProblemLog problems) {
        this.file = file;
        this.reader = reader;
        this.problems = problems;
        schema = reader.getFileMetaData().getSchema();
        cells = schema.getFields().stream().map(field -> ParquetCell.of(field, file)).toList();
        columnReader = new ColumnIOFactory().getColumnIO(schema);
        columns = Header.unique(schema.getFields().stream().map(Type::getName).toList(), 0, problems);
        total = reader.getRecordCount();
    }

    static ParquetRowReader open(Path file, ProblemLog problems) throws IOException {
        PlainParquetConfiguration plain = new PlainParquetConfiguration();
        ParquetReadOptions options = new ParquetReadOptions.Builder(plain).withCodecFactory(new ParquetCodecs(plain)).build();
        ParquetFileReader reader;
        try {
            reader = ParquetFileReader.open(new LocalInputFile(file), options);
        } catch (IOException | RuntimeException e) {
            throw damaged(file, 0, e);
        }
        try {
            return new ParquetRowReader(file, reader, problems);
        } catch (RuntimeException e) {
            reader.close();
            throw e instanceof DatasetException ? e : damaged(file, 0, e);
        }
    }

    private static DatasetException damaged(Path file, long row, Throwable e) {
        String where = row == 0 ? "" : " after row " + row;
        return new DatasetException(row, "damaged_file", file.getFileName() + " is damaged, cut off or encrypted" + where
                + ": get it again, or write it anew without encryption with the program that made it.", e);
    }

    @Override
    public @Nullable Row next() {
        Group record = record();
        if (record == null)
            return null;
        row++;
        List<@Nullable String> values = new ArrayList<>(cells.size());
        for (int i = 0; i < cells.size(); i++) {
            try {
                values.add(record.getFieldRepetitionCount(i) == 0 ? null : cells.get(i).text(record, i));
            } catch (java.nio.charset.CharacterCodingException e) {
                throw new DatasetException(row, "damaged_file", "Row " + row + " of " + file.getFileName() + " has bytes in column \""
                        + columns.get(i) + "\" that are no UTF-8 text: leave that column out, or write it as text.", e);
            }
        }
        return new Row(row, values);
    }

    private @Nullable Group record() {
        try {
            while (leftInGroup == 0) {
                PageReadStore pages = reader.readNextRowGroup();
                if (pages == null)
                    return null;
                leftInGroup = pages.getRowCount();
                group = columnReader.getRecordReader(pages, new GroupRecordConverter(schema));
            }
            leftInGroup--;
            return group == null ? null : group.read();
        } catch (DatasetException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw damaged(file, row, e);
        }
    }

    @Override
    public FileFormat format() {
        return FORMAT;
    }

    @Override
    public List<String> columns() {
        return columns;
    }

    @Override
    public List<Problem> problems() {
        return problems.all();
    }

    @Override
    public double fraction() {
        return total == 0 ? 1 : Math.min(1, (double) row / total);
    }

    @Override
    public void close() {
        try {
            reader.close();
        } catch (IOException e) {
            throw new DatasetException(file.getFileName() + " cannot be closed.", e);
        }
    }
}
