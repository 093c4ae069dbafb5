package concord.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import concord.job.Cancelled;
import concord.model.Annotator;
import concord.model.ColumnRole;
import concord.model.LabelSet;
import concord.model.result.ImportSummary;
import concord.model.result.Preview;
import concord.model.result.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What becomes of rows: keys, duplicates, labels, merges, confidences.
class ImporterTest {
    private static final ColumnRole ID = new ColumnRole.Id();
    private static final ColumnRole TEXT = new ColumnRole.Text();

    @TempDir
    Path folder;
    private final MemoryTarget target = new MemoryTarget();

    @Test
    void labelsStayAsSpeltAndLookAlikesArePointedOut() throws IOException {
        Path file = write("labels.csv",
                "id,text,human,gpt-4\n1,a b,1,1.0\n2,b c, a,a\n3,c d,None,none\n4,d e,Ｙｅｓ,Yes\n5,e f,null,NA\n6,f g,,\n");
        ImportSummary summary = run(new ImportCase(file).roles("id", ID, "text", TEXT, "human", human("human"), "gpt-4", teacher("gpt-4")));
        assertThat(summary.labels()).containsExactly("1", "1.0", " a", "a", "None", "none", "Ｙｅｓ", "Yes", "null", "NA");
        assertThat(target.unit("2").labels()).containsEntry(new Annotator.Human("human"), " a");
        assertThat(summary.labelsMissing()).containsEntry("human", 1L).containsEntry("gpt-4", 1L);
        List<String> said = summary.warnings().stream().filter(p -> p.code().equals("look_alike")).map(Problem::message).toList();
        assertThat(said).hasSize(4).anyMatch(s -> s.contains("same number")).anyMatch(s -> s.contains("white space"))
                .anyMatch(s -> s.contains("upper and lower case")).anyMatch(s -> s.contains("full-width"));
    }

    @Test
    void mergesOnlyWhatWasAccepted() throws IOException {
        Path file = write("merge.csv", "id,text,human\n1,a b,1\n2,b c,1.0\n3,c d,1.00\n");
        ImportSummary summary = run(new ImportCase(file).merge(Map.of("1.0", "1")));
        assertThat(summary.labels()).containsExactly("1", "1.00");
        assertThat(target.counts("human")).isEqualTo(Map.of("1", 2L, "1.00", 1L));
    }

    @Test
    void duplicateIdsAreNeverOverwritten() throws IOException {
        run(new ImportCase(write("first.csv", "id,text,human\na,same text,x\nb,other text,y\n")));
        Path more = write("more.csv",
                "id,text,human,gpt-4\na,same text,x,y\nb,changed text,y,y\nb,other text,z,z\nc,new one,x,x\nc,new one,,y\n");
        ImportSummary summary = run(new ImportCase(more).roles("id", ID, "text", TEXT, "human", human("human"), "gpt-4", teacher("gpt-4")));
        assertThat(summary.rejected()).extracting(p -> p.line() + p.code()).containsExactly("3duplicate_id", "4label_conflict",
                "6label_conflict");
        assertThat(summary.unitsAdded()).isEqualTo(1);
        assertThat(target.unit("b").text()).isEqualTo("other text");
        assertThat(target.unit("b").labels()).containsExactly(Map.entry(new Annotator.Human("human"), "y"));
        assertThat(target.unit("a").labels()).containsEntry(new Annotator.Teacher("gpt-4", null), "y");
        assertThat(summary.labelsAdded()).isEqualTo(Map.of("human", 1L, "gpt-4", 2L));
    }

    @Test
    void rowNumbersAreKeysAndGetTheFilesNameWhereTheyClash() throws IOException {
        run(new ImportCase(write("one.csv", "text,human\nfirst text,x\nsecond text,y\n")));
        run(new ImportCase(write("two.csv", "text,human\nthird text,x\nfourth text,y\nfifth text,y\n")));
        assertThat(target.units).extracting(MemoryTarget.StoredUnit::key).containsExactly("1", "2", "two-1", "two-2", "two-3");
        run(new ImportCase(write("one.csv", "text,gpt-4\nfirst text,x\nsecond text,y\n")));
        assertThat(target.units).hasSize(5);
        assertThat(target.unit("1").labels()).hasSize(2);
    }

    @Test
    void aRepeatedIdWithAnotherSecondTextOrQueryIsRejected() throws IOException {
        ColumnRole.TextB textB = new ColumnRole.TextB();
        run(new ImportCase(write("pairs.csv", "id,text,other\na,first,second\nb,first,\n")).roles("id", ID, "text", TEXT, "other", textB));
        Path more = write("more.csv", "id,text,other,human\na,first,changed,x\na,first,second,y\nb,first,,z\n");
        ImportSummary summary = run(new ImportCase(more).roles("id", ID, "text", TEXT, "other", textB, "human", human("human")));
        assertThat(summary.rejected()).singleElement().satisfies(p -> {
            assertThat(p.line()).isEqualTo(2);
            assertThat(p.message()).contains("\"a\"", "another second text");
        });
        assertThat(target.counts("human")).isEqualTo(Map.of("y", 1L, "z", 1L));
        ColumnRole query = new ColumnRole.Query();
        ColumnRole document = new ColumnRole.Document();
        run(new ImportCase(write("q.csv", "id,q,doc\nr,what,this\n")).roles("id", ID, "q", query, "doc", document));
        ImportSummary asked = run(new ImportCase(write("q2.csv", "id,q,doc\nr,why,this\n")).roles("id", ID, "q", query, "doc", document));
        assertThat(asked.rejected()).singleElement().satisfies(p -> assertThat(p.message()).contains("another query"));
        assertThat(target.units).hasSize(3);
    }

