package concord.student;

import concord.model.result.DeviceReport;
import java.io.File;
import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.util.Locale;
import java.util.Map;

/// Decides the device before any PyTorch library is loaded: a CUDA build without a driver fails to load and cannot be tried twice.
final class Devices {
    private final Map<String, String> environment;
    private final String classPath;
    private final int threads;

    /// @param threads 0 for the default
    Devices(Map<String, String> environment, String classPath, int threads) {
        this.environment = Map.copyOf(environment);
        this.classPath = classPath;
        this.threads = threads > 0 ? threads : defaultThreads(Runtime.getRuntime().availableProcessors());
    }

    /// All but one, so that the window stays quick; both of two, because one alone takes twice as long.
    static int defaultThreads(int cores) {
        return cores <= 2 ? cores : Math.min(16, cores - 1);
    }

    /// @param key cpu, gpu0, ...
    record Choice(String key) {
        /// Sets what makes PyTorch's libraries load for this device.
        void prepare(Map<String, String> environment) {
            if (!key.equals("cpu"))
                return;
            if (environment.containsKey("PYTORCH_LIBRARY_PATH"))
                environment.put("PYTORCH_FLAVOR", "cpu");
            else
                environment.remove("PYTORCH_FLAVOR");
            environment.put("CUDA_VISIBLE_DEVICES", "");
        }
    }

    int threads() {
        return threads;
    }

    /// @param asked auto, cpu, gpu0, gpu1, ...
    /// @throws StudentException when a GPU is asked for and there is none to be used, or the word is no device
    Choice choose(String asked) {
        if (asked.equals("cpu"))
            return new Choice("cpu");
        if (asked.equals("auto"))
            return new Choice(cudaUsable() ? "gpu0" : "cpu");
        if (!asked.matches("gpu\\d{1,2}"))
            throw new StudentException("There is no device \"" + asked + "\"; use auto, cpu, gpu0, gpu1 and so on.");
        if (!cudaUsable())
            throw new StudentException("The device " + asked + " cannot be used: " + why() + ". Choose the device auto or cpu.");
        return new Choice(asked);
    }

    DeviceReport report() {
        if (cudaUsable())
            return new DeviceReport("gpu0", "The first NVIDIA GPU is used: a driver and PyTorch's CUDA libraries were found.", threads);
        return new DeviceReport("cpu", "The processor is used with " + threads + (threads == 1 ? " thread" : " threads") + ": " + why()
                + ". " + remedy(), threads);
    }

    private boolean cudaUsable() {
        return cudaLibraries() && driver();
    }

    private boolean cudaLibraries() {
        boolean folder = environment.containsKey("PYTORCH_LIBRARY_PATH")
                && environment.getOrDefault("PYTORCH_FLAVOR", "cpu").startsWith("cu");
        for (String entry : classPath.split(File.pathSeparator)) {
            if (new File(entry).getName().startsWith("pytorch-native-cu"))
                return true;
        }
        return folder;
    }

    private String why() {
        if (!driver())
            return mac() ? "PyTorch for Java has no GPU support on macOS" : "no NVIDIA driver was found on this computer";
        return "there is an NVIDIA driver, but this installation has PyTorch's libraries for the processor only";
    }

    private String remedy() {
        if (mac())
            return "Training on the processor works for all students.";
        return "A GPU is used when there is an NVIDIA card with its driver and the variable PYTORCH_LIBRARY_PATH names the lib folder of a CUDA"
                + " build of PyTorch 2.7.1, with PYTORCH_VERSION=2.7.1 and PYTORCH_FLAVOR=cu128.";
    }

    private static boolean mac() {
        return System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("mac");
    }

    private static boolean driver() {
        String library = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("windows") ? "nvcuda.dll" : "libcuda.so.1";
        try (Arena arena = Arena.ofConfined()) {
            return SymbolLookup.libraryLookup(library, arena).find("cuInit").isPresent();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
