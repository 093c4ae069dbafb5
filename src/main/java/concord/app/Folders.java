package concord.app;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Folders as wholes: make, copy, delete, each failure one sentence.
final class Folders {
    private Folders() {
    }

    static void make(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new AppException("The folder " + folder + " cannot be made: " + reason(e) + ".", e);
        }
    }

    /// @throws AppException when the target holds something already
    static void copy(Path from, Path to) {
        checkEmpty(to);
        try {
            Files.walkFileTree(from, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                    Files.createDirectories(to.resolve(from.relativize(folder).toString()));
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.copy(file, to.resolve(from.relativize(file).toString()));
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new AppException("The folder " + to + " cannot be written: " + reason(e) + ".", e);
        }
    }

    /// @throws AppException when there is a file, or a folder that holds something
    static void checkEmpty(Path folder) {
        try {
            if (Files.exists(folder) && !Files.isDirectory(folder))
                throw new AppException(folder + " is a file: choose a folder.");
            if (Files.isDirectory(folder)) {
                try (Stream<Path> inside = Files.list(folder)) {
                    if (inside.findAny().isPresent())
                        throw new AppException("The folder " + folder + " is not empty: choose a new one.");
                }
            }
        } catch (IOException e) {
            throw new AppException("The folder " + folder + " cannot be read: " + reason(e) + ".", e);
        }
    }

    /// A folder that is not there is fine.
    static void delete(Path folder) {
        if (!Files.exists(folder))
            return;
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.delete(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path one, @Nullable IOException failure) throws IOException {
                    if (failure != null)
                        throw failure;
                    Files.delete(one);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new AppException("The folder " + folder + " cannot be deleted: " + reason(e) + ".", e);
        }
    }

    static String reason(IOException e) {
        return e instanceof java.nio.file.AccessDeniedException ? "access is denied" : String.valueOf(e.getMessage());
    }
}
