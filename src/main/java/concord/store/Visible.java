package concord.store;

/// How far readers may look: rows of an import in progress lie beyond.
///
/// @param lastUnit   greatest unit id of the committed imports, 0 when there is none
/// @param lastImport greatest committed import id
/// @param gapless    every id from 1 to lastUnit exists, so ids and counts need no query
record Visible(long lastUnit, int lastImport, boolean gapless) {
    boolean origin(int origin) {
        return origin <= lastImport;
    }
}
