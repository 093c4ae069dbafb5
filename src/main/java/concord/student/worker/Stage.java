package concord.student.worker;

import java.util.ArrayList;
import java.util.List;

/// A part of a network that is computed by one method from its own weights.
///
/// @param method name of the TorchScript method; stages with the same method have the same weights apart from the prefix
/// @param prefix what the names of its weights begin with
record Stage(Kind kind, String method, String prefix, List<Weight> weights) {
    /// What the method takes and gives. B texts of S tokens, H numbers a token; w the stage's weights in order.
    enum Kind {
        /// `(ids, types, mask, w) -> List[Tensor]`: first the tokens' vectors, then whatever all layers need.
        /// ids, types and mask are int64 [B, S]; the mask is 0 where the text was filled up.
        ENTER("ids: Tensor, types: Tensor, mask: Tensor, w: List[Tensor]", "List[Tensor]"),
        /// `(x, c, w) -> Tensor`: x as before, c what ENTER gave.
        LAYER("x: Tensor, c: List[Tensor], w: List[Tensor]", "Tensor"),
        /// `(x, c, w) -> Tensor`: the last hidden state [B, S, H].
        FINISH("x: Tensor, c: List[Tensor], w: List[Tensor]", "Tensor"),
        /// `(x, mask, w) -> Tensor`: x the last hidden state; the logits [B, outputs]. Always computed in 32 bits.
        HEAD("x: Tensor, mask: Tensor, w: List[Tensor]", "Tensor");

        final String arguments;
        final String gives;

        Kind(String arguments, String gives) {
            this.arguments = arguments;
            this.gives = gives;
        }
    }

    Stage {
        weights = List.copyOf(weights);
    }

    /// Names without the prefix, in order: what [KernelText] knows the weights by.
    List<String> names() {
        return weights.stream().map(w -> w.name().substring(prefix.length())).toList();
    }

    static Builder of(Kind kind, String method, String prefix) {
        return new Builder(kind, method, prefix);
    }

    /// Collects the weights of a stage; names are given without the prefix.
    static final class Builder {
        private final Kind kind;
        private final String method;
        private final String prefix;
        private final List<Weight> weights = new ArrayList<>();

        private Builder(Kind kind, String method, String prefix) {
            this.kind = kind;
            this.method = method;
            this.prefix = prefix;
        }

        Builder add(String name, Weight.Fresh fresh, long... shape) {
            weights.add(new Weight(prefix + name, shape, kind == Kind.HEAD ? Weight.Part.HEAD : Weight.Part.BODY, fresh));
            return this;
        }

        /// A weight the start must have.
        Builder given(String name, long... shape) {
            return add(name, Weight.Fresh.NONE, shape);
        }

        /// A weight that is kept for the files alone.
        Builder unused(String name, long... shape) {
            weights.add(new Weight(prefix + name, shape, Weight.Part.UNUSED, Weight.Fresh.NONE));
            return this;
        }

        /// Weight and bias of a linear map.
        Builder linear(String name, long to, long from) {
            return given(name + ".weight", to, from).given(name + ".bias", to);
        }

        /// Weight and bias of a layer norm.
        Builder norm(String name, long size) {
            return given(name + ".weight", size).given(name + ".bias", size);
        }

        /// A linear map of the head, with a fresh start where the start has none.
        Builder fresh(String name, Weight.Fresh weight, long to, long from) {
            return add(name + ".weight", weight, to, from).add(name + ".bias", Weight.Fresh.ZERO, to);
        }

        Stage build() {
            return new Stage(kind, method, prefix, weights);
        }
    }
}
