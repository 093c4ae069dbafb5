package concord.report;

import java.util.List;
import java.util.stream.Collectors;

/// Writes a table as GitHub and pandoc read it.
public final class MarkdownTable {
    private MarkdownTable() {
    }

    public static String write(Table table) {
        StringBuilder out = new StringBuilder("**").append(escaped(table.title())).append("**\n\n").append(line(table.columns()));
        out.append(table.columns().stream().map(_ -> " --- ").collect(Collectors.joining("|", "|", "|\n")));
        table.rows().forEach(row -> out.append(line(row)));
        return out.toString();
    }

    private static String line(List<String> cells) {
        return cells.stream().map(MarkdownTable::escaped).collect(Collectors.joining(" | ", "| ", " |\n"));
    }

    private static String escaped(String cell) {
        return cell.replace("\\", "\\\\").replace("|", "\\|").replace("*", "\\*").replace("_", "\\_").replace("<", "&lt;")
                .replaceAll("\\R", " ");
    }
}
