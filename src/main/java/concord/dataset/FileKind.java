package concord.dataset;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What a file is by its first bytes; the ending of the name is not trusted.
enum FileKind {
    TEXT(null), ZIP(null), PNG("a PNG picture"), JPEG("a JPEG picture"), GIF("a GIF picture"), TIFF("a TIFF picture"), PDF(
            "a PDF document"), OLE("an old Office file (.xls or .doc)"), PARQUET("a Parquet file"), ARROW("an Arrow file"), GZIP(
                    "a gzip archive"), BZIP2("a bzip2 archive"), SEVEN_ZIP("a 7z archive"), RAR("a RAR archive"), XZ("an xz archive"), ZSTD(
                            "a Zstandard archive"), RTF("a rich text document"), SPSS("an SPSS file"), STATA("a Stata file"), SQLITE(
                                    "an SQLite database"), PROJECT("a Concord project or H2 database"), R_DATA("an R data file"), PICKLE(
                                            "a Python pickle"), NUMPY("a NumPy file"), HTML("a web page"), PROGRAM("a program");

    private final @Nullable String what;

    FileKind(@Nullable String what) {
        this.what = what;
    }

    /// @param head the first bytes of the file, at least 64 where it has them
    static FileKind of(byte[] head) {
        String s = new String(head, 0, Math.min(head.length, 64), StandardCharsets.ISO_8859_1);
        String lower = s.strip().toLowerCase(Locale.ROOT);
        if (s.startsWith("PK\3\4") || s.startsWith("PK\5\6"))
            return ZIP;
        if (s.startsWith("\u0089PNG"))
            return PNG;
        if (s.startsWith("\u00ff\u00d8\u00ff"))
            return JPEG;
        if (s.startsWith("GIF87a") || s.startsWith("GIF89a"))
            return GIF;
        if (s.startsWith("II*\0") || s.startsWith("MM\0*"))
            return TIFF;
        if (s.startsWith("%PDF-"))
            return PDF;
        if (s.startsWith("\u00d0\u00cf\u0011\u00e0"))
            return OLE;
        if (s.startsWith("PAR1"))
            return PARQUET;
        if (s.startsWith("ARROW1") || s.startsWith("FEA1"))
            return ARROW;
        if (s.startsWith("\u001f\u008b"))
            return GZIP;
        if (s.startsWith("BZh") && s.startsWith("1AY&SY", 4))
            return BZIP2;
        if (s.startsWith("7z\u00bc\u00af"))
            return SEVEN_ZIP;
        if (s.startsWith("Rar!\u001a"))
            return RAR;
        if (s.startsWith("\u00fd7zXZ"))
            return XZ;
        if (s.startsWith("\u0028\u00b5\u002f\u00fd"))
            return ZSTD;
        if (s.startsWith("{\\rtf"))
            return RTF;
        if (s.startsWith("$FL2") || s.startsWith("$FL3"))
            return SPSS;
        if (s.startsWith("<stata_dta>"))
            return STATA;
        if (s.startsWith("SQLite format 3\0"))
            return SQLITE;
        if (s.startsWith("H:2,block:"))
            return PROJECT;
        if (s.startsWith("RDX3\n") || s.startsWith("RDX2\n"))
            return R_DATA;
        if (s.startsWith("\u0093NUMPY"))
            return NUMPY;
        if (head.length > 2 && head[0] == (byte) 0x80 && head[1] >= 2 && head[1] <= 5 && (head[2] < 32 || head[2] == (byte) 0x95))
            return PICKLE;
        if (s.startsWith("\u007fELF") || s.startsWith("MZ\u0090\0"))
            return PROGRAM;
        if (lower.startsWith("<!doctype html") || lower.startsWith("<html"))
            return HTML;
        return TEXT;
    }

    /// The one sentence for a kind that is no table; never called for text, zip or Parquet.
    DatasetException refusal(Path file) {
        String remedy = switch (this) {
            case OLE -> "open it in a spreadsheet program and save it as .xlsx or .csv";
            case GZIP, BZIP2, SEVEN_ZIP, RAR, XZ, ZSTD -> "unpack it first and give the file inside";
            case ARROW, SPSS, STATA, R_DATA, PICKLE, NUMPY, SQLITE -> "save the table as .csv, .jsonl, .xlsx or .parquet first";
            case PROJECT -> "open it as a project instead";
            case TEXT, ZIP, PARQUET, PNG, JPEG, GIF, TIFF, PDF, RTF, HTML, PROGRAM ->
                "give a .csv, .tsv, .jsonl, .json, .xlsx or .parquet file";
        };
        return new DatasetException(file.getFileName() + " is " + what + ", not a table of texts: " + remedy + ".");
    }
}
