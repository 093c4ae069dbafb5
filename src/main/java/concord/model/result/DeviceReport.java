package concord.model.result;

import java.util.List;

/// The devices of this computer and which of them training and scoring will use.
///
/// @param chosen   cpu, gpu0, ...
/// @param sentence why, in plain words
/// @param advice   what would bring a GPU into use; empty when one is used
/// @param threads  CPU threads used
/// @param devices  the processor first, then the GPUs as CUDA counts them
public record DeviceReport(String chosen, String sentence, String advice, int threads, List<Device> devices) {
    public DeviceReport {
        devices = List.copyOf(devices);
    }

    /// @param key        cpu, gpu0, ...
    /// @param totalBytes of memory
    /// @param freeBytes  of memory; -1 when not known
    /// @param bf16       whether it multiplies bf16 matrices by instructions of its own
    /// @param reason     why it cannot be used, as the rest of a sentence; empty when it can
    public record Device(String key, String name, long totalBytes, long freeBytes, boolean bf16, boolean usable, String reason) {}
}
