package concord.student.hub;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// One file of a model as the hub describes it.
///
/// @param etag names the content: the SHA-256 of a large file, the git blob hash of a small one
/// @param size bytes
record RemoteFile(String name, String etag, long size) {
    private static final int SHA256_DIGITS = 64;
    private static final int GIT_DIGITS = 40;
    private static final int CHUNK = 1 << 20;

    /// Whether the etag says what the bytes must be; those of other programs than the hub's may not.
    boolean checkable() {
        return etag.matches("[0-9a-f]+") && (etag.length() == SHA256_DIGITS || etag.length() == GIT_DIGITS);
    }

    /// Whether a file holds this content, read to its end.
    ///
    /// @param between run between chunks; may throw to stop
    boolean sameAs(Path file, Runnable between) throws IOException {
        MessageDigest digest = digest(etag.length() == SHA256_DIGITS ? "SHA-256" : "SHA-1");
        if (etag.length() == GIT_DIGITS)
            digest.update(("blob " + Files.size(file) + "\0").getBytes(StandardCharsets.US_ASCII));
        byte[] buffer = new byte[CHUNK];
        try (InputStream in = Files.newInputStream(file)) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
                between.run();
            }
        }
        return HexFormat.of().formatHex(digest.digest()).equals(etag);
    }

    private static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
