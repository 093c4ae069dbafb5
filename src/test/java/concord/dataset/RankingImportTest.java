package concord.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import concord.model.Annotator;
import concord.model.ColumnRole;
import concord.model.Label;
import concord.model.Variable;
import concord.model.VariableKind;
import concord.model.request.ImportRequest;
import concord.model.request.ReadOptions;
import concord.model.result.Column;
import concord.model.result.ImportSummary;
import concord.model.result.Preview;
import concord.model.result.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Documents under queries: scores in place of labels, and documents that stand under several queries.
class RankingImportTest {
    private static final Annotator SYSTEM = new Annotator.Teacher("bm25", null);

    @TempDir
    Path folder;
    private final MemoryTarget target = new MemoryTarget();

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    /// With the columns query, text, human and bm25 in their roles where the file has them.
    private static Map<String, ColumnRole> roles(String... more) {
        Map<String, ColumnRole> roles = new LinkedHashMap<>();
        for (String column : more) {
            roles.put(column, switch (column) {
                case "docid", "id" -> new ColumnRole.Id();
                case "query" -> new ColumnRole.Query();
                case "text" -> new ColumnRole.Document();
                case "human", "ana" -> new ColumnRole.HumanLabel(column);
                case "score" -> new ColumnRole.Score("bm25");
                default -> new ColumnRole.TeacherLabel(column);
            });
        }
        return roles;
    }

    private ImportSummary run(Path file, Map<String, ColumnRole> roles) {
        return Importer.run(new ImportRequest(file.toString(), ReadOptions.GUESS, roles, false, "rel", null, null, null, null, Map.of()),
                target, QuietContext.running());
    }

    @Test
    void numbersThatAreNoGradesAreScores() throws IOException {
        Path file = write("a.csv", "query,text,human,gpt,bm25\nq,one text,0,2,7.25\nq,two text,2,1,-1e1\nq,three text,,0,\n");
        ImportSummary summary = run(file, roles("query", "text", "human", "gpt", "bm25"));
        assertThat(summary.labels()).containsExactly("0", "1", "2");
        assertThat(summary.labelsAdded()).isEqualTo(Map.of("human", 2L, "gpt", 3L));
        assertThat(summary.scoresAdded()).isEqualTo(Map.of("bm25", 2L));
        assertThat(summary.labelsMissing()).containsEntry("bm25", 1L);
        assertThat(summary.warnings()).extracting(Problem::code).containsExactly("scores_not_grades");
        assertThat(target.units).extracting(u -> u.scores().get(SYSTEM)).containsExactly(7.25, -10.0, null);
        assertThat(target.units).allSatisfy(u -> assertThat(u.labels()).doesNotContainKey(SYSTEM));
    }

    @Test
    void gradesStayGrades() throws IOException {
        StringBuilder many = new StringBuilder("query,text,human,gpt\n");
        for (int i = 0; i < 40; i++) {
            many.append("q,text number ").append(i).append(',').append(i % 3 * 0.5).append(',').append(i % 5 * 0.5).append('\n');
        }
        // halves that people gave too are grades; a half that nobody gave is none
        assertThat(run(write("halves.csv", many.toString().replace(",2.0\n", ",1\n").replace(",1.5\n", ",0\n")),
                roles("query", "text", "human", "gpt")).scoresAdded()).isEmpty();
        target.variable = new Variable("rel", VariableKind.RANKING, "", "", List.of(Label.named("0", 0), Label.named("1", 1)));
        assertThat(run(write("places.csv", "query,text,rank\nq,a text,1\nq,b text,2\nq,c text,3\n"), roles("query", "text", "rank"))
                .labelsAdded()).isEqualTo(Map.of("rank", 3L));
    }

    @Test
    void manyIntegersAreScores() throws IOException {
        StringBuilder many = new StringBuilder("query,text,human,bm25\n");
        for (int i = 0; i < 60; i++) {
            many.append("q,text number ").append(i).append(',').append(i % 3).append(',').append(i).append('\n');
        }
        assertThat(run(write("a.csv", many.toString()), roles("query", "text", "human", "bm25")).scoresAdded())
                .isEqualTo(Map.of("bm25", 60L));
    }

