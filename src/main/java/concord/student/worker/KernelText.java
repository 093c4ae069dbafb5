package concord.student.worker;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Builds the TorchScript text of a stage's method, which takes the stage's weights as the list `w`.
final class KernelText {
    /// What TorchScript calls 64-bit integers.
    static final int LONG_CODE = 4;

    private final List<String> names;
    private final Precision precision;
    private final @Nullable Lora lora;
    private final StringBuilder text = new StringBuilder();

    /// @param names of the weights, in order, without the stage's prefix
    KernelText(List<String> names, Precision precision, @Nullable Lora lora) {
        this.names = List.copyOf(names);
        this.precision = precision;
        this.lora = lora;
    }

    void method(String name, Stage.Kind kind) {
        text.append("  def ").append(name).append("(self: __torch__.M, ").append(kind.arguments).append(") -> ").append(kind.gives)
                .append(":\n");
    }

    void line(String statement) {
        text.append("    ").append(statement).append('\n');
    }

    boolean has(String name) {
        return names.contains(name);
    }

    /// The weight as 32-bit floats, in whatever it is held.
    String weight(String name) {
        return wide(held(name));
    }

    private String held(String name) {
        int i = names.indexOf(name);
        if (i < 0)
            throw new IllegalArgumentException("no weight " + name);
        return "w[" + i + "]";
    }

    /// The rows of a table for `types`; of its only row when it has but one, for then the model does not tell two texts apart.
    String types(String table, int rows) {
        return rows > 1 ? "torch.embedding(" + weight(table) + ", types)" : weight(table);
    }

    /// The expression in the numbers of matrix products.
    String narrow(String expression) {
        return precision == Precision.FLOAT32 ? expression : "torch.to(" + expression + ", " + Precision.BFLOAT_CODE + ")";
    }

    /// What TorchScript calls the numbers of matrix products.
    int narrowCode() {
        return precision == Precision.FLOAT32 ? Precision.FLOAT_CODE : Precision.BFLOAT_CODE;
    }

    /// The expression as 32-bit floats.
    String wide(String expression) {
        return precision == Precision.FLOAT32 ? expression : "torch.to(" + expression + ", " + Precision.FLOAT_CODE + ")";
    }

    /// `to` = `from` times the map of this name, in the numbers of matrix products; with its bias where it has one and its low-rank addition
    /// where it is adapted.
    void linear(String to, String from, String name) {
        String bias = has(name + ".bias") ? narrow(held(name + ".bias")) : "None";
        String input = narrow(from);
        if (precision != Precision.FLOAT32) {
            line("n_ = " + input);
            input = "n_";
        }
        String product = "(self).product(" + input + ", " + narrow(held(name + ".weight")) + ", " + bias + ", )";
        if (lora == null || !has(name + Lora.A)) {
            line(to + " = " + product);
            return;
        }
        String dropped = lora.dropout() > 0 ? "(self).drop(" + input + ", " + chance(lora.dropout()) + ", )" : input;
        line("a_ = torch.linear(torch.linear(" + dropped + ", " + narrow(held(name + Lora.A)) + "), " + narrow(held(name + Lora.B))
                + ")");
        line(to + " = torch.add(" + product + ", a_, alpha=" + lora.scale() + ")");
    }

    /// `to` = the activation function of that name after the map.
    void activated(String to, String from, String name, String activation) {
        boolean alone = lora == null || !has(name + Lora.A);
        if (alone && activation.equals("gelu") && has(name + ".bias")) {
            line(to + " = (self).bent(" + narrow(from) + ", " + narrow(held(name + ".weight")) + ", " + narrow(held(name + ".bias"))
                    + ", )");
        } else {
            linear(to, from, name);
            line(to + " = " + Activations.of(activation, to));
        }
    }

    /// Several maps of one input.
    void linears(List<String> to, String from, List<String> maps) {
        for (int i = 0; i < to.size(); i++) {
            linear(to.get(i), from, maps.get(i));
        }
    }

    /// Layer norm of 32-bit floats.
    void norm(String to, String from, String name, int size, double eps) {
        String bias = has(name + ".bias") ? weight(name + ".bias") : "None";
        line(to + " = torch.layer_norm(" + wide(from) + ", [" + size + "], " + weight(name + ".weight") + ", " + bias + ", " + eps + ")");
    }

    /// `to` = `from` over the root of the mean of its squares, times the weight; in 32-bit floats.
    void rootMeanSquare(String to, String from, String name, int size, double eps) {
        line(to + " = torch.rms_norm(" + wide(from) + ", [" + size + "], " + weight(name + ".weight") + ", " + eps + ")");
    }

    /// `to` = the rows of a table at these places, as 32-bit floats. Unlike [#weight] does not widen the whole table.
    void embedding(String to, String table, String places) {
        line(to + " = " + wide("torch.embedding(" + held(table) + ", " + places + ")"));
    }

    /// `to` [B, H] = the mean of `from` [B, S, H] over the tokens that the mask [B, S] does not leave out.
    void mean(String to, String from, String mask) {
        line("k_ = torch.to(torch.unsqueeze(" + mask + ", -1), " + Precision.FLOAT_CODE + ")");
        line(to + " = torch.div(torch.sum(torch.mul(" + from + ", k_), [1]), torch.sum(k_, [1]))");
    }

    void dropout(String of, double share) {
        if (share > 0)
            line(of + " = (self).drop(" + of + ", " + chance(share) + ", )");
    }

    /// `to` = `x` plus what dropout leaves of `o`.
    void residual(String to, String x, String o, double share) {
        line(to + " = "
                + (share > 0 ? "(self).residual(" + x + ", " + o + ", " + chance(share) + ", )" : "torch.add(" + x + ", " + o + ")"));
    }

    /// The last arguments of [CommonKernels] that drop a share: it, the least 16-bit number that is kept, what the kept ones are multiplied by.
    private static String chance(double share) {
        long below = Math.max(1, Math.round(share * (1 << Short.SIZE)));
        return share + ", " + (Short.MIN_VALUE + below) + ", " + 1 / (1 - (double) below / (1 << Short.SIZE));
    }

    /// Splits the last dimension of `of` [B, S, heads * size] into [B, heads, S, size].
    void heads(String of, int heads, int size) {
        line(of + " = torch.transpose(torch.reshape(" + of + ", [torch.size(" + of + ", 0), torch.size(" + of + ", 1), " + heads + ", "
                + size + "]), 1, 2)");
    }

    /// `to` = attention over q_, k_, v_ [B, heads, S, size], put together as [B, S, heads * size].
    ///
    /// @param mask boolean (true may be seen) or additive, to be broadcast to [B, heads, S, S]
    void attention(String to, String mask, double dropout, String scale, int width) {
        attend(mask, dropout, scale);
        line(to + " = torch.reshape(torch.transpose(o_, 1, 2), [torch.size(o_, 0), torch.size(o_, 2), " + width + "])");
    }

    /// `o_` = attention over q_, k_, v_ in the shape they have.
    ///
    /// @param scale of the scores; None for one over the square root of the size
    void attend(String mask, double dropout, String scale) {
        line("o_ = (self).attend(q_, k_, v_, " + mask + ", " + chance(dropout) + ", " + scale + ", )");
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
