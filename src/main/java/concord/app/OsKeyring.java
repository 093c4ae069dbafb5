package concord.app;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The keyring of the operating system, reached by the tool that comes with it: `secret-tool` (libsecret) on Linux, `security` on macOS. A key
/// goes through a pipe, never through an argument that other programs could read.
final class OsKeyring {
    private static final Logger LOG = LoggerFactory.getLogger(OsKeyring.class);
    private static final long SECONDS = 20;
    private final Path tool;
    private final Kind kind;

    enum Kind {
        SECRET_TOOL, SECURITY
    }

    OsKeyring(Path tool, Kind kind) {
        this.tool = tool;
        this.kind = kind;
    }

    /// Empty where the operating system has no such tool.
    static Optional<OsKeyring> find() {
        String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        Kind kind = os.contains("mac") ? Kind.SECURITY : Kind.SECRET_TOOL;
        if (os.contains("win") || kind == Kind.SECRET_TOOL && System.getenv("DBUS_SESSION_BUS_ADDRESS") == null)
            return Optional.empty();
        String name = kind == Kind.SECURITY ? "security" : "secret-tool";
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)).filter(p -> !p.isBlank())
                .map(p -> Path.of(p).resolve(name)).filter(Files::isExecutable).findFirst().map(p -> new OsKeyring(p, kind));
    }

    Optional<String> read(String name) {
        List<String> words = switch (kind) {
            case SECRET_TOOL -> List.of("lookup", "application", "concord", "key", name);
            case SECURITY -> List.of("find-generic-password", "-s", "Concord", "-a", name, "-w");
        };
        return run(words, "").map(String::strip).filter(k -> !k.isEmpty());
    }

    /// @throws AppException when the keyring does not take it
    void write(String name, String key) {
        Optional<String> answer = switch (kind) {
            case SECRET_TOOL -> run(List.of("store", "--label=Concord " + name, "application", "concord", "key", name), key);
            case SECURITY -> run(List.of("-i"), "add-generic-password -U -s \"Concord\" -a \"" + name + "\" -w \"" + key + "\"\n");
        };
        if (answer.isEmpty() || !read(name).equals(Optional.of(key)))
            throw new AppException(
                    "The keyring of the operating system did not take the key: unlock it, or keep the key for this run of the program only.");
    }

    void delete(String name) {
        switch (kind) {
            case SECRET_TOOL -> run(List.of("clear", "application", "concord", "key", name), "");
            case SECURITY -> run(List.of("delete-generic-password", "-s", "Concord", "-a", name), "");
        }
    }

    /// What the tool printed; empty when it failed or did not end in time.
    private Optional<String> run(List<String> words, String input) {
        List<String> command = new ArrayList<>(List.of(tool.toString()));
        command.addAll(words);
        try {
            Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
            try (OutputStream in = process.getOutputStream()) {
                in.write(input.getBytes(StandardCharsets.UTF_8));
            }
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return Optional.empty();
            }
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.exitValue() == 0 ? Optional.of(said) : Optional.empty();
        } catch (IOException e) {
            LOG.debug("the keyring's tool could not be run", e);
            return Optional.empty();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
