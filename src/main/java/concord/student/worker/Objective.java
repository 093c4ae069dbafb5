package concord.student.worker;

/// What the outputs mean and what is minimised. Each is a TorchScript method `objective(z, y, cw) -> []` over logits z [B, outputs].
enum Objective {
    /// One label a text: softmax and cross-entropy. y is int64 [B] or shares of votes [B, labels]; cw weighs the labels.
    CHOICE("torch.cross_entropy_loss(z, y, cw, 1, -100, %s)"),
    /// Yes or no for each output: sigmoid and binary cross-entropy. y is [B, outputs]; cw weighs the yes of each output.
    SIGNS("torch.binary_cross_entropy_with_logits(z, y, None, cw, 1)"),
    /// A number: squared error. y is [B, 1]; cw weighs the texts by the whole number nearest to theirs.
    NUMBER("torch.div(torch.sum(torch.mul(torch.pow(torch.sub(z, y), 2), (self).weigh(y, cw, ))), torch.sum((self).weigh(y, cw, )))");

    private final String expression;

    Objective(String expression) {
        this.expression = expression;
    }

    /// @param smoothing share of the target spread over all labels; only for [#CHOICE]
    String kernel(double smoothing) {
        String weigh = this == NUMBER
                ? "  def weigh(self: __torch__.M, y: Tensor, cw: Tensor) -> Tensor:\n"
                        + "    return torch.unsqueeze(torch.index_select(cw, 0, torch.to(torch.round(torch.squeeze(y, 1)), 4)), 1)\n"
                : "";
        return weigh + "  def objective(self: __torch__.M, z: Tensor, y: Tensor, cw: Tensor) -> Tensor:\n    return "
                + expression.formatted(smoothing) + "\n";
    }
}
