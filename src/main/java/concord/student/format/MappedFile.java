package concord.student.format;

import concord.student.StudentException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/// A file of any size, mapped into memory.
///
/// @param identity size and modification time
record MappedFile(Path path, Arena arena, MemorySegment bytes, String identity) implements AutoCloseable {
    /// @throws StudentException when there is none, or it cannot be read
    static MappedFile open(Path path) {
        if (!Files.isRegularFile(path))
            throw new StudentException("There is no file " + path + ".");
        Arena arena = Arena.ofShared();
        try (FileChannel channel = FileChannel.open(path)) {
            MemorySegment bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
            return new MappedFile(path, arena, bytes, bytes.byteSize() + " " + Files.getLastModifiedTime(path));
        } catch (IOException e) {
            arena.close();
            throw new StudentException("The file " + path + " could not be read: " + e.getMessage() + ".", e);
        }
    }

    @Override
    public void close() {
        arena.close();
    }
}
