package concord.student.worker;

import concord.student.StudentException;
import java.util.Map;

/// The activation functions that configs name.
final class Activations {
    private static final String TANH_GELU = "torch.gelu(%s, approximate=\"tanh\")";
    private static final Map<String, String> ALL = Map.of("gelu", "torch.gelu(%s)", "gelu_new", TANH_GELU, "gelu_pytorch_tanh", TANH_GELU,
            "relu", "torch.relu(%s)", "silu", "torch.silu(%s)", "swish", "torch.silu(%s)", "tanh", "torch.tanh(%s)");

    private Activations() {
    }

    /// @throws StudentException when there is none of this name
    static void check(String name) {
        if (!ALL.containsKey(name))
            throw new StudentException("Models with the activation " + name + " are not supported.");
    }

    static String of(String name, String expression) {
        check(name);
        return ALL.get(name).formatted(expression);
    }
}
