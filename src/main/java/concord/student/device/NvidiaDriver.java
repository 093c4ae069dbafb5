package concord.student.device;

/// Whoever can say what the NVIDIA driver of this computer knows.
interface NvidiaDriver {
    /// Never throws: what went wrong stands in the answer.
    NvidiaState ask();
}
