package concord.student.worker;

import java.util.List;

/// Attention whose scores hold parts that depend on how far apart two tokens are.
///
/// Queries and keys are laid out [heads, B * S, size], so that a table of distances, which all texts share, meets them in one product a head.
/// The table has a column for each of the W = 2 S - 1 distances of query and key, from S - 1 down to 1 - S. A product with it holds in row i the
/// scores by distance; the score of the pair (i, j) lies in column j - i + S - 1, so a view with a row step of W - 1 is already [S, S], and
/// nothing is gathered (Dai et al. 2019, Transformer-XL, appendix B, reach the same by shifting).
final class Distances {
    private Distances() {
    }

    /// Names the sizes of `x` [B, S, H] for the other methods.
    static void sizes(KernelText text) {
        text.line("B = torch.size(x, 0)");
        text.line("S = torch.size(x, 1)");
        text.line("W = torch.sub(torch.mul(S, 2), 1)");
    }

    /// The expression for the distances in the order of the table, 32-bit floats [W], for texts of S tokens.
    static String all(String like) {
        return "torch.arange(torch.sub(S, 1), torch.neg(S), -1, dtype=" + Precision.FLOAT_CODE
                + ", layout=None, device=ops.prim.device(" + like + "), pin_memory=None)";
    }

    /// `of` [B, S, heads * size] becomes [heads, B * S, size].
    static void heads(KernelText text, String of, int heads, int size) {
        text.line(of + " = torch.reshape(torch.permute(torch.reshape(" + of + ", [B, S, " + heads + ", " + size
                + "]), [2, 0, 1, 3]), [" + heads + ", torch.mul(B, S), " + size + "])");
    }

    /// `of` [W, heads * size] becomes a table [heads, size, W], scaled.
    static void table(KernelText text, String of, int heads, int size, double scale) {
        text.line(
                of + " = torch.mul(torch.permute(torch.reshape(" + of + ", [W, " + heads + ", " + size + "]), [1, 2, 0]), " + scale + ")");
    }

    /// `to` [heads, B, S, S] = what each query of `of` scores with the table for the distance to each key.
    static void fromQueries(KernelText text, String to, String of, String table, int heads) {
        view(text, to, of, table, heads, "torch.sub(W, 1), 1");
    }

    /// `to` [heads, B, S, S] = what each key of `of` scores for the distance from each query with the table, whose columns are in the opposite
    /// order.
    static void fromKeys(KernelText text, String to, String of, String table, int heads) {
        view(text, to, of, table, heads, "1, torch.sub(W, 1)");
    }

    private static void view(KernelText text, String to, String of, String table, int heads, String steps) {
        text.line("m_ = torch.bmm(" + of + ", " + table + ")");
        text.line(to + " = torch.as_strided(m_, [" + heads + ", B, S, S], [torch.mul(torch.mul(B, S), W), torch.mul(S, W), " + steps
                + "], torch.sub(S, 1))");
    }

    /// `to` [B, S, heads * size] = attention over q_, k_, v_, each [heads, B * S, size].
    ///
    /// @param bias added to the scores, [heads, B, S, S] or to be broadcast to it
    static void attention(KernelText text, String to, String bias, int heads, int size, double dropout, double scale) {
        for (String part : List.of("q_", "k_", "v_")) {
            text.line(part + " = torch.reshape(" + part + ", [" + heads + ", B, S, " + size + "])");
        }
        text.attend(bias, dropout, Double.toString(scale));
        text.line(to + " = torch.reshape(torch.permute(o_, [1, 2, 0, 3]), [B, S, " + heads * size + "])");
    }

    /// Of `mask` [B, S]: [1, B, 1, S], 0 where a token may be seen and minus infinity where the text was filled up.
    static String unseen(KernelText text) {
        String zeros = "torch.zeros([1, torch.size(mask, 0), 1, torch.size(mask, 1)], dtype=" + Precision.FLOAT_CODE
                + ", layout=None, device=ops.prim.device(mask), pin_memory=None)";
        return text.narrow("torch.masked_fill(" + zeros + ", torch.unsqueeze(torch.unsqueeze(torch.eq(mask, 0), 1), 0), -inf)");
    }
}
