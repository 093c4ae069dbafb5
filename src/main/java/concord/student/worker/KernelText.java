package concord.student.worker;

import java.util.List;

/// Builds the TorchScript text of kernels that take their weights as the list `w`.
final class KernelText {
    private final List<String> names;
    private final StringBuilder text = new StringBuilder();

    KernelText(List<String> names) {
        this.names = List.copyOf(names);
    }

    /// Begins a method that returns a tensor.
    void method(String name, String arguments) {
        text.append("  def ").append(name).append("(self: __torch__.M, ").append(arguments).append(") -> Tensor:\n");
    }

    void line(String statement) {
        text.append("    ").append(statement).append('\n');
    }

    String weight(String name) {
        int i = names.indexOf(name);
        if (i < 0)
            throw new IllegalArgumentException("no weight " + name);
        return "w[" + i + "]";
    }

    void linear(String to, String from, String name) {
        line(to + " = torch.linear(" + from + ", " + weight(name + ".weight") + ", " + weight(name + ".bias") + ")");
    }

    void norm(String to, String from, String name, int size, double eps) {
        line(to + " = torch.layer_norm(" + from + ", [" + size + "], " + weight(name + ".weight") + ", " + weight(name + ".bias") + ", "
                + eps
                + ")");
    }

    void dropout(String of, double share) {
        if (share > 0)
            line(of + " = torch.dropout(" + of + ", " + share + ", self.training)");
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
