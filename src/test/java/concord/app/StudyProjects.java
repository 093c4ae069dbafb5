package concord.app;

import concord.model.ColumnRole;
import concord.model.SampleStrategy;
import concord.model.VariableKind;
import concord.model.request.ImportRequest;
import concord.model.request.ReadOptions;
import concord.model.request.Recipe;
import concord.model.request.SampleRequest;
import concord.model.request.StudyRequest;
import concord.model.request.StudyRequest.Arm;
import concord.model.request.StudyRequest.Test;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Projects and requests for tests of studies. Of the texts, each random but for the words that give its labels away, those of the set "test"
/// make the sample of that name.
final class StudyProjects {
    static final int POOL = 160;
    static final int TEST = 60;
    /// Numbers of pool units whose text stands in the test: unit 0 as it is, unit 1 but for a sign at the end.
    static final List<String> LIKE_TEST = List.of("u0", "u1");

    private StudyProjects() {
    }

    static Project create(AppContext app, Path folder) {
        Project project = Projects.create(app, folder);
        load(project, write(folder, "units.csv", units()), "stance", VariableKind.SINGLE, roles());
        sample(project, "test", TEST, SampleStrategy.RANDOM, "test");
        sample(project, "pool", 0, SampleStrategy.ALL, "pool");
        return project;
    }

    static void sample(Project project, String name, int size, SampleStrategy strategy, String set) {
        project.samples().draw(new SampleRequest(name, size, strategy, Map.of("set", set), null, null, null, 1));
    }

    static void load(Project project, Path file, String variable, VariableKind kind, Map<String, ColumnRole> roles) {
        project.data().submitImport(new ImportRequest(file.toString(), ReadOptions.GUESS, roles, false, variable, kind,
                kind == VariableKind.MULTI ? "|" : null, null, null, Map.of())).await();
    }

    private static Map<String, ColumnRole> roles() {
        Map<String, ColumnRole> roles = new LinkedHashMap<>();
        roles.put("id", new ColumnRole.Id());
        roles.put("text", new ColumnRole.Text());
        roles.put("set", new ColumnRole.Metadata());
        roles.put("ana", new ColumnRole.HumanLabel("Ana"));
        roles.put("bob", new ColumnRole.HumanLabel("Bob"));
        roles.put("gpt", new ColumnRole.TeacherLabel("GPT"));
        roles.put("sure", new ColumnRole.Confidence("GPT"));
        return roles;
    }

    /// Ana is right; Bob labels each second unit, and says maybe once; GPT errs on every seventh, unsure of every fourth.
    private static String units() {
        StringBuilder csv = new StringBuilder("id,text,set,ana,bob,gpt,sure\n");
        List<String> texts = texts();
        for (int i = 0; i < texts.size(); i++) {
            boolean yes = yes(i);
            csv.append('u').append(i).append(',').append(texts.get(i)).append(',').append(i < POOL ? "pool" : "test").append(',')
                    .append(word(yes)).append(',').append(i % 2 == 0 ? i == 8 ? "maybe" : word(yes) : "").append(',')
                    .append(word(yes != (i % 7 == 0))).append(',').append(i % 4 == 0 ? "0.6" : "1").append('\n');
        }
        return csv.toString();
    }

    private static boolean yes(int unit) {
        return (unit * 7919 + unit / 3) % 5 < 2;
    }

    private static String word(boolean yes) {
        return yes ? "yes" : "no";
    }

    static List<String> texts() {
        Random random = new Random(11);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < POOL + TEST; i++) {
            StringBuilder text = new StringBuilder(yes(i) ? "I love this good great film" : "I hate this bad awful film");
            for (int w = 0; w < 5; w++) {
                text.append(' ');
                for (int s = 0; s < 3; s++) {
                    text.append("bdfgklmnprstvz".charAt(random.nextInt(14))).append("aeiou".charAt(random.nextInt(5)));
                }
            }
            texts.add(text.toString());
        }
        texts.set(0, texts.get(POOL + yesTest()));
        texts.set(1, texts.get(POOL + yesTest()) + "!");
        return texts;
    }

    /// A test unit of the label that the first pool units have.
    private static int yesTest() {
        int i = 0;
        while (!yes(POOL + i)) {
            i++;
        }
        return i;
    }

    static Path write(Path folder, String name, CharSequence content) {
        try {
            return Files.writeString(folder.resolve(name), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Linear students of the pool, one seed, no grid; tested on Ana's labels.
    static StudyRequest request(List<Arm> arms, List<String> students) {
        return new StudyRequest(null, List.of("stance"), new StudyRequest.Pool("pool"), new Test("test", "Ana"), arms, students, Map.of(),
                0.2, List.of(1L), List.of(), null, Recipe.DEFAULT, "cpu", 1, StudyRequest.KEEP_FIRST, false, 200);
    }

    static Arm arm(String name, String labelsFrom, Integer... sizes) {
        return new Arm(name, labelsFrom, List.of(sizes), null, List.of());
    }

    static Arm teacher(String name, String teacher) {
        return new Arm(name, null, List.of(), teacher, List.of());
    }

    static Arm parts(String name, StudyRequest.Part... parts) {
        return new Arm(name, null, List.of(), null, List.of(parts));
    }
}
