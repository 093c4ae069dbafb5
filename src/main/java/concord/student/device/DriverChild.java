package concord.student.device;

import concord.job.Background;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks the NVIDIA driver in a child JVM: a driver that crashes, hangs or keeps memory does so there.
final class DriverChild implements NvidiaDriver {
    private static final Logger LOG = LoggerFactory.getLogger(DriverChild.class);
    private static final long PATIENCE_SECONDS = 30;

    @Override
    public NvidiaState ask() {
        if (!installed())
            return NvidiaState.NONE;
        try {
            Process child = new ProcessBuilder(command()).redirectError(ProcessBuilder.Redirect.DISCARD).start();
            child.getOutputStream().close();
            CompletableFuture<List<String>> lines = Background.supply(() -> child.inputReader(StandardCharsets.UTF_8).lines().toList());
            if (!child.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                child.destroyForcibly();
                return NvidiaState.broken("the NVIDIA driver gave no answer in " + PATIENCE_SECONDS + " seconds");
            }
            if (child.exitValue() != 0)
                return NvidiaState.broken("asking the NVIDIA driver failed (code " + child.exitValue() + ")");
            return NvidiaState.parse(lines.join());
        } catch (IOException | URISyntaxException e) {
            LOG.warn("the NVIDIA driver cannot be asked", e);
            return NvidiaState.broken("the NVIDIA driver cannot be asked: " + e.getMessage());
        } catch (InterruptedException e) {
            return NvidiaState.broken("asking the NVIDIA driver was interrupted");
        }
    }

    /// Opening the library neither starts the driver nor takes memory on a GPU; without it there is no child to start.
    private static boolean installed() {
        try (Arena arena = Arena.ofConfined()) {
            return SymbolLookup.libraryLookup(DriverProbe.cudaLibrary(), arena).find("cuInit").isPresent();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static List<String> command() throws URISyntaxException {
        boolean windows = Platform.here().windows();
        Path java = Path.of(System.getProperty("java.home"), "bin", windows ? "java.exe" : "java");
        Path code = Path.of(DriverProbe.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        return List.of(java.toString(), "-Xmx64m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-CreateCoredumpOnCrash",
                "-XX:ErrorFile=" + (windows ? "NUL" : "/dev/null"), "--enable-native-access=ALL-UNNAMED",
                "-cp", code.toString(), DriverProbe.class.getName());
    }
}
