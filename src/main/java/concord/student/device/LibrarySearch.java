package concord.student.device;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Looks for PyTorch's libraries: the folder PYTORCH_LIBRARY_PATH, the natives folder of Concord's data, the class path, in this order.
final class LibrarySearch {
    private static final String JAR = "pytorch-native-";
    private final Map<String, String> environment;
    private final String classPath;
    private final Path natives;
    private final Platform platform;

    LibrarySearch(Map<String, String> environment, String classPath, Path natives, Platform platform) {
        this.environment = environment;
        this.classPath = classPath;
        this.natives = natives;
        this.platform = platform;
    }

    /// All that were found, the one to be preferred first; unusable ones too, with what is wrong.
    List<TorchLibraries> all(Binding binding) {
        List<TorchLibraries> out = new ArrayList<>();
        String named = environment.getOrDefault("PYTORCH_LIBRARY_PATH", "");
        if (!named.isBlank()) {
            Path folder = Path.of(named.split(java.io.File.pathSeparator)[0]);
            out.add(TorchLibraries.inFolder(folder, "the folder " + folder + " named by PYTORCH_LIBRARY_PATH", binding, platform,
                    environment));
        }
        if (Files.isDirectory(natives)) {
            for (NativeJar jar : jars()) {
                out.add(TorchLibraries.inJar(jar, "the file " + jar.path(), binding, platform));
            }
            TorchLibraries folder = TorchLibraries.inFolder(natives, "the folder " + natives, binding, platform, Map.of());
            // a folder that holds only the jars is no failed attempt at anything
            if (folder.usable() || out.isEmpty() && !empty())
                out.add(folder);
        }
        for (NativeJar jar : NativeJar.on(classPath, JAR)) {
            out.add(TorchLibraries.inJar(jar, "the file " + jar.path().getFileName() + " of this installation", binding, platform));
        }
        return out;
    }

    private boolean empty() {
        try (Stream<Path> files = Files.list(natives)) {
            return files.findAny().isEmpty();
        } catch (IOException e) {
            return true;
        }
    }

    private List<NativeJar> jars() {
        try (Stream<Path> files = Files.list(natives)) {
            return files.filter(f -> f.getFileName().toString().startsWith(JAR) && f.getFileName().toString().endsWith(".jar")).sorted()
                    .map(f -> new NativeJar(f.toAbsolutePath())).toList();
        } catch (IOException e) {
            return List.of();
        }
    }
}
