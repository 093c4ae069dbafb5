package concord.student.worker;

import concord.student.StudentException;
import java.util.Map;

/// The activation functions that configs name.
final class Activations {
    private static final String TANH_GELU = "torch.gelu(%s, approximate=\"tanh\")";
    private static final Map<String, String> ALL = Map.ofEntries(Map.entry("gelu", "torch.gelu(%s)"),
            Map.entry("gelu_python", "torch.gelu(%s)"), Map.entry("gelu_new", TANH_GELU), Map.entry("gelu_pytorch_tanh", TANH_GELU),
            Map.entry("gelu_python_tanh", TANH_GELU), Map.entry("gelu_fast", TANH_GELU), Map.entry("gelu_accurate", TANH_GELU),
            Map.entry("gelu_10", "torch.clamp(torch.gelu(%s), -10., 10.)"),
            Map.entry("quick_gelu", "torch.mul(%1$s, torch.sigmoid(torch.mul(%1$s, 1.702)))"), Map.entry("relu", "torch.relu(%s)"),
            Map.entry("relu6", "torch.clamp(%s, 0., 6.)"), Map.entry("leaky_relu", "torch.leaky_relu(%s, 0.01)"),
            Map.entry("silu", "torch.silu(%s)"), Map.entry("swish", "torch.silu(%s)"), Map.entry("mish", "torch.mish(%s)"),
            Map.entry("tanh", "torch.tanh(%s)"), Map.entry("sigmoid", "torch.sigmoid(%s)"), Map.entry("linear", "%s"));

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
