package concord.student.device;

import concord.student.device.NvidiaState.Gpu;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// What the driver and the libraries together allow: which GPUs can be used, why the others cannot, and what would help. Pure logic.
///
/// Sources: NVIDIA's CUDA compatibility guide (within a major version a driver runs libraries of any minor version, from 450.80.02 for
/// CUDA 11, 525.60.13 for 12, 580.65.06 for 13); the GPU generations PyTorch's builds are compiled for.
///
/// @param found    libraries, the ones to be preferred first
/// @param failures what went wrong with libraries that were tried, by their place
/// @param natives  where the user may put libraries
/// @param torch    the version of PyTorch needed
record Outlook(NvidiaState nvidia, List<TorchLibraries> found, Map<Path, String> failures, Platform platform, Path natives,
        String torch) {
    private static final int BLACKWELL = 100;
    private static final int FIRST_CUDA_FOR_BLACKWELL = 128;
    private static final double GIGA = 1e9;

    Outlook {
        found = List.copyOf(found);
        failures = Map.copyOf(failures);
    }

    /// The CUDA libraries that serve most: usable with some GPU, else the best candidate there is.
    @Nullable
    TorchLibraries cudaLibraries() {
        List<TorchLibraries> cuda = found.stream().filter(TorchLibraries::cuda).toList();
        Optional<TorchLibraries> serving = cuda.stream().filter(l -> nvidia.gpus().stream().anyMatch(g -> against(g, l).isEmpty()))
                .findFirst();
        return serving.or(() -> cuda.stream().filter(TorchLibraries::usable).findFirst()).orElse(cuda.isEmpty() ? null : cuda.getFirst());
    }

    /// The libraries for the processor: a processor's build the user named, the installation's own, or a CUDA build, which can do it too.
    Optional<TorchLibraries> processorLibraries() {
        return found.stream().filter(l -> l.usable() && !failures.containsKey(l.place()))
                .min(Comparator.comparing(TorchLibraries::cuda));
    }

    /// Why this GPU cannot be used; empty when it can.
    String reason(int gpu) {
        if (gpu >= nvidia.gpus().size())
            return why();
        TorchLibraries libraries = cudaLibraries();
        return libraries == null ? noLibraries() : against(nvidia.gpus().get(gpu), libraries);
    }

    /// The GPU to take when none is named: usable, with the most memory free.
    Optional<Integer> best() {
        return IntStream.range(0, nvidia.gpus().size()).boxed().filter(i -> reason(i).isEmpty())
                .max(Comparator.<Integer>comparingLong(i -> spare(nvidia.gpus().get(i))).thenComparing(Comparator.reverseOrder()));
    }

    private static long spare(Gpu gpu) {
        return gpu.free() == NvidiaState.UNKNOWN ? gpu.total() : gpu.free();
    }

    /// Why no GPU is used, as the rest of a sentence.
    String why() {
        if (platform.mac())
            return "PyTorch for Java has no GPU support on macOS";
        if (!nvidia.installed())
            return "no NVIDIA driver was found on this computer";
        if (!nvidia.trouble().isEmpty())
            return nvidia.trouble();
        return reason(0);
    }

    /// What would bring a GPU into use, as whole sentences; empty when nothing is known.
    String advice() {
        if (platform.mac())
            return "Training on the processor works for all students.";
        if (!nvidia.installed())
            return "A GPU can be used when the computer has an NVIDIA card and its driver is installed.";
        if (!nvidia.trouble().isEmpty())
            return nvidia.trouble().contains("CUDA_VISIBLE_DEVICES")
                    ? "Remove the variable, or let it name a GPU."
                    : "Once the command nvidia-smi lists the GPU, Concord finds it too.";
        TorchLibraries libraries = cudaLibraries();
        if (libraries != null && tooOld(libraries))
            return "Update the NVIDIA driver to " + neededDriver(libraries.cudaVersion() / 10) + " or later.";
        boolean blackwell = nvidia.gpus().stream().anyMatch(g -> g.capability() >= BLACKWELL);
        return "Name the lib folder of a CUDA build of PyTorch " + torch + (blackwell ? " for CUDA 12.8" : "")
                + " in the variable PYTORCH_LIBRARY_PATH, or put its libraries into " + natives + ".";
    }

    private String noLibraries() {
        return "there is an NVIDIA driver, but this installation has PyTorch's libraries for the processor only";
    }

    private boolean tooOld(TorchLibraries libraries) {
        return nvidia.cuda() > 0 && nvidia.cuda() / 1000 < libraries.cudaVersion() / 10;
    }

    private String against(Gpu gpu, TorchLibraries libraries) {
        String where = libraries.origin();
        if (!libraries.usable())
            return "PyTorch's CUDA libraries cannot come from " + where + ": " + libraries.problem();
        String failure = failures.get(libraries.place());
        if (failure != null)
            return "PyTorch's CUDA libraries in " + where + " did not work: " + failure;
        int cuda = libraries.cudaVersion();
        if (tooOld(libraries))
            return "the NVIDIA driver" + (nvidia.version().isEmpty() ? "" : " " + nvidia.version()) + " supports CUDA " + nvidia.cudaWords()
                    + " and the libraries in " + where + " need CUDA " + cuda / 10;
        String generation = "the " + gpu.name() + " (compute capability " + gpu.capability() / 10 + "." + gpu.capability() % 10 + ")";
        if (gpu.capability() >= BLACKWELL && cuda < FIRST_CUDA_FOR_BLACKWELL)
            return generation + " needs libraries for CUDA 12.8 or later, and those in " + where + " are for CUDA " + cuda / 10 + "."
                    + cuda % 10;
        if (gpu.capability() < (cuda >= FIRST_CUDA_FOR_BLACKWELL ? 75 : 50))
            return generation + " is too old for the libraries in " + where;
        return "";
    }

    private String neededDriver(int major) {
        return switch (major) {
            case 11 -> platform.windows() ? "452.39" : "450.80.02";
            case 12 -> platform.windows() ? "528.33" : "525.60.13";
            default -> "the version NVIDIA names for CUDA " + major;
        };
    }

    /// Bytes in words, such as 3.9 GB.
    static String gigabytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f GB", bytes / GIGA);
    }
}