    @Test
    void rankingKeys() throws IOException {
        Path file = write("rank.csv",
                "qid,query,docid,text,human\n1,what is it,7,a passage of text,2\n2,who was it,7,a passage of text,0\n");
        ImportSummary summary = run(new ImportCase(file));
        assertThat(summary.rejected()).isEmpty();
        assertThat(target.unit("2/7").query()).isEqualTo("who was it");
        assertThat(target.unit("2/7").text()).isEqualTo("a passage of text");
        assertThat(target.unit("1/7").metadata()).containsEntry("qid", "1");
    }

    @Test
    void pairsKeepBothTexts() throws IOException {
        run(new ImportCase(write("pairs.csv", "id,sentence1,sentence2,label\n1,one text,two text,0\n2,more text,and text,1\n")));
        assertThat(target.unit("2").textB()).isEqualTo("and text");
        assertThat(target.counts("label")).isEqualTo(Map.of("0", 1L, "1", 1L));
    }

    @Test
    void aPairIsAnotherPairWhenItsSecondTextDiffers() throws IOException {
        Path file = write("twice.csv", "id,text_a,text_b,human\n1,one text,two text,0\n1,one text,three text,1\n1,one text,two text,0\n");
        ImportSummary summary = run(
                new ImportCase(file).roles("id", ID, "text_a", TEXT, "text_b", new ColumnRole.TextB(), "human", human("h")));
        assertThat(summary.rejected()).extracting(p -> p.line() + p.code()).containsExactly("3duplicate_id");
        assertThat(summary.unitsAdded()).isEqualTo(1);
    }

    @Test
    void longFormWithTextsTeachersAndConfidences() throws IOException {
        Path file = write("long.csv",
                "item,text,annotator,label,confidence\n1,one text,anna,x,\n1,one text,gpt-4,y,0.9\n2,two text,anna,x,\n2,two text,gpt-4,,\n1,one text,anna,z,\n");
        Preview preview = DataFiles.preview(file, concord.model.request.ReadOptions.GUESS, 1);
        assertThat(preview.longForm()).isTrue();
        ImportSummary summary = run(new ImportCase(file));
        assertThat(summary.unitsAdded()).isEqualTo(2);
        assertThat(target.unit("1").labels())
                .isEqualTo(Map.of(new Annotator.Human("anna"), "x", new Annotator.Teacher("gpt-4", null), "y"));
        assertThat(target.unit("1").confidences()).containsEntry(new Annotator.Teacher("gpt-4", null), 0.9);
        assertThat(summary.labelsMissing()).containsEntry("gpt-4", 1L);
        assertThat(summary.rejected()).extracting(p -> p.line() + p.code()).containsExactly("6label_conflict");
        assertThat(summary.warnings()).isEmpty();
    }

    @Test
    void longFormWithoutIdsGroupsEqualTexts() throws IOException {
        Path file = write("noid.csv", "text,annotator,label\nfirst text,anna,x\nsecond text,anna,y\nfirst text,ben,y\nfirst text,ben,y\n");
        ImportSummary summary = run(new ImportCase(file));
        assertThat(target.units).extracting(MemoryTarget.StoredUnit::key).containsExactly("1", "2");
        assertThat(target.unit("1").labels()).hasSize(2);
        assertThat(summary.warnings()).extracting(p -> p.line() + p.code()).containsExactly("5duplicate_label");
    }

    @Test
    void multiLabelCells() throws IOException {
        ColumnRole human = human("anna");
        Path file = write("multi.csv", "id,text,topics\n1,one,a|b\n2,two,b||b\n3,three,\n4,four,\"[\"\"c\"\",\"\"a|b\"\"]\"\n5,five,[]\n");
        ImportSummary summary = run(new ImportCase(file).multi("|").roles("id", ID, "text", TEXT, "topics", human));
        Annotator anna = new Annotator.Human("anna");
        assertThat(LabelSet.parse(target.unit("1").labels().get(anna)).names()).containsExactly("a", "b");
        assertThat(LabelSet.parse(target.unit("2").labels().get(anna)).names()).containsExactly("b");
        assertThat(target.unit("3").labels()).isEmpty();
        assertThat(LabelSet.parse(target.unit("4").labels().get(anna)).names()).containsExactly("c", "a|b");
        assertThat(target.unit("5").labels()).containsEntry(anna, "");
        assertThat(summary.labels()).containsExactly("a", "b", "c", "a|b");
    }

