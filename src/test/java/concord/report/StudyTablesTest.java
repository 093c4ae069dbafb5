package concord.report;

import static org.assertj.core.api.Assertions.assertThat;

import concord.model.VariableKind;
import concord.report.StudyTables.Form;
import concord.study.Answers;
import concord.study.Cell;
import concord.study.Studies;
import concord.study.StudyOutcome;
import concord.study.StudyResults;
import concord.study.TestUnits;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StudyTablesTest {
    private static final Cell GPT = new Cell("v", "GPT-4", 1000, true, null, "minilm");

    /// Of six yes the student finds all and calls two others yes too: recall up, precision down.
    private final StudyOutcome eager = StudyResults.of("s", Studies.request(List.of("v"), "yes", 0), List.of(GPT),
            Map.of("v", new TestUnits("v", VariableKind.SINGLE, List.of("yes", "no"), List.of(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L),
                    List.of("yes", "yes", "yes", "yes", "yes", "yes", "no", "no", "no", "no"), null)),
            List.of(), List.of(new Answers(GPT, 1L, "run", List.of("yes", "yes", "yes", "yes", "yes", "yes", "yes", "yes", "no", "no"),
                    Map.of())),
            List.of());

    @Test
    void theDirectionOfErrorIsSeen() {
        Table errors = new StudyTables(eager, Form.PAPER).errors();
        assertThat(errors.columns()).containsExactly("arm", "student", "label", "true", "recall", "precision", "predicted / true");
        assertThat(errors.rows()).containsExactly(List.of("GPT-4 1000", "minilm", "yes", "6", "1.00", ".75", "1.33"),
                List.of("GPT-4 1000", "minilm", "no", "4", ".50", "1.00", "0.50"));
        assertThat(new StudyTables(eager, Form.DATA).errors().rows().getFirst()).containsExactly("GPT-4 1000", "minilm", "yes", "6", "1.0",
                "0.75", "1.3333333333333333");
    }

    @Test
    void resultsHaveMeanSpreadAndInterval() {
        assertThat(new StudyTables(eager, Form.PAPER).results().rows()).containsExactly(
                List.of("GPT-4 1000", "minilm", "1", "1,000", ".86", ".75", "1.00", ".80", ".61"));
        StudyOutcome study = Studies.outcome(List.of("stance"), 200);
        Table paper = new StudyTables(study, Form.PAPER).results();
        assertThat(paper.rows()).hasSize(13);
        assertThat(paper.rows().getFirst().get(4)).matches("\\.\\d\\d ± \\.\\d\\d \\[\\.\\d\\d, \\.\\d\\d]");
        Table data = new StudyTables(study, Form.DATA).results();
        assertThat(data.columns()).hasSize(4 + 5 * 4);
        assertThat(Double.parseDouble(data.rows().getFirst().get(4)))
                .isEqualTo(study.cells().getFirst().spreads().get("f1").mean().orNaN());
    }

    @Test
    void otherTablesHaveARowForEach() {
        StudyOutcome study = Studies.outcome(List.of("stance", "frame"), 50);
        StudyTables tables = new StudyTables(study, Form.PAPER);
        assertThat(tables.comparisons().rows()).hasSameSizeAs(study.comparisons());
        assertThat(tables.comparisons().columns()).startsWith("variable", "a", "b");
        assertThat(tables.ablations().rows()).hasSize(4);
        assertThat(tables.stability().rows()).hasSize(22);
        assertThat(tables.medians().rows()).hasSameSizeAs(study.medians());
        assertThat(tables.trials().rows()).hasSameSizeAs(study.trials());
        assertThat(tables.trials().columns()).contains("learning_rate");
    }

    @Test
    void latexPrintsWhatItIsGiven() {
        Table table = new Table("50% of \"a_b\" & {c}", List.of("name", "κ"), List.of(List.of("x\\y~z^2 #1 $5 <b>|", "−.05 [.01, .10]"),
                List.of("[odd] “q” ≥ 1", "–")));
        assertThat(LatexTable.write(table, "tab:my table")).isEqualTo("""
                % \\usepackage{booktabs}
                \\begin{table}
                \\centering
                \\caption{50\\% of \\textquotedbl{}a\\_b\\textquotedbl{} \\& \\{c\\}}
                \\label{tab:my-table}
                \\begin{tabular}{lr}
                \\toprule
                name & $\\kappa$ \\\\
                \\midrule
                x\\textbackslash{}y\\textasciitilde{}z\\textasciicircum{}2 \\#1 \\$5 $<$b$>$$|$ & $-$.05 [.01, .10] \\\\
                {}[odd] ``q'' $\\geq$ 1 & -- \\\\
                \\bottomrule
                \\end{tabular}
                \\end{table}
                """);
    }

    @Test
    void markdownKeepsItsColumns() {
        assertThat(MarkdownTable.write(new Table("t", List.of("a", "b"), List.of(List.of("x|y", "1\n2"))))).isEqualTo("""
                **t**

                | a | b |
                | --- | --- |
                | x\\|y | 1 2 |
                """);
    }
}
