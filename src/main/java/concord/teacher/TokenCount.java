package concord.teacher;

/// How many tokens a text will be, without the model's own tokenizer.
///
/// Four characters a token for scripts that tokenizers know well (Latin letters, digits, marks), two for other alphabets, one for Chinese,
/// Japanese and Korean signs and for a sign beyond the basic plane. Against real tokenizers this errs by about a quarter either way, so
/// ranges are given; a number that must not be too low is taken [#GENEROUS] times.
final class TokenCount {
    /// Factor from the estimate to what will hardly be passed.
    static final double GENEROUS = 1.5;
    /// What the frame of a message takes.
    static final int FRAME = 12;

    private TokenCount() {
    }

    static long of(String text) {
        double quarters = 0;
        for (int i = 0; i < text.length(); i++) {
            quarters += quarters(text.charAt(i));
        }
        return (long) Math.ceil(quarters / 4);
    }

    private static int quarters(char sign) {
        if (sign < 0x250 || sign >= 0x2000 && sign < 0x2070)
            return 1;
        if (sign >= 0x2e80 && sign < 0xa000 || sign >= 0xac00 && sign < 0xd7b0 || sign >= 0xf900 && sign < 0xfb00)
            return 4;
        return 2;
    }
}
