package concord.dataset;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/// How many rows a sheet says it has, for progress only.
final class XlsxSize {
    private static final Pattern DIMENSION = Pattern.compile("<dimension ref=\"[A-Z]+\\d+:[A-Z]+(\\d+)\"");

    private XlsxSize() {
    }

    /// @param index of the sheet from 0
    /// @return 0 when the file does not say
    static long rows(Path file, int index) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            ZipEntry entry = zip.getEntry("xl/worksheets/sheet" + (index + 1) + ".xml");
            if (entry == null)
                return 0;
            try (InputStream in = zip.getInputStream(entry)) {
                Matcher m = DIMENSION.matcher(new String(in.readNBytes(4096), StandardCharsets.UTF_8));
                return m.find() ? Long.parseLong(m.group(1)) : 0;
            }
        }
    }
}
