package concord.student.worker;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import concord.student.format.FloatTensor;
import concord.student.format.SafetensorsWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// AdamW (Loshchilov & Hutter 2019) with PyTorch's fused kernel, after clipping the gradients to a global norm.
///
/// Weights fall into groups by whether they decay and whether they belong to the head, which may learn faster.
///
/// Keeps an exponential average of the weights beside them (decay min(0.99, (1 + t) / (10 + t)) after step t). The averages are what is
/// validated and kept: on a few hundred examples the figures of single epochs jump, those of the averages do not.
final class AdamW implements AutoCloseable {
    /// Methods every kernel archive carries.
    static final String KERNELS = """
              def clip(self: __torch__.M, g: List[Tensor], most: float) -> Tensor:
                n = torch.linalg_vector_norm(torch.stack(torch._foreach_norm(g, 2.0)), 2.0)
                k = torch.clamp(torch.div(most, torch.add(n, 1e-06)), None, 1.0)
                torch._foreach_mul_(g, k)
                return n
              def adamw(self: __torch__.M, w: List[Tensor], g: List[Tensor], m: List[Tensor], v: List[Tensor], t: List[Tensor], lr: float, decay: float) -> bool:
                e = annotate(List[Tensor], [])
                torch._foreach_add_(t, 1.0)
                torch._fused_adamw_(w, g, m, v, e, t, lr=lr, beta1=0.9, beta2=0.999, weight_decay=decay, eps=1e-08, amsgrad=False, maximize=False)
                return True
              def average(self: __torch__.M, a: List[Tensor], w: List[Tensor], share: float) -> bool:
                torch._foreach_lerp_(a, w, share)
                return True
              def tie(self: __torch__.M, g: List[Tensor]) -> bool:
                torch.copy_(g[0], torch.expand(torch.sum(g[0], [0], True), torch.size(g[0])))
                return True
              def zero(self: __torch__.M, g: List[Tensor]) -> bool:
                torch._foreach_zero_(g)
                return True
            """;

    private static final double AVERAGE_DECAY = 0.99;

    private final Network network;
    private final NDManager manager;
    private final double weightDecay;
    private final double clip;
    private final double headFactor;
    /// Positions among the network's weights; all lists here are aligned with it.
    private final int[] learnt;
    private final List<NDArray> weights;
    private final List<Group> groups = new ArrayList<>();
    private final List<NDArray> first = new ArrayList<>();
    private final List<NDArray> second = new ArrayList<>();
    private final List<NDArray> counts = new ArrayList<>();
    private final List<NDArray> averages = new ArrayList<>();
    private final IValue allWeights;
    private final IValue allAverages;
    private long steps;
    private int tied = -1;

    /// @param members positions among the learnt weights; the lists hold the same arrays for the kernel
    private record Group(int[] members, boolean head, double decay, IValue weights, IValue first, IValue second, IValue counts) {}

    /// @param headFactor the head's learning rate over the encoder's
    AdamW(Network network, double weightDecay, double clip, double headFactor) {
        this.network = network;
        this.manager = network.manager().newSubManager();
        this.weightDecay = weightDecay;
        this.clip = clip;
        this.headFactor = headFactor;
        this.learnt = network.learnt();
        this.weights = IntStream.of(learnt).mapToObj(network.weights()::get).toList();
        for (NDArray weight : weights) {
            first.add(manager.zeros(weight.getShape()));
            second.add(manager.zeros(weight.getShape()));
            counts.add(manager.zeros(new Shape()));
            averages.add(Network.copy(manager, weight));
        }
        int[] all = IntStream.range(0, averages.size()).toArray();
        allWeights = list(weights, all);
        allAverages = list(averages, all);
        for (boolean head : List.of(false, true)) {
            for (boolean decays : List.of(true, false)) {
                group(head, decays);
            }
        }
    }

    private void group(boolean head, boolean decays) {
        int[] members = IntStream.range(0, learnt.length)
                .filter(i -> (spec(i).part() == Weight.Part.HEAD) == head && spec(i).decays() == decays).toArray();
        if (members.length > 0)
            groups.add(new Group(members, head, decays ? weightDecay : 0, list(weights, members), list(first, members),
                    list(second, members), list(counts, members)));
    }

