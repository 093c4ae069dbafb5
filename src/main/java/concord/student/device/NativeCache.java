package concord.student.device;

import concord.job.JobContext;
import concord.student.StudentException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/// Native libraries unpacked from jars, each under its size and check sum in the jar.
///
/// A file appears under its name only when it is whole. Sizes are checked at every start, so what an interrupted unpacking, a full disk or
/// a careless hand left behind is unpacked again; check sums are compared when loading has failed.
/// Safe to use from several programs at once: a lock file keeps the second one waiting.
final class NativeCache {
    private static final long SPARE = 64L << 20;
    private static final String LOCK = "unpacking.lock";
    private static final double MEGA = 1e6;
    private final Path folder;

    NativeCache(Path folder) {
        this.folder = folder;
    }

    Path folder() {
        return folder;
    }

    /// Unpacks what is missing or has another size.
    ///
    /// @return the folder
    /// @throws StudentException when there is no room or the place cannot be written
    Path unpack(NativeJar jar, List<NativeJar.Member> members, JobContext context) {
        try {
            Files.createDirectories(folder);
            if (missing(jar, members).isEmpty())
                return folder;
            try (FileChannel channel = FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock _ = lock(channel, context)) {
                extract(jar, missing(jar, members), context);
            }
            return folder;
        } catch (IOException e) {
            throw new StudentException("PyTorch's libraries could not be unpacked into " + folder + ": " + e.getMessage()
                    + ". Free some disk space there, or set CONCORD_HOME to a folder with more room, and start again.", e);
        }
    }

    private static FileLock lock(FileChannel channel, JobContext context) throws IOException {
        while (true) {
            context.checkCancelled();
            try {
                FileLock lock = channel.tryLock();
                if (lock != null)
                    return lock;
            } catch (OverlappingFileLockException e) {
                // another job of this program is at it
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
        }
    }

    private List<NativeJar.Member> missing(NativeJar jar, List<NativeJar.Member> members) throws IOException {
        List<NativeJar.Member> out = new ArrayList<>();
        try (ZipFile zip = new ZipFile(jar.path().toFile())) {
            for (NativeJar.Member member : members) {
                Path file = folder.resolve(member.name());
                if (!Files.isRegularFile(file) || Files.size(file) != entry(zip, member).getSize())
                    out.add(member);
            }
        }
        return out;
    }

    private static ZipEntry entry(ZipFile zip, NativeJar.Member member) throws IOException {
        ZipEntry entry = zip.getEntry(member.entry());
        if (entry == null)
            throw new IOException("the file " + zip.getName() + " is damaged, it has no " + member.entry());
        return entry;
    }

    private void extract(NativeJar jar, List<NativeJar.Member> members, JobContext context) throws IOException {
        try (ZipFile zip = new ZipFile(jar.path().toFile())) {
            long total = 0;
            for (NativeJar.Member member : members) {
                total += entry(zip, member).getSize();
            }
            long free = Files.getFileStore(folder).getUsableSpace();
            if (free < total + SPARE)
                throw new IOException(Math.round(total / MEGA) + " MB are needed and " + Math.round(free / MEGA) + " MB are free");
            long[] done = {0};
            for (NativeJar.Member member : members) {
                Path part = folder.resolve(member.name() + ".part");
                try (InputStream in = new Counted(zip.getInputStream(entry(zip, member)), done, total, context)) {
                    Files.copy(in, part, StandardCopyOption.REPLACE_EXISTING);
                    Files.move(part, folder.resolve(member.name()), StandardCopyOption.REPLACE_EXISTING);
                } finally {
                    Files.deleteIfExists(part);
                }
            }
        }
    }

    /// Deletes the files whose content is not that of the jar.
    ///
    /// @return whether there were any
    boolean dropDamaged(NativeJar jar, List<NativeJar.Member> members) {
        boolean dropped = false;
        try (ZipFile zip = new ZipFile(jar.path().toFile())) {
            for (NativeJar.Member member : members) {
                Path file = folder.resolve(member.name());
                if (Files.isRegularFile(file) && sum(file) != entry(zip, member).getCrc()) {
                    Files.delete(file);
                    dropped = true;
                }
            }
            return dropped;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long sum(Path file) throws IOException {
        CRC32 sum = new CRC32();
        try (InputStream in = new CheckedInputStream(Files.newInputStream(file), sum)) {
            byte[] buffer = new byte[1 << 20];
            while (in.read(buffer) >= 0) {
                // the sum is what counts
            }
        }
        return sum.getValue();
    }

    /// Reports the bytes that went through and stops when the job is cancelled.
    private static final class Counted extends FilterInputStream {
        private final long[] done;
        private final long total;
        private final JobContext context;

        Counted(InputStream in, long[] done, long total, JobContext context) {
            super(in);
            this.done = done;
            this.total = total;
            this.context = context;
        }

        @Override
        public int read(byte[] buffer, int from, int length) throws IOException {
            context.checkCancelled();
            int count = super.read(buffer, from, length);
            if (count > 0) {
                long before = done[0];
                done[0] += count;
                // a report for every 16 MB
                if (before >> 24 != done[0] >> 24)
                    context.progress(done[0], total, "unpacking PyTorch's libraries");
            }
            return count;
        }
    }
}
