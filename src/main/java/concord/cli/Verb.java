package concord.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import concord.app.AppContext;
import concord.app.Home;
import concord.app.Project;
import concord.app.ProjectBusyException;
import concord.job.ExitHook;
import concord.job.JobException;
import concord.job.JobHandle;
import concord.model.Codebook;
import concord.model.Variable;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// What all verbs share: streams, JSON, opening a project, waiting for a job.
abstract class Verb implements Callable<Integer> {
    static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    @Spec
    CommandSpec spec;

    @Option(names = "--json", description = "print exactly one JSON document on standard output")
    boolean json;

    @Option(names = "--debug", description = "add the technical trace to an error")
    boolean debug;

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "show this help")
    boolean help;

    final PrintWriter out() {
        return spec.commandLine().getOut();
    }

    final PrintWriter err() {
        return spec.commandLine().getErr();
    }

    final AppContext app() {
        return new AppContext(Home.standard());
    }

    /// Opens a project, checking the name first so that a typing error gets a plain sentence.
    final Project open(AppContext app, Path file) {
        try {
            return app.open(projectFile(file));
        } catch (ProjectBusyException e) {
            throw new JobException(e.getMessage(), e);
        }
    }

    final Path projectFile(Path file) {
        if (!file.toString().endsWith(".mv.db")) {
            throw new ParameterException(spec.commandLine(), "\"" + file + "\" is no project file: its name must end in .mv.db.");
        }
        return file.toAbsolutePath().normalize();
    }

    /// The name of a project that may have to be made.
    ///
    /// @throws JobException when its folder is not there, which is a typing error more often than a wish
    final Path newProjectFile(Path file) {
        Path absolute = projectFile(file);
        if (!Files.isDirectory(absolute.getParent()))
            throw new JobException("There is no folder " + absolute.getParent() + " for the project: make it first, or check the name.");
        return absolute;
    }

    final ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    /// The variable asked for, or the only one there is.
    final Variable variable(Project project, @Nullable String name) {
        Codebook codebook = project.codebook().current();
        String known = codebook.variables().stream().map(Variable::name).collect(Collectors.joining(", "));
        if (name == null) {
            if (codebook.variables().size() == 1)
                return codebook.variables().getFirst();
            throw usage(codebook.variables().isEmpty()
                    ? "The project has no variable yet: import labels or make one in the codebook."
                    : "Say which variable with --variable: " + known + ".");
        }
        return codebook.variable(name)
                .orElseThrow(() -> new JobException(
                        "There is no variable \"" + name + "\"; the project has: " + (known.isEmpty() ? "none" : known) + "."));
    }

    /// Waits for a job, showing its progress on standard error; Ctrl-C cancels it, waits for its end and leaves it resumable.
    final <R> R await(JobHandle<R> job) {
        job.listen(new ProgressLine(err()));
        try (ExitHook hook = ExitHook.of(() -> {
            job.cancel();
            job.result().handle((_, _) -> null).join();
        })) {
            return job.await();
        }
    }

    final void print(JsonNode node) {
        try {
            out().println(JSON.writeValueAsString(node));
        } catch (JsonProcessingException e) {
            throw new JobException("The result could not be written as JSON.", e);
        }
    }

    final ObjectNode object() {
        return JSON.createObjectNode();
    }

    final CommandLine line() {
        return spec.commandLine();
    }
}
