package concord.student.worker;

/// What the outputs mean and what is minimised. Each is a TorchScript method `objective(z, y, cw) -> []` over logits z [B, outputs]
/// (cosines for [#PAIRS]).
enum Objective {
    /// One label a text: softmax and cross-entropy. y is int64 [B] or shares of votes [B, labels]; cw weighs the labels.
    CHOICE("torch.cross_entropy_loss(z, y, cw, 1, -100, %s)"),
    /// Yes or no for each output: sigmoid and binary cross-entropy. y is [B, outputs]; cw weighs the yes of each output.
    SIGNS("torch.binary_cross_entropy_with_logits(z, y, None, cw, 1)"),
    /// A number: squared error. y is [B, 1]; cw weighs the texts by the whole number nearest to theirs.
    NUMBER("torch.div(torch.sum(torch.mul(torch.pow(torch.sub(z, y), 2), (self).weigh(y, cw, ))), torch.sum((self).weigh(y, cw, )))"),
    /// Which document a query goes with: softmax over the documents of the batch and cross-entropy (multiple negatives ranking). z are the cosines
    /// [B, documents], of which the k-th of query k is its own; y of the same shape is added to the logits, to bar some; cw [B] weighs the queries.
    PAIRS("torch.div(torch.sum(torch.mul(torch.neg(torch.diagonal(torch.log_softmax(torch.add(torch.mul(z, " + Objective.SHARPNESS
            + "), y), 1))), cw)), torch.sum(cw))");

    /// Cosines are multiplied by it to make logits.
    static final double SHARPNESS = 20;

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
