package concord.app;

import concord.model.ColumnRole;
import concord.model.VariableKind;
import concord.model.request.ImportRequest;
import concord.model.request.ReadOptions;
import concord.model.result.ImportSummary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Small projects for tests, on a real project file.
final class Projects {
    static final List<String> TOPICS = List.of("bus", "park", "school", "road", "bridge", "market", "river", "library");

    private Projects() {
    }

    /// A project with an empty codebook.
    static Project create(AppContext app, Path folder) {
        return app.create(folder.resolve("p.mv.db"), List.of());
    }

    static ImportSummary load(Project project, Path file, Map<String, ColumnRole> roles) {
        return project.data().submitImport(request(file, roles)).await();
    }

    static ImportRequest request(Path file, Map<String, ColumnRole> roles) {
        return new ImportRequest(file.toString(), ReadOptions.GUESS, roles, false, "stance", VariableKind.SINGLE, null, null, null,
                Map.of());
    }

    static Map<String, ColumnRole> roles() {
        Map<String, ColumnRole> roles = new LinkedHashMap<>();
        roles.put("id", new ColumnRole.Id());
        roles.put("text", new ColumnRole.Text());
        roles.put("ana", new ColumnRole.HumanLabel("Ana"));
        roles.put("gpt", new ColumnRole.TeacherLabel("GPT"));
        roles.put("sure", new ColumnRole.Confidence("GPT"));
        roles.put("year", new ColumnRole.Metadata());
        return roles;
    }

    /// Units whose text says what Ana thinks; GPT errs on every fifth, a fifth of them with little confidence.
    static Path file(Path folder, int units) {
        StringBuilder csv = new StringBuilder("id,text,ana,gpt,sure,year\n");
        Random random = new Random(5);
        for (int i = 0; i < units; i++) {
            boolean yes = random.nextBoolean();
            String topic = TOPICS.get(random.nextInt(TOPICS.size()));
            boolean wrong = i % 5 == 0;
            csv.append('u').append(i).append(",\"").append(yes ? "I like and welcome the new " : "I hate and reject the bad ").append(topic)
                    .append(" number ").append(i).append("\",").append(yes ? "yes" : "no").append(',').append(yes != wrong ? "yes" : "no")
                    .append(',').append(i % 25 == 0 ? "0.95" : "0.6").append(',').append(i % 7 == 0 ? "" : String.valueOf(2020 + i % 3))
                    .append('\n');
        }
        try {
            return Files.writeString(folder.resolve("units.csv"), csv);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
