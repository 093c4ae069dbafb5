package concord.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A second JVM that works on a project until it is killed, and writes each thing that the store confirmed to a file, line by line.
final class OtherProcess implements AutoCloseable {
    private final Process process;
    private final Path output;

    OtherProcess(Class<?> main, Path output, String... arguments) throws IOException {
        this.output = output;
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m",
                "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        Files.deleteIfExists(output);
        process = new ProcessBuilder(command).redirectOutput(output.toFile()).redirectErrorStream(true).start();
    }

    List<String> lines() throws IOException {
        return Files.exists(output) ? Files.readAllLines(output) : List.of();
    }

    /// Waits until this line is there.
    void await(String line) throws IOException, InterruptedException {
        while (!lines().contains(line)) {
            if (process.waitFor(5, TimeUnit.MILLISECONDS))
                throw new AssertionError("The other process ended: " + lines());
        }
    }

    /// Kills it after a while, without a chance to close anything.
    void killAfter(long micros) throws InterruptedException, IOException {
        if (process.waitFor(micros, TimeUnit.MICROSECONDS))
            throw new AssertionError("The other process ended: " + lines());
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }
}
