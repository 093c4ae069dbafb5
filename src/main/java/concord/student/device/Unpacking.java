package concord.student.device;

import concord.job.JobContext;
import concord.student.StudentException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Brings the native files of one choice into place: PyTorch itself where it comes as a jar, DJL's binding, the tokenizers.
///
/// The cache's layout is DJL's own, which then finds everything unpacked and unpacks nothing itself.
final class Unpacking {
    private static final Pattern CUDA_RUNTIME = Pattern.compile("libcudart(-[0-9a-f]+)?\\.so\\.(\\d+)");
    private final Devices.Choice choice;
    private final Binding binding;
    private final String flavor;
    private final Platform platform;
    private final Path cache;
    private final List<Part> parts = new ArrayList<>();
    private final Path libraries;
    private final Path tokenizers;

    private record Part(NativeCache cache, NativeJar jar, List<NativeJar.Member> members) {}

    /// @throws StudentException when a jar of the installation cannot be read
    Unpacking(Devices.Choice choice, Binding binding, String classPath, Platform platform, Path cache) {
        this.choice = choice;
        this.binding = binding;
        this.platform = platform;
        this.cache = cache;
        TorchLibraries torch = choice.libraries();
        flavor = choice.gpu() ? binding.flavorFor(torch.flavor()).orElse(torch.flavor()) : "cpu";
        try {
            libraries = torch.packed() ? torch(torch) : torch.place();
            binding();
            tokenizers = tokenizers(classPath);
        } catch (IOException e) {
            throw new StudentException("This installation is damaged: " + e.getMessage() + ". Install Concord again.", e);
        }
    }

    private Path folder(String flavorOf) {
        return cache.resolve("pytorch").resolve(binding.torch() + "-" + flavorOf + "-" + platform.classifier());
    }

    private Path torch(TorchLibraries torch) throws IOException {
        NativeJar jar = new NativeJar(torch.place());
        return add(jar, jar.folder("pytorch/" + torch.flavor() + "/" + platform.classifier() + "/"), folder(torch.flavor()));
    }

    private void binding() throws IOException {
        NativeJar.Member member = binding.flavors().get(flavor);
        if (member == null)
            throw new IOException(binding.jar().path() + " has nothing for " + platform.classifier());
        // DJL looks for it under this name
        add(binding.jar(), List.of(new NativeJar.Member(member.entry(), binding.engine() + "-" + member.name())), folder(flavor));
    }

    private Path tokenizers(String classPath) throws IOException {
        List<NativeJar> jars = NativeJar.on(classPath, "tokenizers-");
        if (jars.isEmpty())
            throw new IOException("the tokenizers are missing");
        NativeJar jar = jars.getFirst();
        String version = jar.path().getFileName().toString().replaceFirst("\\.jar$", "");
        return add(jar, jar.folder("native/lib/" + platform.classifier() + "/cpu/"),
                cache.resolve("tokenizers").resolve(version + "-" + platform.classifier()));
    }

    private Path add(NativeJar jar, List<NativeJar.Member> members, Path folder) {
        parts.add(new Part(new NativeCache(folder), jar, members));
        return folder;
    }

    /// Unpacks what is missing and says how to start the worker.
    Launch launch(JobContext context) {
        for (Part part : parts) {
            part.cache().unpack(part.jar(), part.members(), context);
        }
        Map<String, String> environment = new HashMap<>();
        List<String> properties = new ArrayList<>();
        environment.put("PYTORCH_LIBRARY_PATH", libraries.toString());
        environment.put("PYTORCH_VERSION", binding.torch());
        environment.put("PYTORCH_FLAVOR", flavor);
        // its CUDA build is not on Maven Central and texts are a small part of the time
        environment.put("RUST_FLAVOR", "cpu");
        environment.put("RUST_LIBRARY_PATH", tokenizers.resolve(platform.library("tokenizers")).toString());
        if (!choice.gpu()) {
            environment.put("CUDA_VISIBLE_DEVICES", "");
        } else if (platform.windows()) {
            environment.put("PATH", libraries + ";" + System.getenv().getOrDefault("PATH", ""));
        } else {
            Path runtime = cudaRuntime();
            if (runtime != null)
                properties.add("-Djna.library.path=" + runtime);
        }
        return new Launch(choice.key(), environment, List.of("PYTORCH_PRECXX11", "PYTORCH_LIBRARY_EXCLUSION"), properties);
    }

    /// A folder in which DJL, which counts the GPUs by libcudart, finds that library: beside PyTorch's in a plain download, in a
    /// neighbour of it in a Python package. Where its name has a hash in it, DJL would not know it, so a link gives the plain name.
    private @Nullable Path cudaRuntime() {
        Path above = libraries.toAbsolutePath().resolve("../..").normalize();
        for (Path folder : List.of(libraries, above.resolve("nvidia/cuda_runtime/lib"), above.resolve("nvidia/cu13/lib"))) {
            if (!Files.isDirectory(folder))
                continue;
            try (Stream<Path> files = Files.list(folder)) {
                Path file = files.filter(f -> CUDA_RUNTIME.matcher(f.getFileName().toString()).matches()).findFirst().orElse(null);
                if (file != null)
                    return file.getFileName().toString().contains("-") ? linked(file) : folder;
            } catch (IOException e) {
                throw new StudentException("The folder " + folder + " cannot be read: " + e.getMessage() + ".", e);
            }
        }
        return null;
    }

    private Path linked(Path file) throws IOException {
        String name = file.getFileName().toString();
        Path folder = Files.createDirectories(cache.resolve("cudart").resolve(name));
        Path link = folder.resolve(name.replaceFirst("-[0-9a-f]+", ""));
        Files.deleteIfExists(link);
        try {
            Files.createSymbolicLink(link, file.toAbsolutePath());
        } catch (FileAlreadyExistsException e) {
            // another job made it this moment
        }
        return folder;
    }

    /// Deletes unpacked files that are not what their jar holds.
    ///
    /// @return whether there were any
    boolean dropDamaged() {
        boolean dropped = false;
        for (Part part : parts) {
            dropped |= part.cache().dropDamaged(part.jar(), part.members());
        }
        return dropped;
    }
}
