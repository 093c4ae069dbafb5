package concord.student.worker;

/// A text (or a pair of texts) as the encoder reads it.
///
/// @param second where the second text begins; the length when there is none
/// @param cut    whether it was longer than the limit
record Tokens(int[] ids, int second, boolean cut) {
    int length() {
        return ids.length;
    }
}
