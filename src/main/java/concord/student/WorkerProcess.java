package concord.student;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import concord.job.Background;
import concord.job.JobContext;
import concord.student.worker.FromWorker;
import concord.student.worker.ToWorker;
import concord.student.worker.Worker;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A running worker JVM and the lines to and from it. Used by the job's thread; only [#cancel()] may come from another one.
final class WorkerProcess implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WorkerProcess.class);
    private static final ObjectMapper JSON = new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    private static final long GRACE_SECONDS = 20;
    private static final int LAST_LINES = 8;

    private final Process process;
    private final Writer toWorker;
    private final BufferedReader fromWorker;
    private final CompletableFuture<Void> errors;
    private final Deque<String> lastErrors = new ArrayDeque<>();
    private final Path arguments;

    private WorkerProcess(Process process, Path arguments) {
        this.process = process;
        this.arguments = arguments;
        this.toWorker = new BufferedWriter(new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
        this.fromWorker = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        this.errors = Background.run(this::readErrors);
    }

    /// @param cache folder for unpacked natives
    static WorkerProcess start(Path cache, Devices.Choice device, int threads) {
        Path arguments = null;
        try {
            Files.createDirectories(cache);
            arguments = Files.createTempFile("concord-worker", ".args");
            // an argument file, because class paths outgrow the command line of Windows
            Files.write(arguments, arguments(cache, threads));
            ProcessBuilder builder = new ProcessBuilder(java(), "@" + arguments);
            Map<String, String> environment = builder.environment();
            environment.put("OMP_NUM_THREADS", Integer.toString(threads));
            environment.put("MKL_NUM_THREADS", Integer.toString(threads));
            environment.put("RAYON_NUM_THREADS", Integer.toString(threads));
            // threads that spin while they wait make a step many times slower as soon as another program wants the processor
            environment.putIfAbsent("OMP_WAIT_POLICY", "PASSIVE");
            environment.put("DJL_CACHE_DIR", cache.toString());
            device.prepare(environment);
            return new WorkerProcess(builder.start(), arguments);
        } catch (IOException e) {
            delete(arguments);
            throw new StudentException("The worker for training and scoring could not be started: " + e.getMessage() + ".", e);
        }
    }

    private static List<String> arguments(Path cache, int threads) {
        List<String> out = new ArrayList<>();
        out.add("-Xmx2g");
        out.add("-XX:+UseSerialGC");
        out.add("--enable-native-access=ALL-UNNAMED");
        out.add("--sun-misc-unsafe-memory-access=allow");
        out.add("-Dai.djl.offline=true");
        out.add("-DDJL_CACHE_DIR=" + cache);
        out.add("-Dai.djl.pytorch.num_interop_threads=1");
        out.add("-Dai.djl.pytorch.num_threads=" + threads);
        out.add("-Dlogback.configurationFile=concord/student/worker-logback.xml");
        out.add("-Djava.awt.headless=true");
        // a native crash leaves its log here, not in the folder the program was started in
        out.add("-XX:ErrorFile=" + cache.resolve("worker-crash-%p.log"));
        out.add("-XX:-CreateCoredumpOnCrash");
        out.add("-cp");
        out.add(System.getProperty("java.class.path"));
        out.add(Worker.class.getName());
        return out.stream().map(WorkerProcess::quoted).toList();
    }

    private static String quoted(String argument) {
        return '"' + argument.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", File.separatorChar == '\\' ? "java.exe" : "java").toString();
    }

    private void readErrors() {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                LOG.debug("worker {}: {}", process.pid(), line);
                synchronized (lastErrors) {
                    lastErrors.addLast(line);
                    if (lastErrors.size() > LAST_LINES)
                        lastErrors.removeFirst();
                }
            }
        } catch (IOException e) {
            LOG.debug("the worker's error stream broke", e);
        }
    }

    long pid() {
        return process.pid();
    }

    /// @throws StudentException when the worker is gone
    void say(ToWorker message) {
        try {
            synchronized (toWorker) {
                toWorker.write(JSON.writerFor(ToWorker.class).writeValueAsString(message));
                toWorker.write('\n');
            }
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw gone(e);
        }
    }

    void flush() {
        try {
            synchronized (toWorker) {
                toWorker.flush();
            }
        } catch (IOException e) {
            throw gone(e);
        }
    }

    /// Waits for the worker's next line.
    ///
    /// @throws StudentException when it ended without a last word
    FromWorker hear() {
        try {
            String line = fromWorker.readLine();
            if (line == null)
                throw gone(null);
            return JSON.readValue(line, FromWorker.class);
        } catch (JsonProcessingException e) {
            throw new StudentException("The worker for training and scoring gave an answer that cannot be read.", e);
        } catch (IOException e) {
            throw gone(e);
        }
    }

    /// Asks the worker to stop, and ends it if it has not done so after a while. Returns at once.
    void cancel() {
        try {
            say(new ToWorker.Cancel());
            flush();
        } catch (StudentException e) {
            LOG.debug("the worker was gone before it could be cancelled");
        }
        CompletableFuture.delayedExecutor(GRACE_SECONDS, TimeUnit.SECONDS).execute(process::destroyForcibly);
    }

    /// Tells the context what the worker reports on the way.
    static void relay(FromWorker message, JobContext context) {
        switch (message) {
            case FromWorker.Progress(long done, long total, String phase) -> context.progress(done, total, phase);
            case FromWorker.Point(String series, double step, double value) -> context.metric(series, step, value);
            case FromWorker.Note(String text) -> context.log(text);
            case FromWorker.Stopped _ -> throw new concord.job.Cancelled();
            case FromWorker.Failed(String sentence) -> throw new StudentException(sentence);
            case FromWorker.Scored _,FromWorker.Embedded _,FromWorker.Portion _,FromWorker.Trained _ ->
                throw new IllegalStateException("unexpected answer " + message);
        }
    }

    private StudentException gone(@Nullable Exception cause) {
        StudentException said = lastWord();
        if (said != null)
            return said;
        int code = exitCode();
        await(errors);
        String last;
        synchronized (lastErrors) {
            last = String.join("\n", lastErrors);
        }
        LOG.warn("worker {} ended with code {}; its last words: {}", process.pid(), code, last);
        // 137 and 9: killed, on Linux most often for taking too much memory
        String why = last.contains("OutOfMemoryError") || code == 137 || code == 9
                ? "it was ended from outside, most often because the computer ran out of memory"
                : "it ended by itself with code " + code;
        return new StudentException("The worker for training and scoring stopped: " + why
                + ". Start the job again; a training goes on after its last finished epoch.", cause);
    }

    /// The reason the worker gave before it left while it was still being written to.
    private @Nullable StudentException lastWord() {
        try {
            for (String line = fromWorker.readLine(); line != null; line = fromWorker.readLine()) {
                if (JSON.readValue(line, FromWorker.class) instanceof FromWorker.Failed(String sentence))
                    return new StudentException(sentence);
            }
        } catch (IOException e) {
            LOG.debug("the worker's last words were cut off", e);
        }
        return null;
    }

    private int exitCode() {
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS))
                process.destroyForcibly();
            return process.waitFor();
        } catch (InterruptedException e) {
            return -1;
        }
    }

    private static void await(CompletableFuture<Void> done) {
        try {
            done.get(5, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            LOG.debug("the worker's errors were not read to the end", e);
        }
    }

    /// Ends the worker if it still runs: at the end of its input it stops by itself.
    @Override
    public void close() {
        try {
            toWorker.close();
        } catch (IOException e) {
            LOG.debug("the worker was gone already", e);
        }
        try {
            if (!process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS))
                process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
        }
        delete(arguments);
    }

    private static void delete(@Nullable Path file) {
        try {
            if (file != null)
                Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.debug("a temporary file stays", e);
        }
    }
}
