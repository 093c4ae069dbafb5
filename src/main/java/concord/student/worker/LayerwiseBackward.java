package concord.student.worker;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.ArrayList;
import java.util.List;

/// The way back layer by layer (Chen et al. 2016): forward keeps only what goes into each layer; backward computes a layer again, with its
/// graph, and drops it before the next. Takes a third more time, and the memory of one layer in place of all.
///
/// Dropout comes out the same both times, because each layer starts the random numbers again from a seed of its own.
final class LayerwiseBackward {
    private final Network network;
    private final List<Stage> stages;
    /// Position of each stage's first weight; one more for the end.
    private final int[] from;
    private final boolean[] learns;
    private final int layers;

    LayerwiseBackward(Network network) {
        this.network = network;
        this.stages = network.plan().stages();
        this.layers = stages.size() - 3;
        this.from = new int[stages.size() + 1];
        this.learns = new boolean[stages.size()];
        List<Boolean> learnt = network.plan().learnt();
        for (int s = 0; s < stages.size(); s++) {
            from[s + 1] = from[s] + stages.get(s).weights().size();
            learns[s] = learnt.subList(from[s], from[s + 1]).contains(true);
        }
    }

    /// As [Network#backward].
    double backward(Batch batch, NDArray truth, NDArray labelWeights, double share) {
        try (NDScope _ = new NDScope(); NDManager scope = network.manager().newSubManager()) {
            long seed = scope.randomInteger(0, Integer.MAX_VALUE, new Shape(1), DataType.INT64).toLongArray()[0];
            JniUtils.setGradMode(learns[0]);
            JniUtils.setSeed(seed);
            NDList entered = network.call("enter", List.of(batch.ids(), batch.types(), batch.mask()), weights(0, 1), true);
            List<NDArray> common = entered.stream().map(this::leaf).toList();
            JniUtils.setGradMode(false);
            List<NDArray> inputs = forward(entered.getFirst().stopGradient(), common, seed);
            JniUtils.setGradMode(true);
            NDArray top = inputs.removeLast();
            top.setRequiresGradient(learntBelow(layers + 1));
            JniUtils.setSeed(seed + layers + 1);
            NDList tail = new NDList(top);
            tail.addAll(common);
            tail.addAll(List.of(batch.mask(), truth, labelWeights));
            NDArray loss = network.call("tail", tail, weights(layers + 1, layers + 3), true).singletonOrThrow();
            back(loss, scope.create((float) share));
            double value = loss.getFloat();
            loss.close();
            downwards(top, inputs, common, seed);
            if (learns[0])
                enteredAgain(scope, entered, common, inputs.getFirst());
            // what comes next must not repeat the numbers of a layer
            JniUtils.setSeed(seed + layers + 2);
            return value;
        } finally {
            JniUtils.setGradMode(false);
        }
    }

    /// What goes into each layer, and at the end what comes out of the last.
    private List<NDArray> forward(NDArray start, List<NDArray> common, long seed) {
        List<NDArray> inputs = new ArrayList<>(List.of(start));
        for (int layer = 1; layer <= layers; layer++) {
            inputs.add(layer(layer, inputs.getLast(), common, seed));
        }
        return inputs;
    }

    private void downwards(NDArray top, List<NDArray> inputs, List<NDArray> common, long seed) {
        NDArray above = top;
        for (int layer = layers; learntBelow(layer + 1) && layer > 0; layer--) {
            NDArray input = inputs.get(layer - 1);
            input.setRequiresGradient(learntBelow(layer));
            NDArray out = layer(layer, input, common, seed);
            try (NDArray gradient = above.getGradient()) {
                back(out, gradient);
            }
            out.close();
            above.close();
            above = input;
        }
    }

    /// ENTER's graph was kept: its results get what the first layer and all layers together found, as one number to go back from.
    private static void enteredAgain(NDManager scope, NDList entered, List<NDArray> common, NDArray first) {
        NDArray joint = entered.getFirst().mul(first.getGradient()).sum();
        for (int i = 0; i < common.size(); i++) {
            if (common.get(i).hasGradient())
                joint = joint.add(entered.get(i).mul(common.get(i).getGradient()).sum());
        }
        back(joint, scope.create(1f));
    }

    private NDArray layer(int layer, NDArray input, List<NDArray> common, long seed) {
        JniUtils.setSeed(seed + layer);
        NDList in = new NDList(input);
        in.addAll(common);
        return network.call(stages.get(layer).method(), in, weights(layer, layer + 1), true).singletonOrThrow();
    }

    /// Cut off from ENTER; gathers the gradients of all layers when ENTER learns. The engine cannot tell which results depend on what is learnt,
    /// so all do that are not whole numbers or masks.
    private NDArray leaf(NDArray array) {
        NDArray leaf = array.stopGradient();
        leaf.setRequiresGradient(learns[0] && array.getDataType().isFloating());
        leaf.setName("c[]");
        return leaf;
    }

    private boolean learntBelow(int stage) {
        for (int s = 0; s < stage; s++) {
            if (learns[s])
                return true;
        }
        return false;
    }

    private List<NDArray> weights(int stage, int end) {
        return network.weights().subList(from[stage], from[end]);
    }

    private static void back(NDArray result, NDArray gradient) {
        JniUtils.backward((PtNDArray) result, (PtNDArray) gradient, false, false);
    }
}
