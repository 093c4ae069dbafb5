package concord.dataset;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import concord.model.request.ReadOptions;
import concord.model.result.FileFormat;
import concord.model.result.Problem;
import concord.model.result.Row;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Rows of JSON Lines or of a JSON array of objects. The columns are the union of the names in the first records; names met later are appended.
///
/// A broken line of JSON Lines is rejected and reading goes on; after a broken element of an array nothing can be read.
final class JsonRowReader implements RowReader {
    private static final int AHEAD = 200;

    private final Path file;
    private final FileFormat format;
    private final DecodingReader source;
    private final Records records;
    private final ProblemLog problems;
    private final Map<String, Integer> columns = new LinkedHashMap<>();
    private final List<String> names = new ArrayList<>();
    private final Deque<Item> ahead = new ArrayDeque<>();
    private @Nullable DatasetException pending;

    private JsonRowReader(Path file, String format, ReadOptions options, Encoding encoding, ProblemLog problems) throws IOException {
        this.file = file;
        this.format = new FileFormat(format, encoding.charset().name(), null, null, List.of());
        this.problems = problems;
        source = new DecodingReader(file, encoding, problems);
        BufferedReader text = new BufferedReader(source, 1 << 16);
        for (int i = 0; i < options.skipLines(); i++) {
            text.readLine();
        }
        records = format.equals("jsonl") ? new Lines(text, options.skipLines()) : new Elements(text);
        try {
            Item item;
            while (ahead.size() < AHEAD && (item = records.next()) != null) {
                ahead.add(item);
                know(item);
            }
        } catch (DatasetException e) {
            // The rows before the damage are still shown; the damage is told when the reader gets there.
            pending = e;
        }
        if (ahead.isEmpty() && pending != null)
            throw pending;
    }

    static JsonRowReader open(Path file, String format, ReadOptions options, Encoding encoding, ProblemLog problems) throws IOException {
        return new JsonRowReader(file, format, options, encoding, problems);
    }

    /// A record, or the reason why there is none.
    private record Item(long line, Map<String, @Nullable String> cells, @Nullable Problem rejection) {
        static Item rejected(long line, String message) {
            return new Item(line, Map.of(), new Problem(Problem.Severity.REJECTED, line, "broken_json", message));
        }
    }

    private interface Records {
        @Nullable
        Item next();
    }

    private void know(Item item) {
        for (String name : item.cells.keySet()) {
            if (columns.putIfAbsent(name, columns.size()) == null)
                names.add(name);
        }
    }

    @Override
    public FileFormat format() {
        return format;
    }

    @Override
    public List<String> columns() {
        return Collections.unmodifiableList(names);
    }

    @Override
    public @Nullable Row next() {
        Item item;
        do {
            item = ahead.poll();
            if (item == null) {
                if (pending != null)
                    throw pending;
                item = records.next();
                if (item == null)
                    return null;
                know(item);
            }
            if (item.rejection != null)
                problems.add(item.rejection);
        } while (item.rejection != null);
        List<@Nullable String> cells = new ArrayList<>(Collections.nCopies(columns.size(), null));
        item.cells.forEach((name, value) -> cells.set(columns.getOrDefault(name, 0), value));
        return new Row(item.line, cells);
    }

    @Override
    public List<Problem> problems() {
        return problems.all();
    }

    @Override
    public double fraction() {
        return source.fraction();
    }

    @Override
    public void close() {
        try {
            source.close();
        } catch (IOException e) {
            throw new DatasetException(file.getFileName() + " cannot be closed.", e);
        }
    }

    private DatasetException unreadable(IOException e) {
        return new DatasetException(file.getFileName() + " cannot be read: " + e.getMessage() + ".", e);
    }

    private final class Lines implements Records {
        private final BufferedReader text;
        private final com.fasterxml.jackson.core.JsonFactory factory = JsonRecords.factory();
        private long line;

        Lines(BufferedReader text, int skipped) {
            this.text = text;
            this.line = skipped;
        }

        @Override
        public @Nullable Item next() {
            try {
                String s;
                do {
                    s = text.readLine();
                    line++;
                } while (s != null && s.isBlank());
                return s == null ? null : parse(s);
            } catch (IOException e) {
                throw unreadable(e);
            }
        }

        private Item parse(String s) throws IOException {
            String where = "Line " + line + " of " + file.getFileName();
            try (JsonParser parser = factory.createParser(s)) {
                if (parser.nextToken() != JsonToken.START_OBJECT) {
                    return Item.rejected(line, where + " is not a JSON object: each line must be one object in braces.");
                }
                Map<String, @Nullable String> cells = JsonRecords.read(parser);
                if (parser.nextToken() != null) {
                    return Item.rejected(line, where + " has more than one JSON value: put each on its own line.");
                }
                return new Item(line, cells, null);
            } catch (JsonProcessingException e) {
                return Item.rejected(line, where + " is not valid JSON (" + JsonRecords.reason(e) + "): mend or delete the line.");
            }
        }
    }

    private final class Elements implements Records {
        private final JsonParser parser;
        private long element;

        Elements(BufferedReader text) throws IOException {
            parser = JsonRecords.factory().createParser(text);
            try {
                if (parser.nextToken() != JsonToken.START_ARRAY)
                    throw new DatasetException(file.getFileName()
                            + " holds one JSON object, not a list of records: give the list inside it, in square brackets, or one object a line.");
            } catch (JsonProcessingException e) {
                throw broken(e);
            }
        }

        @Override
        public @Nullable Item next() {
            try {
                JsonToken token = parser.nextToken();
                if (token == null || token == JsonToken.END_ARRAY)
                    return null;
                element++;
                if (token == JsonToken.START_OBJECT)
                    return new Item(element, JsonRecords.read(parser), null);
                parser.skipChildren();
                return Item.rejected(element, "Element " + element + " of " + file.getFileName()
                        + " is not a JSON object: each record must be an object in braces.");
            } catch (JsonProcessingException e) {
                throw broken(e);
            } catch (IOException e) {
                throw unreadable(e);
            }
        }

        private DatasetException broken(JsonProcessingException e) {
            long line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
            return new DatasetException(element, "broken_json", file.getFileName() + " is not valid JSON in line " + line + ", record "
                    + Math.max(1, element) + " (" + JsonRecords.reason(e)
                    + "): mend it, or save one object a line (.jsonl) so that single lines can be left out.",
                    e);
        }
    }
}
