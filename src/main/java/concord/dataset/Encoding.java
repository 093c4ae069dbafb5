package concord.dataset;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// In which encoding a text file is read.
///
/// The rule, in this order: a byte order mark; UTF-16 without one by where its zero bytes stand and whether the decoded letters make sense;
/// UTF-8 when the whole file is valid UTF-8 (or all but a few places of it); else windows-1252, of which Latin-1 text is a part. Other 8-bit code pages
/// cannot be told apart with certainty, so they must be chosen by the user.
///
/// @param bom     bytes of the byte order mark at the start
/// @param guessed 8-bit encoding taken because nothing else fitted
record Encoding(Charset charset, int bom, boolean guessed) {
    private static final int SAMPLE = 1 << 16;

    static Encoding of(Path file, @Nullable String forced) throws IOException {
        byte[] head = head(file, SAMPLE);
        Encoding marked = byMark(head);
        if (forced != null) {
            Charset charset = named(forced, file);
            if (marked != null && sameFamily(marked.charset, charset))
                return marked;
            return new Encoding(charset, 0, false);
        }
        if (marked != null)
            return marked;
        Charset utf16 = utf16(head);
        if (utf16 != null)
            return new Encoding(utf16, 0, false);
        return looksUtf8(file) ? new Encoding(StandardCharsets.UTF_8, 0, false) : new Encoding(Charset.forName("windows-1252"), 0, true);
    }

