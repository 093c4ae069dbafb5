package concord.model.result;

/// Something about a data file that a person should know.
///
/// @param line    line in the file where the record starts, counted from 1; 0 for the file as a whole. For xlsx the row, for a JSON array the element
/// @param code    stable key: ragged_row, duplicate_id, look_alike, empty_text, ...
/// @param message one sentence with the remedy
public record Problem(Severity severity, long line, String code, String message) {
    /// WARNING: read all the same. REJECTED: this record is left out. FATAL: nothing is imported.
    public enum Severity {
        WARNING, REJECTED, FATAL
    }
}
