package concord.student.hub;

import concord.job.JobContext;
import concord.student.StudentException;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Flow;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Brings one file of a model into the cache: goes on where an earlier attempt ended, tries again when the connection breaks, and lets nothing
/// into the cache whose size or hash is not what the hub says.
final class BlobDownload {
    private static final int ATTEMPTS = 5;
    private static final int SILENCE_SECONDS = 60;
    private static final Pattern RANGE = Pattern.compile("bytes (\\d{1,18})-\\d+/(\\d{1,18}|\\*)");

    private final HubClient client;
    private final HubCache cache;
    private final String model;
    private final String commit;
    private final Duration pause;
    private final JobContext context;

    /// @param pause before the second attempt; doubled before each further one
    BlobDownload(HubClient client, HubCache cache, String model, String commit, Duration pause, JobContext context) {
        this.client = client;
        this.cache = cache;
        this.model = model;
        this.commit = commit;
        this.pause = pause;
        this.context = context;
    }

    /// Leaves the file in the snapshot.
    ///
    /// @param progress told the bytes of this file that are here
    /// @throws StudentException when the hub gives something else than it says, or the connection stays broken
    /// @throws IOException      when the cache cannot be written
    void run(RemoteFile file, LongConsumer progress) throws IOException {
        Path blob = cache.blob(file);
        try (HubCache.Lock _ = lock(file)) {
            if (!Files.isRegularFile(blob) || Files.size(blob) != file.size())
                fetch(file, blob, progress);
        }
        progress.accept(file.size());
        cache.link(blob, commit, file.name());
    }

    private HubCache.Lock lock(RemoteFile file) throws IOException {
        while (true) {
            HubCache.Lock lock = cache.tryLock(file);
            if (lock != null)
                return lock;
            context.progress(0, 0, "waiting for another download of " + model);
            rest(Duration.ofMillis(200));
        }
    }

    private void rest(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
            context.checkCancelled();
            LockSupport.parkNanos(Math.min(left, 100_000_000));
        }
    }

    private void fetch(RemoteFile file, Path blob, LongConsumer progress) throws IOException {
        Path part = HubCache.part(blob);
        int failures = 0;
        while (true) {
            long have = here(part);
            try {
                if (have < file.size() || file.size() == 0)
                    transfer(file, part, have, progress);
                else if (have > file.size())
                    throw wrongSize(file, part, have);
                break;
            } catch (Broken e) {
                failures = here(part) > have ? 1 : failures + 1;
                if (failures >= ATTEMPTS)
                    throw new StudentException("The download of " + model + " stopped, because " + e.getMessage()
                            + ": check the network and start again; what has arrived is kept.", e);
                rest(pause.multipliedBy(1L << (failures - 1)));
            }
        }
        verify(file, part);
        HubCache.move(part, blob);
    }

    private static long here(Path part) throws IOException {
        return Files.isRegularFile(part) ? Files.size(part) : 0;
    }

    /// The connection, as opposed to the disk, failed.
    private static final class Broken extends Exception {
        Broken(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    private HttpResponse<Flow.Publisher<List<ByteBuffer>>> open(RemoteFile file, long from) throws Broken {
        try {
            return client.open(commit, file.name(), from);
        } catch (IOException e) {
            throw new Broken(String.valueOf(e.getMessage()), e);
        }
    }

    private void transfer(RemoteFile file, Path part, long have, LongConsumer progress) throws IOException, Broken {
        HttpResponse<Flow.Publisher<List<ByteBuffer>>> answer = open(file, have);
        try (Chunks chunks = new Chunks()) {
            answer.body().subscribe(chunks);
            long start = start(file, part, answer);
            // a server that cannot go on in the middle sends everything again
            try (FileChannel out = FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                out.truncate(start);
                out.position(start);
                for (List<ByteBuffer> next = next(chunks); next != null; next = next(chunks)) {
                    for (ByteBuffer buffer : next) {
                        while (buffer.hasRemaining()) {
                            out.write(buffer);
                        }
                    }
                    if (out.position() > file.size())
                        throw wrongSize(file, part, out.position());
                    progress.accept(out.position());
                }
                if (out.position() < file.size())
                    throw new Broken("the connection ended early", null);
            }
        }
    }

    private @Nullable List<ByteBuffer> next(Chunks chunks) throws Broken {
        try {
            return chunks.next(SILENCE_SECONDS, context::checkCancelled);
        } catch (IOException e) {
            throw new Broken(String.valueOf(e.getMessage()), e);
        }
    }

    /// Where in the file the bytes of an answer begin.
    private long start(RemoteFile file, Path part, HttpResponse<?> answer) throws IOException, Broken {
        if (answer.statusCode() == 416) {
            Files.deleteIfExists(part);
            throw new Broken("the server does not have the rest of " + file.name(), null);
        }
        if (answer.statusCode() != 206) {
            long length = answer.headers().firstValueAsLong("content-length").orElse(file.size());
            if (length != file.size())
                throw wrongSize(file, part, length);
            return 0;
        }
        Matcher range = RANGE.matcher(answer.headers().firstValue("content-range").orElse(""));
        if (!range.matches() || Long.parseLong(range.group(1)) > here(part))
            throw new Broken("the server sent another part of " + file.name() + " than was asked for", null);
        if (!range.group(2).equals("*") && Long.parseLong(range.group(2)) != file.size())
            throw wrongSize(file, part, Long.parseLong(range.group(2)));
        return Long.parseLong(range.group(1));
    }

    private StudentException wrongSize(RemoteFile file, Path part, long size) throws IOException {
        Files.deleteIfExists(part);
        return new StudentException("The file " + file.name() + " of " + model + " came with " + size + " bytes instead of " + file.size()
                + " and was deleted: start the download again, or use another network if this happens again.");
    }

    private void verify(RemoteFile file, Path part) throws IOException {
        if (!file.checkable()) {
            context.log("The hub gives no checksum for " + file.name() + " of " + model + "; only its size was checked.");
            return;
        }
        if (file.sameAs(part, context::checkCancelled))
            return;
        Files.deleteIfExists(part);
        throw new StudentException("The file " + file.name() + " of " + model
                + " arrived with the wrong checksum and was deleted: start the download again, or use another network if this happens again.");
    }
}
