package concord.student.device;

import concord.job.JobContext;
import concord.model.result.DeviceReport;
import concord.student.StudentException;
import concord.student.device.NvidiaState.Gpu;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Decides the device before any PyTorch library is loaded: a CUDA build without a driver fails to load and cannot be tried twice.
///
/// Safe to use from several threads. The driver is asked anew each time, because free memory changes.
public final class Devices {
    /// A failure may pass, such as a GPU that another program had filled.
    private static final long FAILURE_NANOS = TimeUnit.MINUTES.toNanos(10);

    private final Map<String, String> environment;
    private final String classPath;
    private final Path cache;
    private final Path natives;
    private final Platform platform;
    private final NvidiaDriver driver;
    private final Supplier<Processor> processor;
    private final int threads;
    private final Map<Path, Failure> failures = new ConcurrentHashMap<>();

    private record Failure(String sentence, long nanos) {}

    /// A device and the libraries to use it with.
    ///
    /// @param key cpu, gpu0, ...
    public record Choice(String key, TorchLibraries libraries) {
        boolean gpu() {
            return !key.equals("cpu");
        }
    }

    /// @param cache   folder for unpacked libraries
    /// @param natives folder where the user may put PyTorch's libraries
    /// @param threads 0 for the default
    public Devices(Map<String, String> environment, String classPath, Path cache, Path natives, int threads) {
        this(environment, classPath, cache, natives, threads, Platform.here(), new DriverChild(), Processor::here);
    }

    Devices(Map<String, String> environment, String classPath, Path cache, Path natives, int threads, Platform platform,
            NvidiaDriver driver, Supplier<Processor> processor) {
        this.environment = Map.copyOf(environment);
        this.classPath = classPath;
        this.cache = cache;
        this.natives = natives;
        this.platform = platform;
        this.driver = driver;
        this.processor = processor;
        this.threads = threads > 0 ? threads : defaultThreads(processor.get().cores());
    }

    /// All but one, so that the window stays quick; both of two, because one alone takes twice as long.
    static int defaultThreads(int cores) {
        return cores <= 2 ? cores : Math.min(16, cores - 1);
    }

    public int threads() {
        return threads;
    }

    /// @param asked auto, cpu, gpu0, gpu1, ...
    /// @throws StudentException when a GPU is asked for and there is none to be used, or the word is no device
    public Choice choose(String asked) {
        if (!asked.matches("auto|cpu|gpu\\d{1,2}"))
            throw new StudentException("There is no device \"" + asked + "\"; use auto, cpu, gpu0, gpu1 and so on.");
        Outlook outlook = outlook(asked.equals("cpu") ? NvidiaState.NONE : driver.ask());
        if (asked.startsWith("gpu"))
            return named(asked, outlook);
        TorchLibraries cuda = outlook.cudaLibraries();
        if (asked.equals("auto") && cuda != null && outlook.best().isPresent())
            return new Choice("gpu" + outlook.best().get(), cuda);
        return new Choice("cpu", outlook.processorLibraries().orElseThrow(() -> new StudentException(
                "There are no PyTorch libraries that work on this computer (" + platform.classifier() + "): "
                        + outlook.found().stream().map(l -> l.origin() + ": " + failure(l)).findFirst()
                                .orElse("this installation has none for it")
                        + ". Install Concord again.")));
    }

    private Choice named(String asked, Outlook outlook) {
        int gpu = Integer.parseInt(asked.substring(3));
        TorchLibraries cuda = outlook.cudaLibraries();
        String reason = outlook.reason(gpu);
        if (reason.isEmpty() && gpu < outlook.nvidia().gpus().size() && cuda != null)
            return new Choice(asked, cuda);
        int count = outlook.nvidia().gpus().size();
        String why = count > 0 && gpu >= count ? "the NVIDIA driver finds " + count + (count == 1 ? " GPU" : " GPUs") + " only" : reason;
        throw new StudentException("The device " + asked + " cannot be used: " + why + ". Choose the device auto or cpu.");
    }

