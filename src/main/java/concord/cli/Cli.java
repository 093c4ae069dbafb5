package concord.cli;

import concord.job.Cancelled;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;

/// The command line. Exit codes: 0 done, 1 failed, 2 wrong usage, 3 done with rejected rows or items, 130 cancelled.
@Command(name = "concord", mixinStandardHelpOptions = true, versionProvider = Cli.Version.class, description = "Label texts by hand or by a teacher, compare annotators, train local students. Without arguments the window opens.", subcommands = {
        NewCommand.class, ImportCommand.class, AgreementCommand.class, SampleCommand.class, TeachCommand.class, TrainCommand.class,
        EvaluateCommand.class, PredictCommand.class, StudyCommand.class, StudentsCommand.class, ExportCommand.class, JobsCommand.class,
        ResumeCommand.class,
        BackupCommand.class, CheckCommand.class})
public final class Cli {
    static final int DONE = 0;
    static final int FAILED = 1;
    static final int USAGE = 2;
    static final int REJECTED = 3;
    static final int CANCELLED = 130;

    private Cli() {
    }

    /// Runs one verb on the process's own streams, UTF-8.
    ///
    /// @return the exit code
    public static int run(String[] arguments) {
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        return run(arguments, out, err);
    }

    static int run(String[] arguments, PrintWriter out, PrintWriter err) {
        CommandLine line = new CommandLine(new Cli()).setOut(out).setErr(err).setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(wrongUsage()).setExecutionExceptionHandler(failure());
        int code = line.execute(arguments.length == 0 ? new String[]{"--help"} : arguments);
        out.flush();
        err.flush();
        return code;
    }

    private static IParameterExceptionHandler wrongUsage() {
        return (e, _) -> {
            CommandLine line = e.getCommandLine();
            // the parser's own sentences say the word twice and have no full stop
            String message = String.valueOf(e.getMessage()).replace("option option", "option").strip();
            line.getErr()
                    .println(message + (message.endsWith(".") ? "" : ".") + " See: " + line.getCommandSpec().qualifiedName() + " --help");
            return USAGE;
        };
    }

    private static IExecutionExceptionHandler failure() {
        return (e, line, parsed) -> {
            if (e instanceof Cancelled) {
                line.getErr().println("Cancelled; what was done so far is kept where the job can be resumed.");
                return CANCELLED;
            }
            LoggerFactory.getLogger(Cli.class).warn("command failed", e);
            String message = e.getMessage();
            line.getErr()
                    .println(message == null || message.isBlank()
                            ? "It failed for an unexpected reason (" + e + "); --debug shows where."
                            : message);
            boolean debug = parsed.subcommand() != null && parsed.subcommand().hasMatchedOption("--debug");
            if (debug)
                e.printStackTrace(line.getErr());
            return FAILED;
        };
    }

    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Cli.class.getPackage().getImplementationVersion();
            return new String[]{"Concord " + (version == null ? "(development build)" : version)};
        }
    }
}
