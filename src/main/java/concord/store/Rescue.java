package concord.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.h2.mvstore.MVStore;

/// Brings a project file back that has all it needs and yet cannot be opened as it is.
///
/// A database file consists of numbered parts, the newest of which lists those before it. Seen once, after a killed program and a second one that
/// opened the file: the newest part listed an old one, of which nothing was in use any more, whose place had been written over already. The database
/// (H2 2.5.252) then takes the newest part for invalid and goes back to the last state without it, hours or months ago. Here the newest part is
/// taken at its word, provided that every part of which something is in use stands where the list says, and a file is written whose list is right.
final class Rescue {
    private static final int BLOCK = 4096;
    private static final int LINE = 64;
    private static final int FOOTER = 128;
    private static final int COMPACTING_MILLIS = 5_000;
    private static final Pattern NEWEST = Pattern.compile("^H:2,block:([0-9a-f]+),.*?\\bchunk:([0-9a-f]+)");
    /// Without a number of pages in use all are.
    private static final Pattern LISTED = Pattern.compile("chunk:([0-9a-f]+),block:([0-9a-f]+),(?:.*\\blivePages:([0-9a-f]+))?");
    private static final Pattern HEADER = Pattern.compile("^chunk:([0-9a-f]+),(?:block:[0-9a-f]+,)?len:([0-9a-f]+),");

    private Rescue() {
    }

    /// Mends the file where that loses nothing. Only for a file that nobody has open.
    ///
    /// @param promised version of the content that must be there afterwards
    /// @param backup   where the file goes as it was, before anything is changed
    /// @return whether the file is mended; when not, nothing has been changed
    /// @throws StoreException when the backup or the mended file cannot be written
    static boolean mend(Path file, long promised, Path backup) {
        Path copy = file.resolveSibling("." + UUID.randomUUID() + ProjectFile.SUFFIX);
        try {
            try {
                Files.copy(file, copy);
                if (!whole(copy, promised))
                    return false;
                Files.createDirectories(backup.getParent());
                Files.copy(file, backup);
                Files.move(copy, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                return true;
            } finally {
                Files.deleteIfExists(copy);
            }
        } catch (IOException e) {
            throw new StoreException("The file " + file + " needs mending, and no backup could be written to " + backup
                    + ", so it was not changed: check the folders and the free space.", e);
        }
    }

    /// Writes the list of parts anew.
    private static boolean whole(Path copy, long promised) throws IOException {
        try (FileChannel channel = FileChannel.open(copy)) {
            Matcher newest = NEWEST.matcher(text(channel, 0, BLOCK));
            if (!newest.find() || !inPlace(channel, newest.group(2), newest.group(1)))
                return false;
        }
        try {
            List<String> parts = parts(copy, promised);
            if (parts.isEmpty() || !inPlace(copy, parts))
                return false;
            list(copy);
            return true;
        } catch (RuntimeException | AssertionError e) {
            // what the database makes of a file with something missing is anybody's guess
            return false;
        }
    }

    /// The list of parts in the newest one; empty where another than the promised state is found.
    private static List<String> parts(Path copy, long promised) {
        try (MVStore store = new MVStore.Builder().fileName(copy.toString()).recoveryMode().readOnly().open()) {
            return store.getCurrentVersion() < promised
                    ? List.of()
                    : store.getLayoutMap().entrySet().stream().filter(e -> e.getKey().startsWith("chunk.")).map(Map.Entry::getValue)
                            .toList();
        }
    }

    private static void list(Path copy) {
        try (MVStore store = new MVStore.Builder().fileName(copy.toString()).recoveryMode().autoCommitDisabled().open()) {
            store.setRetentionTime(0);
            store.setVersionsToKeep(0);
            // a change is what has the list written
            String name = "concord.mended";
            store.openMap(name).put(name, name);
            store.commit();
            store.removeMap(name);
            store.commit();
            store.compactFile(COMPACTING_MILLIS);
        }
    }

    /// Whether every part of which something is in use stands whole where the list says.
    private static boolean inPlace(Path file, List<String> parts) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            for (String part : parts) {
                Matcher listed = LISTED.matcher(part);
                boolean empty = listed.find() && "0".equals(listed.group(3));
                if (!empty && !(listed.hasMatch() && inPlace(channel, listed.group(1), listed.group(2))))
                    return false;
            }
            return true;
        }
    }

    /// Whether a part's first and last line are there.
    ///
    /// @param part  number, hexadecimal
    /// @param block where it begins, hexadecimal
    private static boolean inPlace(FileChannel channel, String part, String block) throws IOException {
        long start = Long.parseLong(block, 16) * BLOCK;
        Matcher header = HEADER.matcher(text(channel, start, LINE));
        if (!header.find() || !header.group(1).equals(part))
            return false;
        long end = start + Long.parseLong(header.group(2), 16) * BLOCK;
        return text(channel, end - FOOTER, FOOTER).startsWith("chunk:" + part + ",");
    }

    private static String text(FileChannel channel, long at, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        channel.read(bytes, at);
        return new String(bytes.array(), StandardCharsets.ISO_8859_1);
    }
}