    static byte[] head(Path file, int bytes) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(bytes);
        }
    }

    private static Charset named(String name, Path file) {
        try {
            return Charset.forName(name.strip());
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw new DatasetException(file.getFileName() + " cannot be read with the encoding \"" + name
                    + "\", which is unknown: use a name such as UTF-8, UTF-16LE, windows-1252 or ISO-8859-1.", e);
        }
    }

    private static boolean sameFamily(Charset mark, Charset asked) {
        return mark.equals(asked) || asked.name().length() <= 6 && mark.name().startsWith(asked.name());
    }

    private static @Nullable Encoding byMark(byte[] b) {
        if (b.length >= 3 && b[0] == (byte) 0xEF && b[1] == (byte) 0xBB && b[2] == (byte) 0xBF)
            return new Encoding(StandardCharsets.UTF_8, 3, false);
        if (b.length >= 4 && b[0] == (byte) 0xFF && b[1] == (byte) 0xFE && b[2] == 0 && b[3] == 0)
            return new Encoding(Charset.forName("UTF-32LE"), 4, false);
        if (b.length >= 4 && b[0] == 0 && b[1] == 0 && b[2] == (byte) 0xFE && b[3] == (byte) 0xFF)
            return new Encoding(Charset.forName("UTF-32BE"), 4, false);
        if (b.length >= 2 && b[0] == (byte) 0xFF && b[1] == (byte) 0xFE)
            return new Encoding(StandardCharsets.UTF_16LE, 2, false);
        if (b.length >= 2 && b[0] == (byte) 0xFE && b[1] == (byte) 0xFF)
            return new Encoding(StandardCharsets.UTF_16BE, 2, false);
        return null;
    }

    private static @Nullable Charset utf16(byte[] head) {
        int n = head.length & ~1;
        if (n < 4)
            return null;
        int zeros = 0;
        int printable = 0;
        for (int i = 0; i < n; i++) {
            if (head[i] == 0)
                zeros++;
            else if (head[i] >= 32 && head[i] < 127 || head[i] == '\n' || head[i] == '\r' || head[i] == '\t')
                printable++;
        }
        // Plain text with a few stray zero bytes: read as UTF-16 its letter pairs would all be Chinese characters.
        if (zeros == 0 && printable > 0.75 * n || zeros < 0.05 * n && printable > 0.75 * (n - zeros))
            return null;
        double little = score(head, n, StandardCharsets.UTF_16LE);
        double big = score(head, n, StandardCharsets.UTF_16BE);
        if (Math.max(little, big) < 0.85 || little == big)
            return null;
        return little > big ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_16BE;
    }

    /// How far the bytes make sense in the encoding, 0..1: assigned characters, neighbours of one script, and the line ends or blanks that text has.
    private static double score(byte[] head, int n, Charset charset) {
        CharBuffer text;
        try {
            text = charset.newDecoder().decode(ByteBuffer.wrap(head, 0, n));
        } catch (java.nio.charset.CharacterCodingException e) {
            // A surrogate pair may be cut at the end of the sample.
            try {
                text = charset.newDecoder().decode(ByteBuffer.wrap(head, 0, n - 2));
            } catch (java.nio.charset.CharacterCodingException wrong) {
                return 0;
            }
        }
        int good = 0;
        int separators = 0;
        int pairs = 0;
        int coherent = 0;
        Character.@Nullable UnicodeScript last = null;
        int[] points = text.codePoints().toArray();
        for (int c : points) {
            if (c == '\n' || c == '\r' || c == '\t' || c == ' ' || c == ',' || c == ';' || c == 0x3000 || c == 0xFF0C || c == 0x3002)
                separators++;
            boolean junk = !Character.isDefined(c) || Character.isISOControl(c) && c != '\n' && c != '\r' && c != '\t'
                    || Character.getType(c) == Character.PRIVATE_USE;
            if (!junk)
                good++;
            Character.UnicodeScript script = Character.UnicodeScript.of(c);
            if (script != Character.UnicodeScript.COMMON && script != Character.UnicodeScript.INHERITED) {
                if (last != null) {
                    pairs++;
                    if (script == last || mixesWith(script, last))
                        coherent++;
                }
                last = script;
            } else {
                last = null;
            }
        }
        if (separators == 0)
            return 0;
        double sense = pairs == 0 ? 1 : (double) coherent / pairs;
        return (double) good / points.length * (0.5 + 0.5 * sense) + Math.min(0.05, (double) separators / points.length);
    }

    private static boolean mixesWith(Character.UnicodeScript a, Character.UnicodeScript b) {
        return east(a) && east(b);
    }

    private static boolean east(Character.UnicodeScript s) {
        return s == Character.UnicodeScript.HAN || s == Character.UnicodeScript.HIRAGANA || s == Character.UnicodeScript.KATAKANA
                || s == Character.UnicodeScript.HANGUL;
    }

    /// Whether the whole file is UTF-8: valid throughout, or with so many valid sequences for each broken place that damage is likelier than
    /// another encoding. Latin-1 prose yields valid sequences by chance hardly ever.
    private static boolean looksUtf8(Path file) throws IOException {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT);
        long broken = 0;
        long sequences = 0;
        ByteBuffer bytes = ByteBuffer.allocate(1 << 16);
        CharBuffer chars = CharBuffer.allocate(1 << 16);
        try (InputStream in = Files.newInputStream(file)) {
            boolean end = false;
            while (!end) {
                int read = in.read(bytes.array(), bytes.position(), bytes.remaining());
                end = read < 0;
                if (!end)
                    bytes.position(bytes.position() + read);
                bytes.flip();
                sequences += leads(bytes);
                while (true) {
                    chars.clear();
                    var result = decoder.decode(bytes, chars, end);
                    if (!result.isError())
                        break;
                    broken++;
                    bytes.position(bytes.position() + result.length());
                }
                bytes.compact();
            }
        }
        return broken == 0 || sequences - broken >= 20 * broken;
    }

    private static long leads(ByteBuffer bytes) {
        long n = 0;
        byte[] a = bytes.array();
        for (int i = bytes.position(); i < bytes.limit(); i++) {
            if ((a[i] & 0xC0) == 0xC0)
                n++;
        }
        return n;
    }

    /// The first characters of the file, damaged places replaced.
    String sample(Path file, int bytes) throws IOException {
        byte[] head = head(file, bytes);
        return new String(Arrays.copyOfRange(head, Math.min(bom, head.length), head.length), charset);
    }
}
