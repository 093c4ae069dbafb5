package concord.store;

import java.nio.file.Path;
import java.sql.SQLException;
import org.h2.api.ErrorCode;

/// Turns what the database says into a sentence for the user.
record SqlErrors(Path file) {

    /// An error while opening.
    StoreException opening(SQLException e) {
        return switch (e.getErrorCode()) {
            case ErrorCode.DATABASE_ALREADY_OPEN_1 -> new ProjectInUseException(file, e);
            case ErrorCode.FILE_CORRUPTED_1 -> new StoreException(
                    "The file " + file + " is no project or is damaged (part of it is missing or overwritten): restore it from a backup.",
                    e);
            case ErrorCode.FILE_VERSION_ERROR_1, ErrorCode.WRONG_USER_OR_PASSWORD -> notAProject(e);
            case ErrorCode.IO_EXCEPTION_1, ErrorCode.IO_EXCEPTION_2 -> new StoreException(
                    "The file " + file
                            + " cannot be read and written, or is damaged: check its permissions and the disk, or restore a backup.",
                    e);
            case ErrorCode.DATABASE_NOT_FOUND_WITH_IF_EXISTS_1 -> new StoreException("There is no project file " + file + ".", e);
            default ->
                new StoreException("The project file " + file + " cannot be opened: " + reason(e) + ". Restore it from a backup.", e);
        };
    }

    StoreException cut() {
        return new StoreException("The file " + file + " is damaged: its newest part is missing. Restore it from a backup.");
    }

    StoreException notAProject(Exception e) {
        return new StoreException("The file " + file + " is no Concord project: choose a file that Concord made.", e);
    }

    /// An error while the project is open.
    StoreException inUse(SQLException e) {
        return switch (e.getErrorCode()) {
            case ErrorCode.DATABASE_IS_CLOSED, ErrorCode.OBJECT_CLOSED, ErrorCode.CONNECTION_BROKEN_1 -> new StoreException(
                    "The project file " + file + " was closed after an error: check the disk and open the project again.", e);
            case ErrorCode.IO_EXCEPTION_1, ErrorCode.IO_EXCEPTION_2 -> new StoreException("The disk refused to read or write " + file
                    + ": check the free space and the folder, then open the project again.", e);
            case ErrorCode.FILE_CORRUPTED_1 -> new StoreException("The project file " + file + " is damaged: restore it from a backup.", e);
            default -> new StoreException("The project file " + file + " could not be read or written: " + reason(e) + ".", e);
        };
    }

    private static String reason(SQLException e) {
        String message = e.getMessage() == null ? "unknown reason" : e.getMessage();
        int statement = message.indexOf("; SQL statement");
        return (statement < 0 ? message : message.substring(0, statement)).lines().findFirst().orElse("unknown reason");
    }
}
