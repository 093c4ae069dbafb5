package concord.dataset;

import java.nio.file.Path;

/// Warns of cells that are read as they are but that a person should look at. Not thread-safe.
final class CellNotes {
    private static final int LONG = 50_000;

    private final Path file;
    private final ProblemLog problems;

    CellNotes(Path file, ProblemLog problems) {
        this.file = file;
        this.problems = problems;
    }

    void check(String cell, String column, long line) {
        if (cell.length() >= LONG)
            problems.warn(line, "long_cell", "Line " + line + " of " + file.getFileName() + " has " + cell.length()
                    + " characters in column \"" + column + "\"; all are kept, but look for a quotation mark that is never closed.");
        if (cell.indexOf('\0') >= 0)
            problems.warn(line, "nul_character", "Line " + line + " of " + file.getFileName() + " has NUL characters in column \"" + column
                    + "\"; they are kept as they are.");
    }
}
