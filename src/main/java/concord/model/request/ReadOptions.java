package concord.model.request;

import org.jspecify.annotations.Nullable;

/// How to read a data file; null means guess.
///
/// @param format    csv, jsonl, json, xlsx or parquet (tab- and otherwise separated files are csv with their separator)
/// @param encoding  a charset name
/// @param separator one character
/// @param sheet     name of the sheet of an xlsx file
/// @param skipLines lines before the header row
/// @param plainQuotes treat quotation marks as text: the remedy for a quote that is never closed
public record ReadOptions(@Nullable String format, @Nullable String encoding, @Nullable Character separator, @Nullable String sheet,
        int skipLines, boolean plainQuotes) {
    public static final ReadOptions GUESS = new ReadOptions(null, null, null, null, 0, false);
}