    @Test
    void confidencesAreReadOrDoubted() throws IOException {
        Path file = write("conf.csv", "id,text,gpt-4,gpt-4_confidence\n1,one,x,85%\n2,two,y,0.5\n3,three,x,7\n4,four,x,sure\n5,five,y,\n");
        ImportSummary summary = run(new ImportCase(file).roles("id", ID, "text", TEXT, "gpt-4", teacher("gpt-4"), "gpt-4_confidence",
                new ColumnRole.Confidence("gpt-4")));
        Annotator gpt = new Annotator.Teacher("gpt-4", null);
        assertThat(target.unit("1").confidences()).containsEntry(gpt, 0.85);
        assertThat(target.unit("2").confidences()).containsEntry(gpt, 0.5);
        assertThat(target.unit("3").confidences()).isEmpty();
        assertThat(target.counts("gpt-4")).isEqualTo(Map.of("x", 3L, "y", 2L));
        assertThat(summary.warnings()).extracting(p -> p.line() + p.code()).contains("2percent_confidence", "4bad_confidence",
                "5bad_confidence");
    }

    @Test
    void missingMarkWhiteSpaceAndIgnoredColumns() throws IOException {
        Path file = write("missing.csv", "id,text,human,secret\n1,one,-,s\n2,two,\"  \",s\n3,three,x,s\n");
        ImportSummary summary = run(
                new ImportCase(file).missing("-").roles("id", ID, "text", TEXT, "human", human("h"), "secret", new ColumnRole.Ignored()));
        assertThat(summary.labelsAdded()).isEqualTo(Map.of("h", 1L));
        assertThat(summary.labelsMissing()).isEqualTo(Map.of("h", 2L));
        assertThat(summary.warnings()).extracting(p -> p.line() + p.code()).containsExactly("3blank_label");
        assertThat(target.unit("1").metadata()).isEmpty();
    }

    @Test
    void rolesThatDoNotFitAreRefused() throws IOException {
        Path file = write("roles.csv", "id,text,human\n1,one,x\n");
        assertThatThrownBy(() -> run(new ImportCase(file).roles("body", TEXT))).isInstanceOf(DatasetException.class)
                .hasMessageContaining("no column \"body\" in roles.csv").hasMessageContaining("\"text\"");
        assertThatThrownBy(() -> run(new ImportCase(file).roles("id", TEXT, "text", TEXT))).hasMessageContaining("same role");
        assertThatThrownBy(() -> run(new ImportCase(file).roles("human", human("h")))).hasMessageContaining("no text column");
        assertThatThrownBy(() -> run(new ImportCase(file).roles("text", human("h"), "human", teacher("h"))))
                .hasMessageContaining("two label columns");
        assertThatThrownBy(() -> run(new ImportCase(file).roles("text", TEXT, "id", new ColumnRole.Confidence("h"))))
                .hasMessageContaining("confidences of \"h\"");
        assertThatThrownBy(() -> run(new ImportCase(file).longForm().roles("text", TEXT))).hasMessageContaining("column of the annotators");
        assertThat(target.units).isEmpty();
    }

    @Test
    void blankIdsAndUnknownUnitsAreRejectedByName() throws IOException {
        run(new ImportCase(write("base.csv", "id,text\na,one text\nb,two text\n")).roles("id", ID, "text", TEXT));
        ImportSummary summary = run(new ImportCase(write("labels.csv", "id,human\na,x\n,y\nzz,x\n")).roles("id", ID, "human", human("h")));
        assertThat(summary.rejected()).extracting(p -> p.line() + p.code()).containsExactly("3no_id", "4unknown_unit");
        assertThat(summary.rejected().getLast().message()).contains("\"zz\"");
        assertThat(target.counts("h")).isEqualTo(Map.of("x", 1L));
    }

    @Test
    void stopsWhenCancelled() throws IOException {
        String rows = IntStream.range(0, 5_000).mapToObj(i -> i + ",text of " + i).collect(Collectors.joining("\n"));
        Path file = write("stop.csv", "id,text\n" + rows);
        assertThatThrownBy(() -> Importer.run(new ImportCase(file).request(), target, QuietContext.stopped()))
                .isInstanceOf(Cancelled.class);
    }

    @Test
    void everyDoubtfulRowIsCountedButTheListIsBounded() throws IOException {
        String rows = IntStream.range(0, 3_000).mapToObj(i -> String.valueOf(i) + ',').collect(Collectors.joining("\n"));
        ImportSummary summary = run(new ImportCase(write("empty.csv", "id,text\n" + rows)).roles("id", ID, "text", TEXT));
        assertThat(summary.unitsAdded()).isEqualTo(3_000);
        assertThat(summary.warnings()).hasSize(1_001).last().satisfies(p -> assertThat(p.message()).startsWith("2000 more"));
    }

    private ImportSummary run(ImportCase c) {
        return Importer.run(c.request(), target, QuietContext.running());
    }

    private static ColumnRole human(String name) {
        return new ColumnRole.HumanLabel(name);
    }

    private static ColumnRole teacher(String name) {
        return new ColumnRole.TeacherLabel(name);
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}
