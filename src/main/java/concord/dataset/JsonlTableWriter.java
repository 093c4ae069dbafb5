package concord.dataset;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;

final class JsonlTableWriter extends AbstractTableWriter {
    private final List<String> columns;
    private @Nullable JsonGenerator json;

    JsonlTableWriter(PendingFile file, List<String> columns) {
        super(file, columns);
        this.columns = List.copyOf(columns);
        begin(() -> json = new JsonFactory().createGenerator(file.out(), JsonEncoding.UTF8).setRootValueSeparator(null));
    }

    @Override
    void write(List<? extends @Nullable Object> values) throws IOException {
        JsonGenerator out = java.util.Objects.requireNonNull(json);
        out.writeStartObject();
        for (int i = 0; i < values.size(); i++) {
            out.writeFieldName(columns.get(i));
            switch (values.get(i)) {
                case null -> out.writeNull();
                case Boolean b -> out.writeBoolean(b);
                case Integer n -> out.writeNumber(n);
                case Long n -> out.writeNumber(n);
                case BigInteger n -> out.writeNumber(n);
                case BigDecimal n -> out.writeNumber(n);
                case Number n -> {
                    // JSON has no infinity and no NaN.
                    if (Double.isFinite(n.doubleValue()))
                        out.writeNumber(n.toString());
                    else
                        out.writeNull();
                }
                case Object other -> out.writeString(other.toString());
            }
        }
        out.writeEndObject();
        out.writeRaw('\n');
    }

    @Override
    void finish() throws IOException {
        if (json != null)
            json.close();
    }
}
