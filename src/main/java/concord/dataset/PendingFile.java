package concord.dataset;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/// A file written under another name in the same folder and moved into place at the end.
final class PendingFile {
    private final Path target;
    private final Path temporary;
    private final OutputStream out;

    private PendingFile(Path target, Path temporary, OutputStream out) {
        this.target = target;
        this.temporary = temporary;
        this.out = out;
    }

    static PendingFile of(Path target) {
        Path place = target.toAbsolutePath();
        Path folder = place.getParent();
        if (Files.isDirectory(place))
            throw new DatasetException(target + " is a folder: give the name of a file in it.");
        if (folder == null || !Files.isDirectory(folder))
            throw new DatasetException("There is no folder " + folder + " to write " + target.getFileName() + " in: make it first.");
        // Not createTempFile, which makes a file that only its owner may read, and that would stay so after the move.
        for (int n = 1;; n++) {
            Path temporary = folder.resolve("." + place.getFileName() + "." + n + ".part");
            try {
                OutputStream out = Files.newOutputStream(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                return new PendingFile(place, temporary, new BufferedOutputStream(out, 1 << 16));
            } catch (FileAlreadyExistsException e) {
                if (n >= 100)
                    throw new DatasetException(
                            "The folder " + folder + " is full of unfinished files: delete the hidden .part files in it.", e);
            } catch (IOException e) {
                throw new DatasetException(target.getFileName() + " cannot be written in " + folder + ": choose a folder you may write in.",
                        e);
            }
        }
    }

    OutputStream out() {
        return out;
    }

    /// After everything was written and closed.
    void moveIntoPlace() throws IOException {
        try {
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    void discard() throws IOException {
        try {
            out.close();
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    DatasetException failed(IOException e) {
        return new DatasetException(target.getFileName() + " could not be written (" + e.getMessage()
                + "): check that the disk has room and that no other program holds the file.", e);
    }

    String name() {
        return String.valueOf(target.getFileName());
    }
}
