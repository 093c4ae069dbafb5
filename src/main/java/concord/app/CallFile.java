package concord.app;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Writes the calls of a run to a file, one JSON object a line; the file is there whole or not at all.
final class CallFile {
    private final Repositories store;
    private final UnitIndex index;

    CallFile(Repositories store, UnitIndex index) {
        this.store = store;
        this.index = index;
    }

    /// @return calls written
    long write(String run, Path file) {
        if (Files.exists(file))
            throw new AppException(file + " exists already: choose another name.");
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try {
            long count = calls(run, part);
            Files.move(part, file);
            return count;
        } catch (IOException e) {
            throw unwritten(file, e);
        } catch (UncheckedIOException e) {
            throw unwritten(file, e.getCause());
        }
    }

    private long calls(String run, Path part) throws IOException {
        List<String> keys = store.units().keys();
        index.ids();
        long[] count = {0};
        try (BufferedWriter writer = Files.newBufferedWriter(part)) {
            store.teachings().forEachCall(run, call -> {
                ObjectNode node = Json.mapper().valueToTree(call);
                node.put("unit_id", keys.get(index.position(call.unit())));
                line(writer, node);
                count[0]++;
            });
        }
        return count[0];
    }

    private static void line(BufferedWriter writer, ObjectNode node) {
        try {
            writer.write(Json.write(node));
            writer.newLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static AppException unwritten(Path file, IOException e) {
        return new AppException("The calls cannot be written to " + file + ": " + Folders.reason(e) + ".", e);
    }
}
