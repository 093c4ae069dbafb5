package concord.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import concord.report.StudyTables.Form;
import concord.study.SamplingOutcome;
import concord.study.StudyOutcome;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// Everything of a study as files: the JSON document, its tables as CSV, LaTeX and Markdown, its figures as SVG with their numbers as CSV. UTF-8.
public final class StudyFiles {
    private static final double WIDTH = 600;

    private final Map<String, byte[]> files = new LinkedHashMap<>();

    private StudyFiles() {
    }

    /// @return content by file name, in the order a reader wants them
    public static Map<String, byte[]> of(StudyOutcome outcome) {
        StudyFiles all = new StudyFiles();
        all.json(StudyJson.of(outcome));
        StudyTables data = new StudyTables(outcome, Form.DATA);
        StudyTables paper = new StudyTables(outcome, Form.PAPER);
        Map<String, Function<StudyTables, Table>> tables = new LinkedHashMap<>();
        tables.put("results", StudyTables::results);
        tables.put("errors", StudyTables::errors);
        tables.put("comparisons", StudyTables::comparisons);
        tables.put("ablations", StudyTables::ablations);
        tables.put("stability", StudyTables::stability);
        tables.put("medians", StudyTables::medians);
        tables.put("trials", StudyTables::trials);
        tables.forEach((name, table) -> all.table(name, table.apply(data), table.apply(paper)));
        List<String> variables = outcome.request().variables();
        for (String variable : variables) {
            String of = variables.size() > 1 ? "-" + variable : "";
            all.figure("f1-by-arm" + of, StudyFigures.byArm(outcome, variable));
            all.figure("differences" + of, StudyFigures.differences(outcome, variable));
            for (String student : StudyFigures.students(outcome)) {
                all.figure("learning-curve" + of + "-" + student, StudyFigures.learningCurve(outcome, variable, student));
                all.figure("precision-recall" + of + "-" + student, StudyFigures.plane(outcome, variable, student));
            }
        }
        return Collections.unmodifiableMap(all.files);
    }

    /// @return content by file name, in the order a reader wants them
    public static Map<String, byte[]> of(SamplingOutcome outcome) {
        StudyFiles all = new StudyFiles();
        all.json(StudyJson.of(outcome));
        SamplingTables data = new SamplingTables(outcome, Form.DATA);
        SamplingTables paper = new SamplingTables(outcome, Form.PAPER);
        all.table("curve", data.curve(), paper.curve());
        all.table("comparisons", data.comparisons(), paper.comparisons());
        for (String student : outcome.request().students()) {
            for (String domain : List.of(SamplingOutcome.SOURCE, SamplingOutcome.TARGET)) {
                if (outcome.means().stream().anyMatch(mean -> mean.student().equals(student) && mean.domain().equals(domain)))
                    all.figure("budget-" + domain + "-" + student, StudyFigures.budget(outcome, student, domain));
            }
        }
        return Collections.unmodifiableMap(all.files);
    }

    private void json(ObjectNode json) {
        put("study", ".json", json.toPrettyString() + "\n");
    }

    private void table(String name, Table data, Table paper) {
        if (data.rows().isEmpty())
            return;
        put(name, ".csv", data.csv());
        put(name, ".tex", LatexTable.write(paper, "tab:" + name));
        put(name, ".md", MarkdownTable.write(paper));
    }

    private void figure(String name, FigureData figure) {
        Table numbers = figure.table();
        if (numbers.rows().isEmpty())
            return;
        put(name, ".svg", SvgWriter.write(figure.layout(WIDTH)));
        put(name, "-figure.csv", numbers.csv());
    }

    /// Names of variables and students may hold what no file name may; two that become the same are numbered.
    private void put(String name, String end, String content) {
        String safe = name.replaceAll("[^\\p{L}\\p{N}._-]+", "-");
        String free = safe + end;
        for (int i = 2; taken(free); i++) {
            free = safe + "-" + i + end;
        }
        files.put(free, content.getBytes(StandardCharsets.UTF_8));
    }

    /// Capitals make no other file on some machines.
    private boolean taken(String name) {
        return files.keySet().stream().anyMatch(name::equalsIgnoreCase);
    }
}
