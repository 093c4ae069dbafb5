package concord.student.device;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What the processor and the memory of this computer are.
///
/// @param cores physical ones
/// @param bf16  whether it multiplies bf16 matrices by instructions of its own; false where that cannot be told
/// @param total bytes of memory this program may use
/// @param free  bytes of it that nobody needs
public record Processor(int cores, boolean bf16, long total, long free) {
    private static final Set<String> BF16_FLAGS = Set.of("avx512_bf16", "amx_bf16", "bf16");

    public static Processor here() {
        int logical = Runtime.getRuntime().availableProcessors();
        long total = 0;
        long free = 0;
        if (ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system) {
            total = system.getTotalMemorySize();
            free = system.getFreeMemorySize();
        }
        return of(lines("/proc/cpuinfo"), lines("/proc/meminfo"), logical, total, free);
    }

    /// @param cpu    lines of /proc/cpuinfo, or none
    /// @param memory lines of /proc/meminfo, or none
    static Processor of(List<String> cpu, List<String> memory, int logical, long total, long free) {
        Set<String> cores = new HashSet<>();
        boolean bf16 = false;
        String socket = "";
        for (String line : cpu) {
            String value = line.substring(line.indexOf(':') + 1).strip();
            if (line.startsWith("physical id"))
                socket = value;
            else if (line.startsWith("core id"))
                cores.add(socket + "/" + value);
            else if (!bf16 && (line.startsWith("flags") || line.startsWith("Features")))
                bf16 = List.of(value.split(" ")).stream().anyMatch(BF16_FLAGS::contains);
        }
        // a container may be given fewer processors than the computer has
        int physical = cores.isEmpty() ? logical : Math.min(cores.size(), logical);
        return new Processor(physical, bf16, total, Math.max(free, Math.min(total, available(memory))));
    }

    /// Free memory and what caches would give back; 0 where the system does not say.
    private static long available(List<String> memory) {
        return memory.stream().filter(l -> l.startsWith("MemAvailable:")).map(l -> l.replaceAll("\\D", "")).filter(d -> !d.isEmpty())
                .mapToLong(d -> Long.parseLong(d) * 1024).findFirst().orElse(0);
    }

    private static List<String> lines(String file) {
        try {
            return Files.readAllLines(Path.of(file));
        } catch (IOException e) {
            return List.of();
        }
    }
}
