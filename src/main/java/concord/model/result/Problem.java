package concord.model.result;

/// Something about a data file that a person should know.
///
/// @param line    line in the file where the record starts, counted from 1; 0 for the file as a whole. For xlsx the row, for a JSON array the element
/// @param code    stable key. Of the file: empty_file, header_only, unreadable, damaged_file, encoding, encoding_guess, blank_header, duplicate_header,
///                no_text_column, mixed_numbers, free_text_label, look_alike. Of records: ragged_row, unclosed_quote, oversized_row, broken_json, missing_text,
///                empty_text, no_id, no_annotator, unknown_unit, duplicate_id, duplicate_label, label_conflict, metadata_kept, blank_label, bad_label,
///                bad_confidence, percent_confidence, comma_confidence, long_cell, nul_character, cell_error, formula_without_value, hidden_row
/// @param message one sentence with the remedy
public record Problem(Severity severity, long line, String code, String message) {
    /// WARNING: read all the same. REJECTED: this record is left out. FATAL: nothing is imported.
    public enum Severity {
        WARNING, REJECTED, FATAL
    }
}
