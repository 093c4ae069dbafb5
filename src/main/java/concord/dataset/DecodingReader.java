package concord.dataset;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.file.Files;
import java.nio.file.Path;

/// Decodes a file and remembers in which line bytes did not fit the encoding, and how much of the file was read. Not thread-safe.
final class DecodingReader extends Reader {
    private final InputStream in;
    private final CharsetDecoder decoder;
    private final ByteBuffer bytes = ByteBuffer.allocate(1 << 16).flip();
    private final CharBuffer chars = CharBuffer.allocate(1 << 16).flip();
    private final Encoding encoding;
    private final long size;
    private final ProblemLog problems;
    private final String file;
    private long read;
    private long line = 1;
    private long reportedLine;
    private boolean guessed;
    private boolean lastWasReturn;
    private boolean end;
    private boolean done;

    DecodingReader(Path path, Encoding encoding, ProblemLog problems) throws IOException {
        this.encoding = encoding;
        this.problems = problems;
        guessed = encoding.guessed();
        this.file = path.getFileName().toString();
        decoder = encoding.charset().newDecoder().onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        size = Files.size(path);
        in = Files.newInputStream(path);
        in.skipNBytes(Math.min(encoding.bom(), size));
        read = encoding.bom();
    }

    double fraction() {
        return size == 0 ? 1 : Math.min(1, (double) read / size);
    }

    @Override
    public int read(char[] target, int from, int length) throws IOException {
        if (length == 0)
            return 0;
        if (!chars.hasRemaining() && !decode())
            return -1;
        int n = Math.min(length, chars.remaining());
        chars.get(target, from, n);
        return n;
    }

    /// @return false at the end of the file
    private boolean decode() throws IOException {
        chars.clear();
        while (!done && chars.position() == 0) {
            CoderResult result = decoder.decode(bytes, chars, end);
            countLines();
            if (result.isError()) {
                malformed(result);
            } else if (result.isUnderflow() && chars.position() == 0) {
                if (end)
                    done = true;
                else
                    fill();
            }
        }
        chars.flip();
        return chars.hasRemaining();
    }

    private void malformed(CoderResult result) {
        // Without room for the sign the bytes stay, and the next call meets them again.
        if (!chars.hasRemaining())
            return;
        if (line != reportedLine) {
            reportedLine = line;
            problems.warn(line, "encoding", "Line " + line + " of " + file + " holds bytes that are not " + encoding.charset().name()
                    + "; they are shown as \uFFFD: choose another encoding.");
        }
        bytes.position(bytes.position() + result.length());
        chars.put('\uFFFD');
    }

    private void fill() throws IOException {
        bytes.compact();
        int n = in.read(bytes.array(), bytes.position(), bytes.remaining());
        if (n < 0) {
            end = true;
        } else {
            read += n;
            bytes.position(bytes.position() + n);
        }
        bytes.flip();
    }

    private void countLines() {
        char[] a = chars.array();
        for (int i = 0; i < chars.position(); i++) {
            char c = a[i];
            if (c == '\n') {
                if (!lastWasReturn)
                    line++;
                lastWasReturn = false;
            } else if (c == '\r') {
                line++;
                lastWasReturn = true;
            } else {
                lastWasReturn = false;
                if (guessed && c > 127) {
                    guessed = false;
                    problems.warn(line, "encoding_guess", "Line " + line + " of " + file + " is not UTF-8 and was read as "
                            + encoding.charset().name() + ": if letters with accents look wrong, choose another encoding.");
                }
            }
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