    @Test
    void scoresAreNeverOverwrittenAndMustBeNumbers() throws IOException {
        Map<String, ColumnRole> roles = roles("id", "query", "text", "score");
        run(write("a.csv", "id,query,text,score\n1,q,one text,2\n2,q,two text,3\n"), roles);
        ImportSummary again = run(
                write("b.csv", "id,query,text,score\n1,q,one text,2.0\n2,q,two text,4\n3,q,three text,high\n4,q,four,1e999\n"),
                roles);
        assertThat(again.rejected()).extracting(p -> p.line() + p.code()).containsExactly("3label_conflict", "4bad_score", "5bad_score");
        assertThat(again.rejected().getFirst().message()).contains("the score 4 of bm25", "has 3.0");
        assertThat(target.units).extracting(u -> u.scores().get(SYSTEM)).containsExactly(2.0, 3.0);
    }

    @Test
    void scoresNeedARanking() throws IOException {
        Path file = write("a.csv", "id,text,score\n1,one text,2.5\n");
        assertThatThrownBy(() -> run(file, roles("id", "text", "score"))).isInstanceOf(DatasetException.class)
                .hasMessageContaining("\"score\" of a.csv").hasMessageContaining("name the column of the queries");
        // numbers of a teacher on single texts are labels as before
        assertThat(run(write("b.csv", "id,text,gpt\n1,one text,2.5\n"), roles("id", "text", "gpt")).labelsAdded())
                .isEqualTo(Map.of("gpt", 1L));
    }

    @Test
    void aDocumentUnderSeveralQueries() throws IOException {
        Map<String, ColumnRole> roles = roles("docid", "query", "text", "human");
        ImportSummary summary = run(
                write("a.csv", "qid,query,docid,text,human\n1,what,7,same text,2\n1,what,8,other text,0\n2,who,7,same text,1\n"),
                roles);
        assertThat(summary.rejected()).isEmpty();
        assertThat(summary.warnings()).extracting(Problem::code).containsExactly("id_under_queries");
        assertThat(target.units).extracting(MemoryTarget.StoredUnit::key).containsExactly("1/7", "1/8", "2/7");
        // a file in which none comes again finds the same units, and so does one without texts
        ImportSummary part = run(write("b.csv", "qid,query,docid,text,ana\n1,what,8,other text,1\n2,who,7,same text,0\n"),
                roles("docid", "query", "text", "ana"));
        assertThat(part.unitsAdded()).isZero();
        run(write("c.csv", "qid,docid,gpt\n1,7,2\n2,7,0\n"), roles("docid", "gpt"));
        assertThat(target.units).hasSize(3);
        assertThat(target.unit("2/7").labels()).isEqualTo(Map.of(new Annotator.Human("human"), "1", new Annotator.Human("ana"), "0",
                new Annotator.Teacher("gpt", null), "0"));
    }

    @Test
    void withoutAnIdOfTheQueryItsTextIsPartOfTheKey() throws IOException {
        run(write("a.csv", "query,docid,text\nwhat,7,same text\nwho,7,same text\n"), roles("docid", "query", "text"));
        assertThat(target.units).extracting(MemoryTarget.StoredUnit::key).containsExactly("what/7", "who/7");
    }

    @Test
    void idsOfDocumentsThatStandUnderOneQueryStayAsTheyAre() throws IOException {
        Map<String, ColumnRole> roles = roles("docid", "query", "text");
        run(write("a.csv", "qid,query,docid,text\n1,what,7,a text\n2,who,8,b text\n"), roles);
        assertThat(target.units).extracting(MemoryTarget.StoredUnit::key).containsExactly("7", "8");
        // one of them under another query, later
        run(write("b.csv", "qid,query,docid,text\n3,why,7,a text\n1,what,7,a text\n"), roles);
        run(write("b.csv", "qid,query,docid,text\n3,why,7,a text\n"), roles);
        assertThat(target.units).extracting(MemoryTarget.StoredUnit::key).containsExactly("7", "8", "3/7");
    }

    @Test
    void thePreviewCountsNoScoresAmongTheLabels() throws IOException {
        Path file = write("a.csv",
                "qid,query,docid,text,human,bm25\n1,what,7,same text of words,2,1.25\n2,who,7,same text of words,0,3.5\n");
        Preview guessed = DataFiles.preview(file, ReadOptions.GUESS, 10);
        assertThat(guessed.columns()).extracting(Column::guess).contains(new ColumnRole.Query(), new ColumnRole.Document());
        Preview preview = DataFiles.preview(file, ReadOptions.GUESS, roles("docid", "query", "text", "human", "bm25"), 10);
        assertThat(preview.labels()).containsExactly("2", "0");
        assertThat(preview.repeatedIds()).isZero();
        assertThat(preview.problems()).extracting(Problem::code).contains("scores_not_grades");
        assertThat(preview.columns().getLast().note()).isEqualTo("numbers 1.25 to 3.5");
    }
}
