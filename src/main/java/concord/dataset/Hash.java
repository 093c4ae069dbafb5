package concord.dataset;

/// A number that stands for a text where holding the text would cost too much: 64 bits, so that different ones among millions are hardly ever
/// taken for equal.
final class Hash {
    private Hash() {
    }

    static long of(String s) {
        long h = 0xcbf29ce484222325L;
        for (int i = 0; i < s.length(); i++) {
            h = (h ^ s.charAt(i)) * 0x100000001b3L;
        }
        h ^= h >>> 32;
        return h * 0x9E3779B97F4A7C15L;
    }
}
