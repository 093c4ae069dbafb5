package concord.student.worker;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.huggingface.tokenizers.jni.LibUtils;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.util.cuda.CudaUtils;
import concord.student.StudentException;
import concord.student.device.Processor;
import java.lang.management.MemoryUsage;
import java.util.LinkedHashMap;
import java.util.Map;

/// The PyTorch engine of this JVM on one device. Everything native happens on the thread that opened it.
final class Torch implements AutoCloseable {
    private static final String NO_MEMORY = "There was not enough memory; choose a smaller batch, a shorter maximum length or a smaller model.";

    private static final int SIDE = 32;

    private final NDManager manager;
    private final int threads;

    private Torch(NDManager manager, int threads) {
        this.manager = manager;
        this.threads = threads;
    }

    /// @param device cpu, gpu0, gpu1, ...
    static Torch open(String device, int threads) {
        Engine engine;
        try {
            engine = Engine.getEngine("PyTorch");
        } catch (RuntimeException | LinkageError e) {
            throw new StudentException("The PyTorch library could not be loaded: " + rootMessage(e) + ".", e);
        }
        JniUtils.setNumThreads(threads);
        // the graph optimizer specialises the kernels for every new text length and gains nothing
        JniUtils.setGraphExecutorOptimize(false);
        JniUtils.setGradMode(false);
        Device on = Device.cpu();
        if (device.startsWith("gpu")) {
            int index = Integer.parseInt(device.substring(3));
            if (index >= engine.getGpuCount())
                throw new StudentException("There is no " + device + ": PyTorch finds " + engine.getGpuCount()
                        + " GPUs on this computer. Choose the device auto or cpu.");
            on = Device.gpu(index);
        }
        return new Torch(NDManager.newBaseManager(on, "PyTorch"), threads);
    }

    /// Bytes of the device's memory that nobody uses.
    long free() {
        Device device = manager.getDevice();
        if (!device.isGpu())
            return Processor.here().free();
        MemoryUsage memory = CudaUtils.getGpuMemory(device);
        return memory.getMax() - memory.getCommitted();
    }

    /// Loads the tokenizers and PyTorch and computes something on the device: a library for another GPU loads well and fails only here.
    ///
    /// @throws StudentException with the reason when that fails
    static void tryOut(String device, int threads) {
        try {
            LibUtils.checkStatus();
        } catch (RuntimeException | LinkageError e) {
            throw new StudentException("The tokenizer library could not be loaded: " + rootMessage(e) + ".", e);
        }
        try (Torch torch = open(device, threads); NDArray ones = torch.manager().ones(new Shape(SIDE, SIDE))) {
            try (NDArray product = ones.matMul(ones); NDArray sum = product.sum()) {
                if (sum.getFloat() != SIDE * SIDE * SIDE)
                    throw new StudentException("PyTorch computes wrong results on " + torch.words() + ".");
            }
        } catch (EngineException e) {
            throw new StudentException(sentence(e), e);
        }
    }

    NDManager manager() {
        return manager;
    }

    /// Of what computes here, by name.
    static Map<String, String> versions() {
        Map<String, String> out = new LinkedHashMap<>();
        out.put("PyTorch", Engine.getEngine("PyTorch").getVersion());
        out.put("DJL", Engine.getDjlVersion());
        out.put("Java", System.getProperty("java.version"));
        return out;
    }

    String words() {
        Device device = manager.getDevice();
        return device.isGpu() ? "GPU " + device.getDeviceId() : "CPU, " + threads + (threads == 1 ? " thread" : " threads");
    }

    /// Starts the random numbers of the engine (dropout) again.
    void seed(long seed) {
        JniUtils.setSeed(seed);
    }

    /// Gives memory the device keeps for later back to it.
    void release() {
        if (manager.getDevice().isGpu())
            JniUtils.emptyCudaCache();
    }

    /// Whether the device or the computer had no memory left.
    static boolean noMemory(Throwable failure) {
        String message = rootMessage(failure);
        return message.contains("out of memory") || message.contains("can't allocate memory") || message.contains("bad_alloc");
    }

    static String sentence(Throwable failure) {
        return noMemory(failure) ? NO_MEMORY : "The work stopped on an unexpected error: " + rootMessage(failure) + ".";
    }

    private static String rootMessage(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String message = root.getMessage() == null ? root.toString() : root.getMessage();
        String line = message.lines().map(String::strip).filter(l -> !l.isEmpty()).findFirst().orElse(root.toString());
        return line.endsWith(".") ? line.substring(0, line.length() - 1) : line;
    }

    @Override
    public void close() {
        manager.close();
    }
}
