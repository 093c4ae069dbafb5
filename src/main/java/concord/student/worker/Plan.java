package concord.student.worker;

import concord.model.request.Recipe;
import concord.student.StudentException;
import concord.student.format.ModelConfig;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a network computes and which of its weights are learnt.
///
/// @param smoothing label smoothing of the objective
/// @param frozen    layers from the bottom that are not learnt, the embeddings with them; 0 learns all
/// @param checkpointing whether layers are computed a second time on the way back, to keep no more than one in memory
/// @param answering whether it only answers: then what the config.json says of the last token counts, as it does for transformers
record Plan(Architecture architecture, ModelConfig config, List<Stage> stages, Objective objective, double smoothing, Precision precision,
        @Nullable Lora lora, int frozen, boolean checkpointing, boolean answering) {
    /// @param outputs numbers the head gives for a text
    static Plan of(Architecture architecture, ModelConfig config, int outputs, Objective objective, double smoothing, Precision precision,
            @Nullable Lora lora, int frozen) {
        List<Stage> stages = architecture.stages(config, outputs).stream().map(s -> lora == null ? s : lora.adapt(s)).toList();
        return new Plan(architecture, config, stages, objective, smoothing, precision, lora, frozen, false, false);
    }

    /// As a filled-in recipe has it.
    ///
    /// @param device cpu, gpu0, gpu1, ...
    static Plan of(StartingPoint start, int outputs, Objective objective, Recipe recipe, String device) {
        Lora lora = Lora.of(recipe, start.architecture(), start.config());
        long parameters = start.parameters();
        Plan plan = of(start.architecture(), start.config(), outputs, objective, recipe.labelSmoothing(),
                Precisions.of(recipe.precision(), device, lora, parameters), lora, recipe.frozenLayers());
        boolean twice = switch (recipe.checkpointing()) {
            case "on" -> true;
            case "off" -> false;
            case Recipe.AUTO -> lora != null && parameters > Precisions.LARGE;
            default -> throw new StudentException("Checkpointing can be auto, on or off, not \"" + recipe.checkpointing() + "\".");
        };
        return twice ? plan.checkpointed() : plan;
    }

    /// To score with: nothing is learnt, and an adapter computes as it was trained.
    static Plan scoring(StartingPoint student, int outputs) {
        AdapterFolder adapter = student.adapter().orElse(null);
        boolean large = student.parameters() > Precisions.LARGE;
        Precision precision = adapter != null ? adapter.precision() : large ? Precision.BFLOAT16 : Precision.FLOAT32;
        int layers = student.architecture().stages(student.config(), outputs).size() - 3;
        return of(student.architecture(), student.config(), outputs, Objective.CHOICE, 0, precision,
                adapter == null ? null : adapter.lora(), layers).toAnswer();
    }

    private Plan toAnswer() {
        return new Plan(architecture, config, stages, objective, smoothing, precision, lora, frozen, checkpointing, true);
    }

    /// A single-choice classifier in 32-bit floats, all of it learnt.
    static Plan plain(StartingPoint start, int outputs) {
        return of(start.architecture(), start.config(), outputs, Objective.CHOICE, 0, Precision.FLOAT32, null, 0);
    }

    /// Whether a weight belongs to the output layer.
    boolean puts(Weight weight) {
        return weight.name().startsWith(architecture.heads().getLast());
    }

    /// The same, with layers computed a second time on the way back.
    Plan checkpointed() {
        return new Plan(architecture, config, stages, objective, smoothing, precision, lora, frozen, true, answering);
    }

    /// In which numbers a weight is kept. What is learnt keeps all its bits; so do vectors, which take no room.
    Precision held(Weight weight, boolean learnt) {
        boolean large = weight.part() == Weight.Part.BODY && weight.shape().length > 1;
        return large && !learnt ? precision : Precision.FLOAT32;
    }

    List<Weight> weights() {
        return stages.stream().flatMap(s -> s.weights().stream()).toList();
    }

    /// Aligned with [#weights()].
    List<Boolean> learnt() {
        List<Boolean> out = new ArrayList<>();
        for (int i = 0; i < stages.size(); i++) {
            // stage 0 enters, stage i is the i-th layer
            boolean asleep = frozen > 0 && i <= frozen;
            for (Weight weight : stages.get(i).weights()) {
                out.add(switch (weight.part()) {
                    case BODY -> lora == null && !asleep;
                    case ADAPTER -> !asleep;
                    case HEAD -> objective != Objective.PAIRS;
                    case UNUSED -> false;
                });
            }
        }
        return List.copyOf(out);
    }

    /// TorchScript methods of the class `__torch__.M`: those of the stages, `objective`, and
    ///
    /// - `logits(ids, types, mask, w) -> [B, outputs]`
    /// - `loss(ids, types, mask, y, cw, w) -> []`
    /// - `embed(ids, types, mask, w) -> [B, H]`, mean of the last hidden state, of length 1
    /// - `pairs(qi, qt, qm, di, dt, dm, y, cw, w) -> []`, only for [Objective#PAIRS]: the loss of queries and documents read apart
    /// - `tail(x, c, mask, y, cw, w) -> []`, the loss from what the last layer gave; w the weights of the last two stages
    ///
    /// with w all weights in order. Dropout applies while the module is in training mode.
    String kernels() {
        StringBuilder out = new StringBuilder(CommonKernels.text());
        Set<String> written = new LinkedHashSet<>();
        for (Stage stage : stages) {
            if (!written.add(stage.method()))
                continue;
            KernelText text = new KernelText(stage.names(), stage.kind() == Stage.Kind.HEAD ? Precision.FLOAT32 : precision, lora);
            text.method(stage.method(), stage.kind());
            architecture.write(text, config, stage);
            out.append(text);
        }
        out.append(objective.kernel(smoothing));
        String inputs = "ids: Tensor, types: Tensor, mask: Tensor, ";
        begin(out, "hidden", inputs + "w: List[Tensor]");
        int from = 0;
        for (Stage stage : stages) {
            int to = from + stage.weights().size();
            String own = "torch.slice(w, " + from + ", " + to + ", 1)";
            switch (stage.kind()) {
                case ENTER -> {
                    line(out, "c = (self)." + stage.method() + "(ids, types, mask, " + own + ", )");
                    line(out, "x = c[0]");
                }
                case LAYER, FINISH -> line(out, "x = (self)." + stage.method() + "(x, c, " + own + ", )");
                case HEAD -> line(out, "return x");
            }
            from = to;
        }
        int all = from;
        int head = all - stages.getLast().weights().size();
        int finish = head - stages.get(stages.size() - 2).weights().size();
        begin(out, "logits", inputs + "w: List[Tensor]");
        line(out, "x = (self).hidden(ids, types, mask, w, )");
        line(out, "m = " + (answering ? architecture.heard(config) : "mask"));
        line(out, "return (self).head(x, m, torch.slice(w, " + head + ", " + all + ", 1), )");
        begin(out, "loss", inputs + "y: Tensor, cw: Tensor, w: List[Tensor]");
        line(out, "z = (self).logits(ids, types, mask, w, )");
        line(out, "return (self).objective(z, y, cw, )");
        begin(out, "tail", "x: Tensor, c: List[Tensor], mask: Tensor, y: Tensor, cw: Tensor, w: List[Tensor]");
        line(out, "x = (self).finish(x, c, torch.slice(w, 0, " + (head - finish) + ", 1), )");
        line(out, "z = (self).head(x, mask, torch.slice(w, " + (head - finish) + ", " + (all - finish) + ", 1), )");
        line(out, "return (self).objective(z, y, cw, )");
        begin(out, "embed", inputs + "w: List[Tensor]");
        line(out, "x = (self).hidden(ids, types, mask, w, )");
        line(out, "k = torch.to(torch.unsqueeze(mask, -1), 6)");
        line(out, "s = torch.div(torch.sum(torch.mul(x, k), [1]), torch.sum(k, [1]))");
        line(out, "n = torch.clamp_min(torch.linalg_vector_norm(s, 2, [1], True), 1e-12)");
        line(out, "return torch.div(s, n)");
        if (objective == Objective.PAIRS) {
            begin(out, "pairs",
                    "qi: Tensor, qt: Tensor, qm: Tensor, di: Tensor, dt: Tensor, dm: Tensor, y: Tensor, cw: Tensor, w: List[Tensor]");
            line(out, "q = (self).embed(qi, qt, qm, w, )");
            line(out, "d = (self).embed(di, dt, dm, w, )");
            line(out, "return (self).objective(torch.matmul(q, torch.t(d)), y, cw, )");
        }
        return out.toString();
    }

    private static void begin(StringBuilder out, String method, String arguments) {
        out.append("  def ").append(method).append("(self: __torch__.M, ").append(arguments).append(") -> Tensor:\n");
    }

    private static void line(StringBuilder out, String statement) {
        out.append("    ").append(statement).append('\n');
    }
}
