package concord.student.device;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// PyTorch's native libraries as they were found: a folder, or a jar to be unpacked.
///
/// @param place   the folder that holds libtorch itself, or the jar
/// @param origin  where they are, in words
/// @param version of PyTorch, such as 2.7.1
/// @param flavor  cpu, or cu and the CUDA version, such as cu128
/// @param problem why they cannot be used, as the rest of a sentence about them; empty when they look usable
public record TorchLibraries(Path place, String origin, String version, String flavor, String problem) {
    private static final Pattern VERSION = Pattern.compile("(\\d+\\.\\d+\\.\\d+)(?:\\+(cpu|cu\\d{3}))?");
    private static final int ELF_MACHINE = 18;
    private static final Map<String, Integer> ELF_MACHINES = Map.of("x86_64", 62, "aarch64", 183);

    boolean cuda() {
        return flavor.startsWith("cu");
    }

    boolean usable() {
        return problem.isEmpty();
    }

    boolean packed() {
        return place.getFileName().toString().endsWith(".jar");
    }

    /// The CUDA version they were built with, as 10 * major + minor; 0 for the processor's.
    int cudaVersion() {
        return cuda() ? Integer.parseInt(flavor.substring(2, 5)) : 0;
    }

    private static TorchLibraries useless(Path place, String origin, String problem) {
        return new TorchLibraries(place, origin, "", "cu128", problem);
    }

    /// @param folder a lib folder of PyTorch, or a folder around it (libtorch, torch)
    static TorchLibraries inFolder(Path folder, String origin, Binding binding, Platform platform, Map<String, String> environment) {
        String core = platform.library("torch");
        Path lib = Stream.of("", "lib", "torch/lib", "libtorch/lib").map(folder::resolve).filter(f -> Files.isRegularFile(f.resolve(core)))
                .findFirst().orElse(null);
        if (lib == null)
            return useless(folder, origin, absence(folder, core));
        if (foreign(lib.resolve(platform.library("torch_cpu")), platform))
            return useless(lib, origin, "its libraries are damaged or made for another kind of computer");
        boolean cuda = Files.isRegularFile(lib.resolve(platform.library("torch_cuda")));
        Matcher stated = VERSION.matcher(stated(lib));
        boolean known = stated.find();
        String version = environment.getOrDefault("PYTORCH_VERSION", known ? stated.group(1) : binding.torch());
        String flavor = known && stated.group(2) != null ? stated.group(2) : environment.getOrDefault("PYTORCH_FLAVOR", "cu128");
        if (!cuda)
            flavor = "cpu";
        else if (!flavor.matches("cu\\d{3}.*"))
            flavor = "cu128";
        return new TorchLibraries(lib, origin, version, flavor, mismatch(version, flavor, binding));
    }

    private static String absence(Path folder, String core) {
        if (!Files.isDirectory(folder))
            return "there is no such folder";
        boolean other = Stream.of("torch.dll", "libtorch.so", "libtorch.dylib").anyMatch(n -> Files.exists(folder.resolve(n)));
        return other ? "its libraries are made for another operating system" : "it holds no PyTorch library (" + core + " is missing)";
    }

    /// What PyTorch writes of its version beside its libraries: version.py in a Python package, build-version in a plain download.
    private static String stated(Path lib) {
        Path around = lib.toAbsolutePath().getParent();
        for (String name : List.of("version.py", "build-version")) {
            try {
                if (around != null && Files.isRegularFile(around.resolve(name)))
                    return Files.readString(around.resolve(name));
            } catch (IOException e) {
                return "";
            }
        }
        return "";
    }

    private static String mismatch(String version, String flavor, Binding binding) {
        if (!version.equals(binding.torch()))
            return "it holds PyTorch " + version + ", and this Concord works with " + binding.torch() + " only";
        if (binding.flavorFor(flavor).isEmpty())
            return "it holds PyTorch for " + words(flavor) + ", and this Concord has no part for that on this kind of computer";
        return "";
    }

    private static String words(String flavor) {
        return flavor.startsWith("cu")
                ? "CUDA " + Integer.parseInt(flavor.substring(2, 4)) + "." + flavor.charAt(4)
                : "the processor";
    }

    /// Whether the file is missing or no library of this system; the format is read for Linux only.
    private static boolean foreign(Path file, Platform platform) {
        byte[] start;
        try (var in = Files.newInputStream(file)) {
            start = in.readNBytes(20);
        } catch (IOException e) {
            return true;
        }
        if (start.length < 20)
            return true;
        return switch (platform.system()) {
            case "linux" -> start[0] != 0x7f || start[1] != 'E' || start[2] != 'L' || start[3] != 'F'
                    || start[ELF_MACHINE] != ELF_MACHINES.getOrDefault(platform.machine(), 0).byteValue();
            case "win" -> start[0] != 'M' || start[1] != 'Z';
            default -> false;
        };
    }

    /// @param jar one of DJL's pytorch-native jars
    static TorchLibraries inJar(NativeJar jar, String origin, Binding binding, Platform platform) {
        try {
            Properties properties = jar.properties("native/lib/pytorch.properties");
            String version = properties.getProperty("version", "").replaceFirst("-.*", "");
            String flavor = properties.getProperty("flavor", "");
            String classifier = properties.getProperty("classifier", "");
            String problem = classifier.equals(platform.classifier())
                    ? mismatch(version, flavor, binding)
                    : "its libraries are made for " + classifier + ", and this computer is " + platform.classifier();
            return new TorchLibraries(jar.path(), origin, version, flavor, problem);
        } catch (IOException e) {
            return useless(jar.path(), origin, "it cannot be read: " + e.getMessage());
        }
    }
}
