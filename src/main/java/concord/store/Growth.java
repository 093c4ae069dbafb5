package concord.store;

import java.sql.SQLException;

/// How much of the file is still content; the rest is old versions of rewritten pages.
///
/// @param bytes    size of the file
/// @param fillRate percent of the file's chunks that is live
record Growth(long bytes, int fillRate) {
    private static final long SMALL = 8L << 20;
    private static final int HALF = 50;

    static Growth of(Db db) throws SQLException {
        return new Growth(setting(db, "info.FILE_SIZE"), (int) setting(db, "info.CHUNKS_FILL_RATE"));
    }

    private static long setting(Db db, String name) throws SQLException {
        return db.first("select setting_value from information_schema.settings where setting_name = ?",
                row -> Long.parseLong(row.getString(1)),
                name).orElse(0L);
    }

    boolean excessive() {
        return bytes > SMALL && fillRate < HALF;
    }
}
