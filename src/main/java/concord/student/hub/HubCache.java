package concord.student.hub;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The place of one model in a cache of the hub's layout, which all programs that use the hub share: `blobs` holds the contents under their hashes,
/// `snapshots/COMMIT` the names of a version as links to them, `refs` the commit of each branch and tag. Several processes may work in it at once.
final class HubCache {
    private final Path model;
    private final Path locks;
    private final String name;

    /// @param cache the folder of all models
    HubCache(Path cache, String name) {
        this.name = name;
        String folder = "models--" + name.replace("/", "--");
        model = cache.resolve(folder);
        locks = cache.resolve(".locks").resolve(folder);
    }

    Path snapshot(String commit) {
        return model.resolve("snapshots").resolve(commit);
    }

    boolean has(String commit, String file) {
        return Files.isRegularFile(snapshot(commit).resolve(file));
    }

    /// The whole model of a revision as it was when it was last asked for, if it is here.
    Optional<HubModel> find(HubName wanted) throws IOException {
        String commit = wanted.pinned() ? wanted.revision() : commit(wanted.revision());
        return commit == null || !Needed.whole(snapshot(commit), name)
                ? Optional.empty()
                : Optional.of(new HubModel(snapshot(commit), commit));
    }

    private @Nullable String commit(String revision) throws IOException {
        Path ref = model.resolve("refs").resolve(revision);
        String commit = Files.isRegularFile(ref) ? Files.readString(ref).strip() : "";
        return commit.matches("[0-9a-f]{40}") ? commit : null;
    }

    void remember(HubName wanted, String commit) throws IOException {
        if (wanted.pinned() || commit.equals(commit(wanted.revision())))
            return;
        Path ref = model.resolve("refs").resolve(wanted.revision());
        Files.createDirectories(ref.getParent());
        Path fresh = beside(ref);
        Files.writeString(fresh, commit);
        move(fresh, ref);
    }

    /// A new name beside a file. Not createTempFile, whose files only their owner may read, in a cache that several people may share.
    private static Path beside(Path file) {
        return file.resolveSibling("." + file.getFileName() + "." + UUID.randomUUID());
    }

    Path blob(RemoteFile file) throws IOException {
        return Files.createDirectories(model.resolve("blobs")).resolve(file.etag());
    }

    /// What has arrived of a blob.
    static Path part(Path blob) {
        return blob.resolveSibling(blob.getFileName() + ".incomplete");
    }

    static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /// Gives a blob its name in a version: a symbolic link, else (Windows without the right to make one) a hard link, else a copy.
    void link(Path blob, String commit, String file) throws IOException {
        Path folder = Files.createDirectories(snapshot(commit));
        Path place = folder.resolve(file);
        try {
            if (!Files.exists(place))
                // a link to what is gone would stand in the way
                Files.deleteIfExists(place);
            Files.createSymbolicLink(place, folder.relativize(blob));
        } catch (FileAlreadyExistsException e) {
            // another process was first
        } catch (IOException | UnsupportedOperationException e) {
            hardLink(blob, place);
        }
    }

    private static void hardLink(Path blob, Path place) throws IOException {
        try {
            Files.createLink(place, blob);
        } catch (FileAlreadyExistsException e) {
            // another process was first
        } catch (IOException | UnsupportedOperationException e) {
            Path copy = beside(place);
            Files.copy(blob, copy);
            move(copy, place);
        }
    }

    /// Keeps other processes and jobs from writing the same blob; null while one of them does.
    @Nullable
    Lock tryLock(RemoteFile file) throws IOException {
        Files.createDirectories(locks);
        FileChannel channel = FileChannel.open(locks.resolve(file.etag() + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock != null)
                return new Lock(channel);
        } catch (OverlappingFileLockException e) {
            // held by another job of this process
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        channel.close();
        return null;
    }

    record Lock(FileChannel channel) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
