package concord.student.worker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import concord.job.Background;
import concord.job.Cancelled;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;

/// The program at the other end of the standard streams.
///
/// Its lines are read on a thread of their own, so that a cancel is seen while a step runs and the program never waits for this side to read.
/// When its stream ends the program is gone, and so is this JVM at once: a checkpoint is always whole on the disk, and nobody is left to train for.
final class Program implements Link {
    private static final int PROGRAM_IS_GONE = 3;
    private static final ObjectMapper JSON = new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private final PrintStream out;
    private final BlockingQueue<ToWorker> lines = new LinkedBlockingQueue<>();
    private final Set<String> enough = ConcurrentHashMap.newKeySet();
    private volatile boolean cancelled;

    Program(InputStream in, PrintStream out) {
        this.out = out;
        Background.run(() -> listen(in));
    }

    private void listen(InputStream in) {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                ToWorker message = JSON.readValue(line, ToWorker.class);
                if (message instanceof ToWorker.Cancel)
                    cancelled = true;
                if (message instanceof ToWorker.Enough(String folder))
                    enough.add(folder);
                else
                    lines.add(message);
            }
        } catch (IOException e) {
            // the same as the end of the stream: there is no way left to be told anything
        } finally {
            Runtime.getRuntime().halt(PROGRAM_IS_GONE);
        }
    }

    @Override
    public ToWorker next() {
        try {
            ToWorker message = lines.take();
            checkCancelled();
            return message;
        } catch (InterruptedException e) {
            throw new Cancelled();
        }
    }

    @Override
    public void checkCancelled() {
        if (cancelled)
            throw new Cancelled();
    }

    @Override
    public boolean enough(String folder) {
        return enough.contains(folder);
    }

    @Override
    public void say(FromWorker message) {
        try {
            String line = JSON.writerFor(FromWorker.class).writeValueAsString(message);
            synchronized (out) {
                out.println(line);
                out.flush();
            }
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
