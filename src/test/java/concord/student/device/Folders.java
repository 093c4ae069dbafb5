package concord.student.device;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Folders that look like a CUDA build of PyTorch from outside.
final class Folders {
    private Folders() {
    }

    /// @param version as PyTorch writes it, such as 2.7.1+cu126
    /// @return the lib folder
    static Path cuda(Path package_, Platform platform, String version) throws IOException {
        Path lib = Files.createDirectories(package_.resolve("lib"));
        Files.writeString(package_.resolve("version.py"), "__version__ = '" + version + "'\n");
        for (String name : new String[]{"torch", "torch_cpu", "torch_cuda"}) {
            Files.write(lib.resolve(platform.library(name)), start(platform));
        }
        return lib;
    }

    /// The first bytes of a library of the platform.
    static byte[] start(Platform platform) {
        byte[] bytes = new byte[64];
        byte[] magic = platform.windows() ? new byte[]{'M', 'Z'} : new byte[]{0x7f, 'E', 'L', 'F'};
        System.arraycopy(magic, 0, bytes, 0, magic.length);
        if (!platform.windows())
            bytes[18] = (byte) (platform.machine().equals("aarch64") ? 183 : 62);
        return bytes;
    }
}
