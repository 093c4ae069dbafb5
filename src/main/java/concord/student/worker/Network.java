package concord.student.worker;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import concord.student.format.FloatTensor;
import concord.student.format.SafetensorsWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;

/// A classifier in native memory: the kernels of its architecture and its weights, which this side owns.
///
/// One thread only, the one that opened [Torch].
final class Network implements AutoCloseable {
    private final NDManager manager;
    private final PtSymbolBlock block;
    private final Plan plan;
    private final List<Weight> specs;
    private final List<Boolean> learnt;
    private final List<NDArray> weights = new ArrayList<>();
    private final Map<String, NDArray> entries = new LinkedHashMap<>();
    private final LayerwiseBackward layerwise;

    private List<NDArray> active = weights;

    private Network(NDManager manager, PtSymbolBlock block, Plan plan) {
        this.manager = manager;
        this.block = block;
        this.plan = plan;
        this.specs = plan.weights();
        this.learnt = plan.learnt();
        this.layerwise = new LayerwiseBackward(this);
    }

    /// @param values gives each weight of the plan; asked once for each, one after the other, so that Java need not hold them all
    static Network load(Torch torch, Plan plan, Function<Weight, Values> values) {
        NDManager manager = torch.manager().newSubManager();
        try {
            PtSymbolBlock block = kernels(manager, plan.kernels() + AdamW.KERNELS + Upload.KERNELS);
            Network network = new Network(manager, block, plan);
            Upload upload = new Upload(manager, block);
            for (int i = 0; i < network.specs.size(); i++) {
                Values given = values.apply(network.specs.get(i));
                NDArray array = upload.array(given, plan.held(network.specs.get(i), network.learnt.get(i)));
                // this name makes the engine pass the array as an element of the list argument
                array.setName("w[]");
                network.weights.add(array);
            }
            // the values have passed through Java's memory, which would stay as large as it was for them
            System.gc();
            return network;
        } catch (RuntimeException | Error e) {
            manager.close();
            throw e;
        }
    }

    static NDArray copy(NDManager manager, NDArray array) {
        NDArray copy = array.duplicate();
        copy.attach(manager);
        copy.setName("w[]");
        return copy;
    }

    private static PtSymbolBlock kernels(NDManager manager, String methods) {
        try {
            Path file = Files.createTempFile("concord-kernels", ".pt");
            try {
                try (OutputStream out = Files.newOutputStream(file)) {
                    KernelArchive.write(out, methods);
                }
                return JniUtils.loadModule((PtNDManager) manager, file, true, new String[0], new String[0], true);
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new concord.student.StudentException("The temporary folder cannot be written: " + e.getMessage() + ".", e);
        }
    }

    NDManager manager() {
        return manager;
    }

    PtSymbolBlock block() {
        return block;
    }

    Plan plan() {
        return plan;
    }

    List<Weight> specs() {
        return specs;
    }

    /// Positions among the weights of those that are learnt.
    int[] learnt() {
        return IntStream.range(0, specs.size()).filter(learnt::get).toArray();
    }

    List<NDArray> weights() {
        return weights;
    }

    /// The weights of the output layer.
    List<Weight> outputs() {
        return specs.stream().filter(plan::puts).toList();
    }

    long parameters() {
        return weights.stream().mapToLong(NDArray::size).sum();
    }

    /// Dropout on, gradients wanted.
    void train() {
        JniUtils.enableTrainingMode(block);
        for (int i : learnt()) {
            weights.get(i).setRequiresGradient(true);
        }
    }

    /// Dropout off.
    void evaluate() {
        JniUtils.enableInferenceMode(block);
    }

    /// From now on computes with these arrays in place of its own; they are read, not kept.
    void use(List<NDArray> arrays) {
        active = arrays;
    }

    /// @return [rows, labels], on the manager of the batch, without a graph
    NDArray logits(Batch batch) {
        return call("logits", List.of(batch.ids(), batch.types(), batch.mask()), false);
    }

    /// @return [rows, hidden], each row of length 1
    NDArray embeddings(Batch batch) {
        return call("embed", List.of(batch.ids(), batch.types(), batch.mask()), false);
    }

    /// Adds the gradients of a batch's mean loss, times a share, to those of the learnt weights; truth and label weights as the plan's
    /// objective wants them.
    ///
    /// @param share of this batch in the step it is part of; 1 when it is the whole
    /// @return the mean loss itself
    double backward(Batch batch, NDArray truth, NDArray labelWeights, double share) {
        if (plan.checkpointing())
            return layerwise.backward(batch, truth, labelWeights, share);
        return backward("loss", List.of(batch.ids(), batch.types(), batch.mask(), truth, labelWeights), share);
    }

    private double backward(String kernel, List<NDArray> inputs, double share) {
        try (NDManager scope = manager.newSubManager()) {
            JniUtils.setGradMode(true);
            NDArray loss = call(kernel, inputs, true);
            // what the engine's own gradient collector does, without its check of every parameter
            JniUtils.backward((PtNDArray) loss, (PtNDArray) scope.create((float) share), false, false);
            JniUtils.setGradMode(false);
            return loss.getFloat();
        } finally {
            JniUtils.setGradMode(false);
        }
    }

    /// As the other, of a batch whose queries and documents are read apart.
    double backward(PairBatch batch, double share) {
        return backward("pairs", batch.inputs(), share);
    }

    private NDArray call(String method, List<NDArray> inputs, boolean graph) {
        return call(method, inputs, active, graph).singletonOrThrow();
    }

    /// Runs a kernel with some of the weights.
    ///
    /// @param graph whether the results may become part of a graph, which is made while the thread's gradient mode is on
    NDList call(String method, List<NDArray> inputs, List<NDArray> own, boolean graph) {
        NDList list = new NDList(inputs);
        list.addAll(own);
        list.add(entry(method));
        return IValueUtils.forward(block, list, graph);
    }

    /// The engine finds the method to run in the name of an extra array.
    private NDArray entry(String method) {
        return entries.computeIfAbsent(method, m -> {
            NDArray array = manager.zeros(new Shape());
            array.setName("module_method:" + m);
            return array;
        });
    }

    /// Copies the learnt weights of a file over these.
    void restore(Function<String, FloatTensor> values) {
        for (int i : learnt()) {
            overwrite(weights.get(i), values.apply(specs.get(i).name()));
        }
    }

    void overwrite(NDArray target, FloatTensor values) {
        try (NDArray source = manager.create(values.values(), new Shape(values.shape()))) {
            source.copyTo(target);
        }
    }

    /// The learnt ones of arrays in the order of the weights, under the weights' names.
    Map<String, SafetensorsWriter.Source> sources(List<NDArray> arrays) {
        Map<String, SafetensorsWriter.Source> out = new LinkedHashMap<>();
        for (int i : learnt()) {
            out.put(specs.get(i).name(), source(arrays.get(i)));
        }
        return out;
    }

    /// All weights, under their names.
    Map<String, SafetensorsWriter.Source> sources() {
        Map<String, SafetensorsWriter.Source> out = new LinkedHashMap<>();
        for (int i = 0; i < specs.size(); i++) {
            out.put(specs.get(i).name(), source(weights.get(i)));
        }
        return out;
    }

    static SafetensorsWriter.Source source(NDArray array) {
        return new SafetensorsWriter.Source(array.getShape().getShape(), () -> {
            // on the CPU the array's own memory, which outlives the writing
            ByteBuffer bytes = array.toByteBuffer(!array.getDevice().isGpu());
            return bytes.order(ByteOrder.LITTLE_ENDIAN);
        });
    }

    @Override
    public void close() {
        manager.close();
    }
}