    private String failure(TorchLibraries libraries) {
        Failure failure = failures.get(libraries.place());
        return failure == null ? libraries.problem() : failure.sentence();
    }

    private Outlook outlook(NvidiaState state) {
        Binding binding = Binding.on(classPath, platform);
        Map<Path, String> recent = new HashMap<>();
        failures.values().removeIf(f -> System.nanoTime() - f.nanos() > FAILURE_NANOS);
        failures.forEach((place, failure) -> recent.put(place, failure.sentence()));
        return new Outlook(state, new LibrarySearch(environment, classPath, natives, platform).all(binding), recent, platform, natives,
                binding.torch());
    }

    /// Makes the native files of a choice ready and says how to start the worker. Blocks while files are unpacked, seconds the first time.
    ///
    /// @throws StudentException when they cannot be unpacked
    public Launch prepare(Choice choice, JobContext context) {
        Unpacking unpacking = new Unpacking(choice, Binding.on(classPath, platform), classPath, platform, cache);
        return unpacking.launch(context);
    }

    /// Another way to run after a choice did not start: the same again when its unpacked files were damaged, else, where the user did not
    /// insist on the GPU, the next best device.
    ///
    /// @param asked auto, cpu, gpu0, ...
    /// @throws StudentException when there is no other way
    public Choice instead(String asked, Choice failed, DeviceException reason, JobContext context) {
        String sentence = withoutDot(reason.getMessage());
        if (new Unpacking(failed, Binding.on(classPath, platform), classPath, platform, cache).dropDamaged()) {
            context.log("Some of PyTorch's unpacked libraries were damaged; they are unpacked again.");
            return failed;
        }
        failures.put(failed.libraries().place(), new Failure(sentence, System.nanoTime()));
        if (asked.startsWith("gpu"))
            throw new StudentException("The device " + asked + " cannot be used with the libraries in " + failed.libraries().origin()
                    + ": " + sentence + ". Choose the device auto or cpu.", reason);
        Choice next = choose(asked);
        context.log((failed.gpu() ? "The " + failed.key() + " cannot be used" : "PyTorch could not be started")
                + " with the libraries in " + failed.libraries().origin() + ": " + sentence + ". Going on with " + next.key()
                + " and the libraries in " + next.libraries().origin() + ".");
        return next;
    }

    private static String withoutDot(@Nullable String sentence) {
        String text = String.valueOf(sentence);
        return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    }

    /// All devices of this computer, the one that will be used, and why.
    public DeviceReport report() {
        Outlook outlook = outlook(driver.ask());
        Processor cpu = processor.get();
        List<DeviceReport.Device> devices = new ArrayList<>();
        String problem = outlook.processorLibraries().isPresent() ? "" : "no PyTorch libraries for it were found";
        devices.add(new DeviceReport.Device("cpu", "processor, " + cpu.cores() + (cpu.cores() == 1 ? " core" : " cores"), cpu.total(),
                cpu.free(), cpu.bf16(), problem.isEmpty(), problem));
        for (int i = 0; i < outlook.nvidia().gpus().size(); i++) {
            Gpu gpu = outlook.nvidia().gpus().get(i);
            String reason = outlook.reason(i);
            devices.add(new DeviceReport.Device("gpu" + i, gpu.name(), gpu.total(), gpu.free(), gpu.bf16(), reason.isEmpty(), reason));
        }
        TorchLibraries cuda = outlook.cudaLibraries();
        if (cuda != null && outlook.best().isPresent()) {
            DeviceReport.Device best = devices.get(outlook.best().get() + 1);
            String free = best.freeBytes() < 0 ? "" : ", " + Outlook.gigabytes(best.freeBytes()) + " free";
            return new DeviceReport(best.key(), "The GPU " + best.key() + " is used (" + best.name() + ", "
                    + Outlook.gigabytes(best.totalBytes()) + free + "), with the PyTorch libraries in " + cuda.origin() + ".", "", threads,
                    devices);
        }
        return new DeviceReport("cpu", "The processor is used with " + threads + (threads == 1 ? " thread" : " threads") + ": "
                + outlook.why() + ".", outlook.advice(), threads, devices);
    }
}
