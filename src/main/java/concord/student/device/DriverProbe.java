package concord.student.device;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.lang.foreign.AddressLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The main class of the child that asks the NVIDIA driver and prints what it says, a line each, fields parted by tabs.
///
/// The CUDA driver gives the list, because only it counts the GPUs as PyTorch will (CUDA_VISIBLE_DEVICES, order, parts of a divided GPU);
/// the management library adds what the driver gives only with memory taken on the GPU: free memory, and its own version.
/// Sources: CUDA Driver API reference (cuInit, cuDevice*), NVML API reference.
final class DriverProbe {
    private static final int NAME_BYTES = 256;
    private static final int CAPABILITY_MAJOR = 75;
    private static final int CAPABILITY_MINOR = 76;
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
    private static final AddressLayout POINTER = ValueLayout.ADDRESS;

    private final Arena arena;
    private final PrintStream out;

    private DriverProbe(Arena arena, PrintStream out) {
        this.arena = arena;
        this.out = out;
    }

    public static void main(String[] args) {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        try (Arena arena = Arena.ofConfined()) {
            new DriverProbe(arena, out).print();
        }
    }

    static String cudaLibrary() {
        return windows() ? "nvcuda.dll" : "libcuda.so.1";
    }

    private static boolean windows() {
        return System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("windows");
    }

    private void print() {
        Library cuda = Library.open(cudaLibrary(), arena);
        if (cuda == null)
            return;
        Library management = Library.open(windows() ? "nvml.dll" : "libnvidia-ml.so.1", arena);
        if (management != null && management.call("nvmlInit_v2") != 0)
            management = null;
        MemorySegment number = arena.allocate(LONG);
        if (management != null) {
            MemorySegment name = arena.allocate(NAME_BYTES);
            if (management.call("nvmlSystemGetDriverVersion", name, NAME_BYTES) == 0)
                line("version", name.getString(0));
            if (System.getenv("CUDA_VISIBLE_DEVICES") != null && management.call("nvmlDeviceGetCount_v2", number) == 0)
                line("hidden", number.get(INT, 0));
        }
        if (cuda.call("cuDriverGetVersion", number) == 0)
            line("cuda", number.get(INT, 0));
        int init = cuda.call("cuInit", 0);
        line("init", init);
        if (init == 0 && cuda.call("cuDeviceGetCount", number) == 0) {
            int count = number.get(INT, 0);
            for (int i = 0; i < count; i++) {
                gpu(cuda, management, i);
            }
        }
        if (management != null)
            management.call("nvmlShutdown");
    }

    private void gpu(Library cuda, @Nullable Library management, int index) {
        MemorySegment number = arena.allocate(LONG);
        cuda.call("cuDeviceGet", number, index);
        int device = number.get(INT, 0);
        MemorySegment name = arena.allocate(NAME_BYTES);
        cuda.call("cuDeviceGetName", name, NAME_BYTES, device);
        number.set(LONG, 0, 0);
        cuda.call("cuDeviceTotalMem_v2", number, device);
        long total = number.get(LONG, 0);
        int capability = 10 * attribute(cuda, CAPABILITY_MAJOR, device) + attribute(cuda, CAPABILITY_MINOR, device);
        line("gpu", name.getString(0).replace('\t', ' '), total, free(cuda, management, device), capability);
    }

    private int attribute(Library cuda, int attribute, int device) {
        MemorySegment number = arena.allocate(LONG);
        return cuda.call("cuDeviceGetAttribute", number, attribute, device) == 0 ? number.get(INT, 0) : 0;
    }

    /// Bytes free on a GPU, by its identifier; -1 when they cannot be had.
    private long free(Library cuda, @Nullable Library management, int device) {
        MemorySegment id = arena.allocate(16);
        if (management == null || cuda.call("cuDeviceGetUuid_v2", id, device) != 0 && cuda.call("cuDeviceGetUuid", id, device) != 0)
            return NvidiaState.UNKNOWN;
        MemorySegment handle = arena.allocate(POINTER);
        // total, free, used
        MemorySegment memory = arena.allocate(MemoryLayout.sequenceLayout(3, LONG));
        for (String kind : new String[]{"GPU-", "MIG-"}) {
            if (management.call("nvmlDeviceGetHandleByUUID", arena.allocateFrom(kind + words(id)), handle) == 0
                    && management.call("nvmlDeviceGetMemoryInfo", handle.get(POINTER, 0), memory) == 0)
                return memory.getAtIndex(LONG, 1);
        }
        return NvidiaState.UNKNOWN;
    }

    /// 16 bytes as 8-4-4-4-12 hexadecimal digits.
    private static String words(MemorySegment id) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < 16; i++) {
            if (i == 4 || i == 6 || i == 8 || i == 10)
                out.append('-');
            out.append(String.format(Locale.ROOT, "%02x", id.get(ValueLayout.JAVA_BYTE, i)));
        }
        return out.toString();
    }

    private void line(Object... fields) {
        StringBuilder text = new StringBuilder();
        for (Object field : fields) {
            text.append(text.isEmpty() ? "" : "\t").append(field);
        }
        out.println(text);
    }

    /// A shared library whose functions all return an int, 0 for success.
    private record Library(SymbolLookup symbols) {
        private static final int MISSING = -1;

        static @Nullable Library open(String name, Arena arena) {
            try {
                return new Library(SymbolLookup.libraryLookup(name, arena));
            } catch (IllegalArgumentException e) {
                return null;
            }
        }

        /// @param arguments integers and pointers
        int call(String function, Object... arguments) {
            Optional<MemorySegment> symbol = symbols.find(function);
            if (symbol.isEmpty())
                return MISSING;
            MemoryLayout[] layouts = new MemoryLayout[arguments.length];
            for (int i = 0; i < arguments.length; i++) {
                layouts[i] = arguments[i] instanceof Integer ? INT : POINTER;
            }
            try {
                return (int) Linker.nativeLinker().downcallHandle(symbol.get(), FunctionDescriptor.of(INT, layouts))
                        .invokeWithArguments(arguments);
            } catch (Throwable e) {
                throw new IllegalStateException(function, e);
            }
        }
    }
}
