package concord.student.worker;

/// What work in this JVM needs of the program that asked for it.
interface Link {
    /// Waits for the next line.
    ///
    /// @throws concord.job.Cancelled when the program asked to stop
    ToWorker next();

    /// @throws concord.job.Cancelled when the program asked to stop
    void checkCancelled();

    /// Whether the program wants no more epochs of the training into this folder.
    boolean enough(String folder);

    void say(FromWorker message);
}
