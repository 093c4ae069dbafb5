package concord.student.worker;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// Writes TorchScript code as an archive that libtorch loads: a zip of stored entries holding the code and a pickled object without any
/// weights. The weights stay outside and are passed to every call.
final class KernelArchive {
    private KernelArchive() {
    }

    /// @param methods the methods of the one class, indented by two spaces, all types spelt out
    static void write(OutputStream out, String methods) throws IOException {
        String code = """
                class M(Module):
                  __parameters__ = []
                  __buffers__ = []
                  training : bool
                """ + methods;
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            entry(zip, "m/data.pkl", object());
            entry(zip, "m/code/__torch__.py", code.getBytes(StandardCharsets.UTF_8));
            entry(zip, "m/constants.pkl", new byte[]{(byte) 0x80, 2, ')', '.'});
            entry(zip, "m/version", "10\n".getBytes(StandardCharsets.US_ASCII));
        }
    }

    /// The pickle (protocol 2) of `M` with the one attribute `training = True`.
    private static byte[] object() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(new byte[]{(byte) 0x80, 2});
        out.write("c__torch__\nM\n".getBytes(StandardCharsets.US_ASCII));
        out.write(new byte[]{')', (byte) 0x81, '}', '('});
        byte[] name = "training".getBytes(StandardCharsets.US_ASCII);
        out.write(new byte[]{'X', (byte) name.length, 0, 0, 0});
        out.write(name);
        out.write(new byte[]{(byte) 0x88, 'u', 'b', '.'});
        return out.toByteArray();
    }

    private static void entry(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        CRC32 crc = new CRC32();
        crc.update(bytes);
        entry.setMethod(ZipEntry.STORED);
        entry.setCrc(crc.getValue());
        entry.setSize(bytes.length);
        entry.setCompressedSize(bytes.length);
        zip.putNextEntry(entry);
        zip.write(bytes);
        zip.closeEntry();
    }
}
