package concord.app;

import concord.teacher.PriceTable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/// The person's own price table, where there is one, else the product's.
final class PriceFile {
    private final Path file;

    PriceFile(Home home) {
        this.file = home.prices();
    }

    /// @throws concord.teacher.TeacherException when the person's file cannot be read
    PriceTable table() {
        return Files.exists(file) ? PriceTable.read(file) : PriceTable.own();
    }

    /// The person's own file, made from the product's table when there is none yet.
    Path editable() {
        if (Files.exists(file))
            return file;
        Folders.make(file.getParent());
        try (InputStream own = Objects.requireNonNull(PriceTable.class.getResourceAsStream("/concord/teacher/prices.json"))) {
            Files.copy(own, file);
            return file;
        } catch (IOException e) {
            throw new AppException("The price table " + file + " cannot be written: " + Folders.reason(e) + ".", e);
        }
    }
}
