package concord.model.result;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// How a file is read, after guessing.
///
/// @param format    csv, jsonl, json, xlsx or parquet
/// @param encoding  charset name; UTF-8 for xlsx and parquet
/// @param separator of a csv file, else null
/// @param sheet     of an xlsx file, else null
/// @param sheets    all sheets of an xlsx file, else empty
public record FileFormat(String format, String encoding, @Nullable Character separator, @Nullable String sheet, List<String> sheets) {}
