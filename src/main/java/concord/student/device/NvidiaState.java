package concord.student.device;

import java.util.ArrayList;
import java.util.List;

/// What the NVIDIA driver says of itself and its GPUs.
///
/// @param installed whether there is a driver at all
/// @param trouble   why it cannot be used, as the rest of a sentence; empty when it can
/// @param cuda      the newest CUDA version it supports, as 1000 * major + 10 * minor; 0 when not known
/// @param version   of the driver, such as 570.86.15; empty when not known
/// @param gpus      as CUDA counts them, with CUDA_VISIBLE_DEVICES applied
record NvidiaState(boolean installed, String trouble, int cuda, String version, List<Gpu> gpus) {
    static final NvidiaState NONE = new NvidiaState(false, "", 0, "", List.of());
    static final long UNKNOWN = -1;
    private static final int NO_DEVICE = 100;
    private static final String FIELDS = "\t";

    /// @param total      bytes of memory
    /// @param free       bytes not in use by anybody; [#UNKNOWN] when the driver does not say
    /// @param capability compute capability, as 10 * major + minor
    record Gpu(String name, long total, long free, int capability) {
        /// Tensor cores multiply bf16 from compute capability 8.0.
        boolean bf16() {
            return capability >= 80;
        }
    }

    NvidiaState {
        gpus = List.copyOf(gpus);
    }

    static NvidiaState broken(String trouble) {
        return new NvidiaState(true, trouble, 0, "", List.of());
    }

    /// The CUDA version in words, such as 12.4.
    String cudaWords() {
        return cuda / 1000 + "." + cuda % 1000 / 10;
    }

    /// Reads the lines of [DriverProbe]; lines that cannot be read make the driver one that cannot be used.
    static NvidiaState parse(List<String> lines) {
        int init = -1;
        int cuda = 0;
        int hidden = 0;
        String version = "";
        List<Gpu> gpus = new ArrayList<>();
        try {
            for (String line : lines) {
                String[] fields = line.split(FIELDS);
                switch (fields[0]) {
                    case "init" -> init = Integer.parseInt(fields[1]);
                    case "cuda" -> cuda = Integer.parseInt(fields[1]);
                    case "hidden" -> hidden = Integer.parseInt(fields[1]);
                    case "version" -> version = fields[1];
                    case "gpu" -> gpus
                            .add(new Gpu(fields[1], Long.parseLong(fields[2]), Long.parseLong(fields[3]), Integer.parseInt(fields[4])));
                    default -> {
                        // what a library prints of its own
                    }
                }
            }
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            return broken("the NVIDIA driver gave an answer that cannot be read");
        }
        return new NvidiaState(true, trouble(init, hidden, gpus), cuda, version, gpus);
    }

    private static String trouble(int init, int hidden, List<Gpu> gpus) {
        return switch (init) {
            case 0 -> gpus.isEmpty() ? "the NVIDIA driver finds no GPU" : "";
            case -1 -> "the NVIDIA driver gave no answer";
            case NO_DEVICE -> hidden == 0
                    ? "there is an NVIDIA driver, but it finds no GPU"
                    : "the variable CUDA_VISIBLE_DEVICES hides every GPU of this computer";
            case 34 -> "what is installed is the stand-in of the CUDA toolkit for libcuda, not an NVIDIA driver";
            case 802 -> "the NVIDIA driver is not ready yet (its fabric manager is not running)";
            case 803 -> "the parts of the NVIDIA driver have different versions; restarting the computer mends that";
            case 804 -> "the installed CUDA compatibility package does not support this GPU";
            case 999, 304 -> "the NVIDIA driver does not start (CUDA error " + init
                    + "); most often its device files are not accessible or the computer has to be restarted";
            default -> "the NVIDIA driver does not start (CUDA error " + init + ")";
        };
    }
}
