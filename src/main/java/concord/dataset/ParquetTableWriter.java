package concord.dataset;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;
import org.jspecify.annotations.Nullable;

/// One flat table: texts as UTF-8, numbers as doubles, flags as booleans, any of them may be missing. Snappy, which every reader knows.
final class ParquetTableWriter extends AbstractTableWriter {
    /// Bytes held until they are written: small, so that a long table needs little memory here and in the program that reads it.
    private static final long ROW_GROUP = 32L << 20;

    private final List<TableColumn> columns;
    private @Nullable ParquetWriter<List<? extends @Nullable Object>> writer;

    ParquetTableWriter(PendingFile file, List<TableColumn> columns) {
        super(file, columns);
        this.columns = List.copyOf(columns);
        begin(() -> writer = new Builder(new Out(file.out()), new Support(this.columns)).withConf(new PlainParquetConfiguration())
                .withCompressionCodec(CompressionCodecName.SNAPPY).withRowGroupSize(ROW_GROUP).build());
    }

    @Override
    void write(List<? extends @Nullable Object> values) throws IOException {
        Objects.requireNonNull(writer).write(values);
    }

    @Override
    void finish() throws IOException {
        Objects.requireNonNull(writer).close();
    }

    private static Type type(TableColumn column) {
        return switch (column.kind()) {
            case TEXT -> Types.optional(PrimitiveTypeName.BINARY).as(LogicalTypeAnnotation.stringType()).named(column.name());
            case NUMBER -> Types.optional(PrimitiveTypeName.DOUBLE).named(column.name());
            case FLAG -> Types.optional(PrimitiveTypeName.BOOLEAN).named(column.name());
        };
    }

    private static final class Builder extends ParquetWriter.Builder<List<? extends @Nullable Object>, Builder> {
        private final Support support;

        Builder(OutputFile file, Support support) {
            super(file);
            this.support = support;
        }

        @Override
        protected Builder self() {
            return this;
        }

        @Override
        protected WriteSupport<List<? extends @Nullable Object>> getWriteSupport(Configuration configuration) {
            return support;
        }

        @Override
        protected WriteSupport<List<? extends @Nullable Object>> getWriteSupport(ParquetConfiguration configuration) {
            return support;
        }
    }

    private static final class Support extends WriteSupport<List<? extends @Nullable Object>> {
        private final List<TableColumn> columns;
        private @Nullable RecordConsumer out;

        Support(List<TableColumn> columns) {
            this.columns = columns;
        }

        @Override
        public WriteContext init(Configuration configuration) {
            return context();
        }

        @Override
        public WriteContext init(ParquetConfiguration configuration) {
            return context();
        }

        private WriteContext context() {
            return new WriteContext(new MessageType("table", columns.stream().map(ParquetTableWriter::type).toList()), Map.of());
        }

        @Override
        public void prepareForWrite(RecordConsumer consumer) {
            out = consumer;
        }

        @Override
        public void write(List<? extends @Nullable Object> values) {
            RecordConsumer record = Objects.requireNonNull(out);
            record.startMessage();
            for (int i = 0; i < columns.size(); i++) {
                Object value = values.get(i);
                if (value == null || value instanceof Number n && !Double.isFinite(n.doubleValue()))
                    continue;
                record.startField(columns.get(i).name(), i);
                switch (columns.get(i).kind()) {
                    case TEXT -> record.addBinary(Binary.fromString(value.toString()));
                    case NUMBER -> record.addDouble(((Number) value).doubleValue());
                    case FLAG -> record.addBoolean((Boolean) value);
                }
                record.endField(columns.get(i).name(), i);
            }
            record.endMessage();
        }
    }

    /// The stream of the pending file as the library wants it.
    private record Out(OutputStream stream) implements OutputFile {
        @Override
        public PositionOutputStream create(long blockSize) {
            return createOrOverwrite(blockSize);
        }

        @Override
        public PositionOutputStream createOrOverwrite(long blockSize) {
            return new PositionOutputStream() {
                private long position;

                @Override
                public long getPos() {
                    return position;
                }

                @Override
                public void write(int b) throws IOException {
                    stream.write(b);
                    position++;
                }

                @Override
                public void write(byte[] bytes, int from, int length) throws IOException {
                    stream.write(bytes, from, length);
                    position += length;
                }

                @Override
                public void flush() throws IOException {
                    stream.flush();
                }

                @Override
                public void close() throws IOException {
                    stream.close();
                }
            };
        }

        @Override
        public boolean supportsBlockSize() {
            return false;
        }

        @Override
        public long defaultBlockSize() {
            return 0;
        }
    }
}
