package concord.student.worker;

/// What the outputs mean and what is minimised. Each is a TorchScript method `objective(z, y, cw) -> []` over logits z [B, outputs].
enum Objective {
    /// One label a text: softmax and cross-entropy. y is int64 [B] or shares of votes [B, labels]; cw weighs the labels.
    CHOICE("torch.cross_entropy_loss(z, y, cw, 1, -100, %s)"),
    /// Yes or no for each output: sigmoid and binary cross-entropy. y is [B, outputs]; cw weighs the yes of each output.
    SIGNS("torch.binary_cross_entropy_with_logits(z, y, None, cw, 1)"),
    /// A number: squared error. y is [B, 1]; cw is not used.
    NUMBER("torch.mse_loss(z, y)");

    private final String expression;

    Objective(String expression) {
        this.expression = expression;
    }

    /// @param smoothing share of the target spread over all labels; only for [#CHOICE]
    String kernel(double smoothing) {
        return "  def objective(self: __torch__.M, z: Tensor, y: Tensor, cw: Tensor) -> Tensor:\n    return "
                + expression.formatted(smoothing) + "\n";
    }
}
