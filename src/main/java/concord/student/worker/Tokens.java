package concord.student.worker;

/// A text (or a pair of texts) as the encoder reads it.
///
/// @param types token types, which tell the second text from the first; empty when all are 0
/// @param cut   whether it was longer than the limit
record Tokens(int[] ids, byte[] types, boolean cut) {
    int length() {
        return ids.length;
    }

    int type(int at) {
        return types.length == 0 ? 0 : types[at];
    }
}
