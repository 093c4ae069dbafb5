package concord.student.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TorchLibrariesTest {
    private static final Platform LINUX = new Platform("linux", "x86_64");
    private static final Binding BINDING = new Binding(new NativeJar(Path.of("jni.jar")), "2.7.1", "0.35.1",
            Map.of("cpu", new NativeJar.Member("a", "a"), "cu128", new NativeJar.Member("b", "b")));

    @TempDir
    Path temp;

    private static TorchLibraries folder(Path folder) {
        return TorchLibraries.inFolder(folder, "here", BINDING, LINUX, Map.of());
    }

    @Test
    void aPythonPackageTellsItsVersionAndAnotherMinorCudaVersionDoes() throws Exception {
        Path lib = Folders.cuda(temp, LINUX, "2.7.1+cu126");
        TorchLibraries found = folder(lib);
        assertThat(found).isEqualTo(new TorchLibraries(lib, "here", "2.7.1", "cu126", ""));
        assertThat(found.cudaVersion()).isEqualTo(126);
        assertThat(folder(temp).place()).isEqualTo(lib);
        Files.delete(lib.resolve("libtorch_cuda.so"));
        assertThat(folder(lib).flavor()).isEqualTo("cpu");
    }

    @Test
    void otherVersionsAndSystemsAreRefusedWithTheReason() throws Exception {
        Path lib = Folders.cuda(temp, LINUX, "2.6.0+cu124");
        assertThat(folder(lib).problem()).isEqualTo("it holds PyTorch 2.6.0, and this Concord works with 2.7.1 only");
        Folders.cuda(temp, LINUX, "2.7.1+cu118");
        assertThat(folder(lib).problem()).contains("PyTorch for CUDA 11.8");
        Files.write(lib.resolve("libtorch_cpu.so"), Folders.start(new Platform("linux", "aarch64")));
        assertThat(folder(lib).problem()).contains("damaged or made for another kind of computer");
        Files.writeString(lib.resolve("libtorch_cpu.so"), "no library");
        assertThat(folder(lib).problem()).contains("damaged");
        Files.delete(lib.resolve("libtorch.so"));
        assertThat(folder(lib).problem()).contains("libtorch.so is missing");
        Files.writeString(lib.resolve("torch.dll"), "MZ");
        assertThat(folder(lib).problem()).contains("another operating system");
        assertThat(folder(temp.resolve("none")).problem()).isEqualTo("there is no such folder");
    }

    @Test
    void aJarTellsWhatItHolds() throws Exception {
        assertThat(jar("2.7.1-20250812", "cu128", "linux-x86_64"))
                .isEqualTo(new TorchLibraries(temp.resolve("n.jar"), "here", "2.7.1", "cu128", ""));
        assertThat(jar("2.5.1-20241113", "cu124", "linux-x86_64").problem()).contains("it holds PyTorch 2.5.1");
        assertThat(jar("2.7.1-20250812", "cu128", "win-x86_64").problem()).contains("made for win-x86_64");
        Files.writeString(temp.resolve("n.jar"), "cut");
        assertThat(TorchLibraries.inJar(new NativeJar(temp.resolve("n.jar")), "here", BINDING, LINUX).problem())
                .startsWith("it cannot be read");
    }

    private TorchLibraries jar(String version, String flavor, String classifier) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(temp.resolve("n.jar")))) {
            zip.putNextEntry(new ZipEntry("native/lib/pytorch.properties"));
            zip.write(("version=" + version + "\nflavor=" + flavor + "\nclassifier=" + classifier).getBytes(StandardCharsets.UTF_8));
        }
        return TorchLibraries.inJar(new NativeJar(temp.resolve("n.jar")), "here", BINDING, LINUX);
    }
}