    private Weight spec(int i) {
        return network.specs().get(learnt[i]);
    }

    private static IValue list(List<NDArray> arrays, int[] members) {
        PtNDArray[] chosen = new PtNDArray[members.length];
        for (int i = 0; i < members.length; i++) {
            chosen[i] = (PtNDArray) arrays.get(members[i]);
        }
        return IValue.listFrom(chosen);
    }

    /// From now on the rows of this weight, equal at the start, stay equal: each gets the sum of all rows' gradients.
    ///
    /// @param name of a learnt matrix
    void tie(String name) {
        tied = IntStream.range(0, learnt.length).filter(i -> spec(i).name().equals(name)).findFirst().orElseThrow();
    }

    private List<NDArray> gradients() {
        List<NDArray> gradients = new ArrayList<>();
        for (NDArray weight : weights) {
            gradients.add(weight.getGradient());
        }
        return gradients;
    }

    /// Forgets the gradients gathered so far.
    void forget() {
        List<NDArray> gradients = gradients();
        try (IValue all = list(gradients, IntStream.range(0, gradients.size()).toArray())) {
            IValueUtils.runMethod(network.block(), "zero", all).close();
        } finally {
            gradients.forEach(NDArray::close);
        }
    }

    /// Changes the weights by the gradients that backward left on them, and clears those.
    void step(double learningRate) {
        List<NDArray> gradients = gradients();
        try (IValue all = list(gradients, IntStream.range(0, gradients.size()).toArray());
                IValue most = IValue.from(clip)) {
            if (tied >= 0) {
                try (IValue rows = list(gradients, new int[]{tied})) {
                    IValueUtils.runMethod(network.block(), "tie", rows).close();
                }
            }
            IValueUtils.runMethod(network.block(), "clip", all, most).close();
            for (Group group : groups) {
                double rate = group.head ? learningRate * headFactor : learningRate;
                try (IValue own = list(gradients, group.members); IValue lr = IValue.from(rate); IValue decay = IValue.from(group.decay)) {
                    IValueUtils.runMethod(network.block(), "adamw", group.weights, own, group.first, group.second, group.counts, lr, decay)
                            .close();
                }
            }
            IValueUtils.runMethod(network.block(), "zero", all).close();
            steps++;
            try (IValue share = IValue.from(1 - Math.min(AVERAGE_DECAY, (1.0 + steps) / (10.0 + steps)))) {
                IValueUtils.runMethod(network.block(), "average", allAverages, allWeights, share).close();
            }
        } finally {
            gradients.forEach(NDArray::close);
        }
    }

    /// The network's weights in their order, averages in place of those that are learnt.
    List<NDArray> averages() {
        List<NDArray> out = new ArrayList<>(network.weights());
        for (int i = 0; i < learnt.length; i++) {
            out.set(learnt[i], averages.get(i));
        }
        return out;
    }

    /// The moments, step counts and averages, to go into a checkpoint beside the weights.
    Map<String, SafetensorsWriter.Source> sources() {
        Map<String, SafetensorsWriter.Source> out = new LinkedHashMap<>();
        for (int i = 0; i < first.size(); i++) {
            String name = spec(i).name();
            out.put("adam.m." + name, Network.source(first.get(i)));
            out.put("adam.v." + name, Network.source(second.get(i)));
            out.put("adam.t." + name, Network.source(counts.get(i)));
            out.put("mean." + name, Network.source(averages.get(i)));
        }
        return out;
    }

    void restore(java.util.function.Function<String, FloatTensor> values) {
        for (int i = 0; i < first.size(); i++) {
            String name = spec(i).name();
            network.overwrite(first.get(i), values.apply("adam.m." + name));
            network.overwrite(second.get(i), values.apply("adam.v." + name));
            network.overwrite(counts.get(i), values.apply("adam.t." + name));
            network.overwrite(averages.get(i), values.apply("mean." + name));
        }
        steps = (long) counts.getFirst().getFloat();
    }

    @Override
    public void close() {
        for (Group group : groups) {
            group.weights.close();
            group.first.close();
            group.second.close();
            group.counts.close();
        }
        allWeights.close();
        allAverages.close();
        manager.close();
    }
}
