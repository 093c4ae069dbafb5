package concord.report;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A table as text, in full precision, for files and for readers that cannot see a figure.
public record Table(String title, List<String> columns, List<List<String>> rows) {
    public Table {
        columns = List.copyOf(columns);
        rows = rows.stream().map(List::copyOf).toList();
        for (List<String> row : rows) {
            if (row.size() != columns.size())
                throw new IllegalArgumentException(row.size() + " cells under " + columns.size() + " columns");
        }
    }

    /// Comma separated with a header row, quoted as RFC 4180 says, lines ended by a line feed. Labels stand as they are spelt.
    public String csv() {
        return Stream.concat(Stream.of(columns), rows.stream()).map(row -> row.stream().map(Table::quoted).collect(Collectors.joining(",")))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static String quoted(String cell) {
        boolean plain = cell.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r') && cell.equals(cell.strip());
        return plain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
    }
}
