package concord.model.result;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One record of a data file.
///
/// @param line  where it starts, counted from 1
/// @param cells aligned with the columns; null where the record has no such cell
public record Row(long line, List<@Nullable String> cells) {}
