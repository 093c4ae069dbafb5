package concord.app;

import static org.assertj.core.api.Assertions.assertThat;

import concord.app.LabelService.Candidate;
import concord.app.LabelService.Candidates;
import concord.app.LabelService.Order;
import concord.app.LabelService.Session;
import concord.app.ProjectSettings.Reveal;
import concord.model.ColumnRole;
import concord.model.VariableKind;
import concord.model.request.ImportRequest;
import concord.model.request.ReadOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Grading documents by hand, query by query.
class RankingSessionTest {
    private static final int QUERIES = 5;
    @TempDir
    Path folder;
    private AppContext app;
    private Project project;

    @BeforeEach
    void open() {
        app = new AppContext(new Home(folder.resolve("home")));
        project = Projects.create(app, folder);
    }

    @AfterEach
    void close() {
        app.close();
    }

    /// Documents of the queries in turn, one after the other.
    private void load(int documents) throws IOException {
        StringBuilder csv = new StringBuilder("id,query,text,gpt,bm25\n");
        for (int i = 0; i < QUERIES * documents; i++) {
            csv.append(i).append(",query ").append(i % QUERIES).append(",text ").append(i).append(',').append(i % 3).append(',')
                    .append(i).append(".5\n");
        }
        Map<String, ColumnRole> roles = new LinkedHashMap<>();
        roles.put("id", new ColumnRole.Id());
        roles.put("query", new ColumnRole.Query());
        roles.put("text", new ColumnRole.Document());
        roles.put("gpt", new ColumnRole.TeacherLabel("gpt"));
        roles.put("bm25", new ColumnRole.Score("bm25"));
        Path file = Files.writeString(folder.resolve("documents.csv"), csv);
        project.data().submitImport(new ImportRequest(file.toString(), ReadOptions.GUESS, roles, false, "rel", VariableKind.RANKING, null,
                null, null, Map.of())).await();
    }

    private Session session(Order order) {
        return project.labels().start("mira", "rel", null, order, 42);
    }

    private static List<String> queries(Session session) {
        List<String> queries = new ArrayList<>();
        for (int p = 0; p < session.size(); p++) {
            queries.add(session.at(p).unit().query());
        }
        return queries;
    }

    @Test
    void documentsOfAQueryComeOneAfterTheOther() throws IOException {
        load(4);
        for (Order order : Order.values()) {
            List<String> queries = queries(session(order));
            assertThat(queries).as(order.name()).hasSize(20);
            List<String> turns = new ArrayList<>();
            for (String query : queries) {
                if (turns.isEmpty() || !turns.getLast().equals(query))
                    turns.add(query);
            }
            assertThat(turns).as(order.name()).hasSize(QUERIES).doesNotHaveDuplicates();
        }
        assertThat(queries(session(Order.FILE)).getFirst()).isEqualTo("query 0");
        assertThat(new LinkedHashSet<>(queries(session(Order.RANDOM)))).containsExactlyElementsOf(new LinkedHashSet<>(queries(
                project.labels().start("ben", "rel", null, Order.RANDOM, 42))));
    }

    @Test
    void candidatesCarryThePersonsGradesOnly() throws IOException {
        load(4);
        Session session = session(Order.FILE);
        session.label(session.at(5).unit().id(), "2", 100, false);
        session.skip(session.at(6).unit().id(), 100);
        Candidates candidates = session.candidates(4).orElseThrow();
        assertThat(candidates.query()).isEqualTo("query 1");
        assertThat(candidates.number()).isEqualTo(2);
        assertThat(candidates.queries()).isEqualTo(QUERIES);
        assertThat(candidates.total()).isEqualTo(4);
        assertThat(candidates.listed()).extracting(Candidate::position).containsExactly(4, 5, 6, 7);
        assertThat(candidates.listed()).extracting(Candidate::label).containsExactly(null, "2", null, null);
        assertThat(candidates.listed()).extracting(Candidate::skipped).containsExactly(false, false, true, false);
        assertThat(candidates.listed()).extracting(c -> c.unit().text()).containsExactly("text 1", "text 6", "text 11", "text 16");
    }

    @Test
    void veryManyDocumentsAreListedInParts() throws IOException {
        load(230);
        Session session = session(Order.FILE);
        Candidates first = session.candidates(230 + 99).orElseThrow();
        assertThat(first.before()).isZero();
        assertThat(first.listed()).hasSize(100);
        Candidates last = session.candidates(230 + 229).orElseThrow();
        assertThat(last.before()).isEqualTo(200);
        assertThat(last.listed()).hasSize(30);
        assertThat(last.total()).isEqualTo(230);
    }

    @Test
    void scoresOfASystemAreNeverShown() throws IOException {
        load(2);
        project.settings().reveal(Reveal.ALWAYS);
        assertThat(session(Order.FILE).at(0).machine()).extracting(a -> a.annotator()).containsExactly("gpt");
    }
}
