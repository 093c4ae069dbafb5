package concord.cli;

import concord.app.AppContext;
import concord.app.Project;
import concord.job.JobException;
import concord.model.request.TeachRequest;
import concord.model.result.TeacherInfo;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// How a teacher is asked; shared by all verbs that let one label.
final class TeachOptions {
    /// Of repeats, when none is given: that of the published procedure.
    private static final double REPEATED = 0.6;

    @Option(names = "--teacher", paramLabel = "PROVIDER:MODEL", description = "such as openai:gpt-4o-mini, ollama:llama3.2:3b or embedded:minilm")
    @Nullable
    String teacher;

    @Option(names = "--base-url", paramLabel = "U", description = "address of the server (default: the provider's own)")
    @Nullable
    String baseUrl;

    @Option(names = "--few-shot", defaultValue = "0", paramLabel = "K", description = "labelled examples in each prompt")
    int fewShot;

    @Option(names = "--examples", defaultValue = "balanced", description = "how they are chosen: fixed, balanced or nearest")
    String examples;

    @Option(names = "--examples-from", paramLabel = "A", description = "the annotator whose labels they show")
    @Nullable
    String examplesFrom;

    @Option(names = "--repeats", defaultValue = "1", paramLabel = "R", description = "answers asked for each unit")
    int repeats;

    @Option(names = "--temperature", paramLabel = "T", description = "default: 0, and 0.6 with repeats")
    @Nullable
    Double temperature;

    @Option(names = "--max-tokens", defaultValue = "200", description = "longest answer")
    int maxTokens;

    @Option(names = "--seed", defaultValue = "1")
    long seed;

    @Option(names = "--budget", paramLabel = "USD", description = "most to be spent")
    @Nullable
    Double budget;

    @Option(names = "--concurrency", defaultValue = "8", paramLabel = "C", description = "calls at the same time")
    int concurrency;

    @Option(names = "--per-minute", defaultValue = "0", description = "most calls a minute (default: no limit but the provider's)")
    int perMinute;

    @Option(names = "--system", paramLabel = "FILE", description = "template of the system message (default: the product's)")
    @Nullable
    Path system;

    @Option(names = "--user", paramLabel = "FILE", description = "template of the user message (default: the product's)")
    @Nullable
    Path user;

    @Option(names = "--reason", description = "ask for a sentence of reason with each label")
    boolean reason;

    @Option(names = "--batch", description = "hand in to the provider's batch endpoint, for a lower price; teach collect fetches the answers")
    boolean batch;

    @Option(names = "--name", paramLabel = "RUN", description = "of the run and of the teacher (default: the model's name and a number)")
    @Nullable
    String name;

    @Option(names = "--api-key-from-stdin", description = "read the provider's key from the first line of standard input; it is kept in memory only")
    boolean keyFromStdin;

    TeachRequest request(Verb verb, String variable, @Nullable String sample) {
        if (teacher == null)
            throw verb.usage("Say who teaches with --teacher PROVIDER:MODEL.");
        if (fewShot > 0 && examplesFrom == null)
            throw verb.usage("--few-shot needs --examples-from: whose labels the examples show.");
        double heat = temperature != null ? temperature : repeats > 1 ? REPEATED : 0;
        return new TeachRequest(name, variable, teacher, baseUrl, sample, fewShot, examples, examplesFrom, repeats, heat, maxTokens, seed,
                budget, concurrency, perMinute, text(system), text(user), reason, batch);
    }

    private static @Nullable String text(@Nullable Path file) {
        try {
            return file == null ? null : Files.readString(file);
        } catch (IOException e) {
            throw new JobException("The template " + file + " cannot be read.", e);
        }
    }

    /// Takes the key from standard input where that was asked for.
    void key(AppContext app, Project project) {
        if (!keyFromStdin || teacher == null)
            return;
        TeacherInfo about = project.teachers().about(teacher, baseUrl);
        if (about.keyNames().isEmpty())
            throw new JobException(about.provider() + " takes no key.");
        try {
            String line = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
            if (line == null)
                throw new JobException("There is no key on standard input.");
            app.secrets().keepForThisRun(about.keyNames().getFirst(), line);
        } catch (IOException e) {
            throw new JobException("The key cannot be read from standard input.", e);
        }
    }
}
