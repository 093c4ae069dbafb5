package concord.student.worker;

/// In which numbers matrix products are computed. Norms, sums along the way and the loss are 32-bit floats in both, and so are all weights that
/// are learnt.
enum Precision {
    FLOAT32, BFLOAT16;

    /// What TorchScript calls 32-bit and brain floats.
    static final int FLOAT_CODE = 6;
    static final int BFLOAT_CODE = 15;
}
