package concord.report;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Writes a table for LaTeX with the rules of the package booktabs; whatever a name contains, LaTeX prints it as it is. Needs nothing else from
/// the document. Numbers are set to the right.
public final class LatexTable {
    private LatexTable() {
    }

    /// @param label to refer to the table by
    public static String write(Table table, String label) {
        StringBuilder out = new StringBuilder("% \\usepackage{booktabs}\n\\begin{table}\n\\centering\n");
        out.append("\\caption{").append(escaped(table.title())).append("}\n\\label{").append(label.replaceAll("[^A-Za-z0-9:-]", "-"))
                .append("}\n\\begin{tabular}{").append(alignment(table)).append("}\n\\toprule\n");
        out.append(line(table.columns())).append("\\midrule\n");
        table.rows().forEach(row -> out.append(line(row)));
        return out.append("\\bottomrule\n\\end{tabular}\n\\end{table}\n").toString();
    }

    private static String line(List<String> cells) {
        String line = cells.stream().map(LatexTable::escaped).collect(Collectors.joining(" & ", "", " \\\\\n"));
        // a bracket at the start of a line would be read as an option of the line before
        return line.startsWith("[") ? "{}" + line : line;
    }

    private static String alignment(Table table) {
        return IntStream.range(0, table.columns().size())
                .mapToObj(column -> table.rows().stream().map(row -> row.get(column)).allMatch(LatexTable::number) ? "r" : "l")
                .collect(Collectors.joining());
    }

    /// Or several with what stands between them.
    private static boolean number(String cell) {
        return cell.matches("[\\d.,+−–±\\[\\]()<> -]*");
    }

    static String escaped(String text) {
        StringBuilder out = new StringBuilder();
        text.codePoints().forEach(c -> {
            switch (c) {
                case '\\' -> out.append("\\textbackslash{}");
                case '~' -> out.append("\\textasciitilde{}");
                case '^' -> out.append("\\textasciicircum{}");
                case '<' -> out.append("$<$");
                case '>' -> out.append("$>$");
                case '|' -> out.append("$|$");
                case '"' -> out.append("\\textquotedbl{}");
                case '&', '%', '$', '#', '_', '{', '}' -> out.append('\\').appendCodePoint(c);
                case '−' -> out.append("$-$");
                case '±' -> out.append("$\\pm$");
                case '≥' -> out.append("$\\geq$");
                case '≤' -> out.append("$\\leq$");
                case 'α' -> out.append("$\\alpha$");
                case 'κ' -> out.append("$\\kappa$");
                case 'π' -> out.append("$\\pi$");
                case 'τ' -> out.append("$\\tau$");
                case '–' -> out.append("--");
                case '’' -> out.append('\'');
                case '“' -> out.append("``");
                case '”' -> out.append("''");
                case '\t', '\n', '\r' -> out.append(' ');
                default -> {
                    if (c >= 0x20)
                        out.appendCodePoint(c);
                }
            }
        });
        return out.toString();
    }
}
