package concord.student;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import concord.job.Background;
import concord.job.JobContext;
import concord.student.device.DeviceException;
import concord.student.device.Launch;
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
    private static final String CRASH = "worker-crash-%p.log";
    private static final String LARGEST_BLOCK = "4000000000";

    private final Path cache;
    private final Process process;
    private final Writer toWorker;
    private final BufferedReader fromWorker;
    private final CompletableFuture<Void> errors;
    private final Deque<String> lastErrors = new ArrayDeque<>();
    private final Path arguments;

    private WorkerProcess(Path cache, Process process, Path arguments) {
        this.cache = cache;
        this.process = process;
        this.arguments = arguments;
        this.toWorker = new BufferedWriter(new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
        this.fromWorker = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        this.errors = Background.run(this::readErrors);
    }

    /// @param cache folder for crash logs and DJL
    static WorkerProcess start(Path cache, Launch launch, int threads) {
        Path arguments = null;
        try {
            Files.createDirectories(cache);
            arguments = Files.createTempFile("concord-worker", ".args");
            // an argument file, because class paths outgrow the command line of Windows
            Files.write(arguments, arguments(cache, launch, threads));
            ProcessBuilder builder = new ProcessBuilder(java(), "@" + arguments);
            Map<String, String> environment = builder.environment();
            environment.put("OMP_NUM_THREADS", Integer.toString(threads));
            environment.put("MKL_NUM_THREADS", Integer.toString(threads));
            environment.put("RAYON_NUM_THREADS", Integer.toString(threads));
            // threads that spin while they wait make a step many times slower as soon as another program wants the processor
            environment.putIfAbsent("OMP_WAIT_POLICY", "PASSIVE");
            // glibc would give the blocks of each step back to the system and fetch them again, page by page; other systems ignore these
            environment.putIfAbsent("MALLOC_TRIM_THRESHOLD_", LARGEST_BLOCK);
            environment.putIfAbsent("MALLOC_MMAP_THRESHOLD_", LARGEST_BLOCK);
            environment.putIfAbsent("MALLOC_ARENA_MAX", "1");
            environment.put("DJL_CACHE_DIR", cache.toString());
            launch.applyTo(environment);
            return new WorkerProcess(cache, builder.start(), arguments);
        } catch (IOException e) {
            delete(arguments);
            throw new StudentException("The worker for training and scoring could not be started: " + e.getMessage() + ".", e);
        }
    }

    private static List<String> arguments(Path cache, Launch launch, int threads) {
        List<String> out = new ArrayList<>();
        // small at the start, and small again when the model has been read: the memory is for native arrays
        out.add("-Xms16m");
        out.add("-Xmx2g");
        out.add("-XX:MinHeapFreeRatio=10");
        out.add("-XX:MaxHeapFreeRatio=20");
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
        out.add("-XX:ErrorFile=" + cache.resolve(CRASH));
        out.add("-XX:-CreateCoredumpOnCrash");
        // its last words would spoil the answers
        out.add("-XX:+DisplayVMOutputToStderr");
        out.addAll(launch.properties());
        // what the user wants otherwise, such as more memory for Java, comes last and wins
        out.addAll(List.of(System.getenv().getOrDefault("CONCORD_WORKER_OPTIONS", "").split("\\s+")).stream().filter(o -> !o.isEmpty())
                .toList());
        out.add("-cp");
        out.add(System.getProperty("java.class.path"));
        out.add(Worker.class.getName());
        out.add(launch.key());
        out.add(Integer.toString(threads));
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
            // native libraries print what they like
            while (line != null && !line.startsWith("{")) {
                LOG.debug("worker {} printed: {}", process.pid(), line);
                line = fromWorker.readLine();
            }
            if (line == null)
                throw gone(null);
            return JSON.readValue(line, FromWorker.class);
        } catch (JsonProcessingException e) {
            // most likely cut off in the middle by the worker's end
            process.destroyForcibly();
            throw gone(e);
        } catch (IOException e) {
            throw gone(e);
        }
    }

    /// Waits until PyTorch is loaded and has computed something on the device.
    ///
    /// @throws DeviceException when it cannot, also when the worker crashed over it
    void awaitReady() {
        FromWorker first;
        try {
            first = hear();
        } catch (StudentException e) {
            throw new DeviceException("PyTorch could not be loaded: " + ending() + ".", e);
        }
        switch (first) {
            case FromWorker.Ready _ -> LOG.debug("worker {} is ready", process.pid());
            case FromWorker.Unusable(String sentence) -> throw new DeviceException(sentence, null);
            case FromWorker other -> throw new IllegalStateException("unexpected answer " + other);
        }
    }

    /// Asks the worker to stop, and ends it if it has not done so after a while. Returns at once.
    void cancel() {
        // a job with many workers one after the other tells those of before, too
        if (!process.isAlive())
            return;
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
            case FromWorker.Scored _,FromWorker.Embedded _,FromWorker.Portion _,FromWorker.Trained _,FromWorker.Ready _,FromWorker.Unusable _ ->
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
        return new StudentException("The worker for training and scoring stopped: " + ending()
                + ". Start the job again; a training goes on after its last finished epoch.", cause);
    }

    /// How the worker ended, as the rest of a sentence.
    private String ending() {
        int code = exitCode();
        String last;
        synchronized (lastErrors) {
            last = String.join("\n", lastErrors);
        }
        if (last.contains("OutOfMemoryError"))
            return "it ran out of memory for Java; CONCORD_WORKER_OPTIONS=-Xmx4g gives it more than 2 GB";
        if (last.contains("bad_alloc") || last.contains("can't allocate memory") || last.contains("insufficient memory"))
            return "it ran out of memory";
        Path crash = cache.resolve(CRASH.replace("%p", Long.toString(process.pid())));
        if (Files.exists(crash))
            return "a native library crashed (details are in " + crash + ")";
        // by a signal: Java says 128 more than its number
        return switch (code) {
            case 137, 9 -> "it was ended from outside, most often because the computer ran out of memory";
            case 143 -> "it was ended from outside";
            case 134, 135, 136, 139 -> "a native library crashed (code " + code + ")";
            default -> "it ended by itself with code " + code;
        };
    }

    /// The reason the worker gave before it left while it was still being written to.
    private @Nullable StudentException lastWord() {
        try {
            for (String line = fromWorker.readLine(); line != null; line = fromWorker.readLine()) {
                if (line.startsWith("{") && JSON.readValue(line, FromWorker.class) instanceof FromWorker.Failed(String sentence))
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
