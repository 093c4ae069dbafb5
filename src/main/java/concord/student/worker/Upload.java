package concord.student.worker;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValueUtils;
import concord.student.StudentException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;

/// Brings weights into native memory in the numbers they are held in. Converts there: neither Java memory nor a second native copy of the
/// model is needed, whatever its size.
///
/// The engine's Java side has no name for brain floats. Their bytes travel as 16-bit floats and a kernel gives them their meaning; afterwards
/// such an array may only be passed on to kernels, since most other calls on it end the JVM.
final class Upload {
    /// Each gives an array of its own: what comes in shares the memory of the file.
    static final String KERNELS = """
              def copied(self: __torch__.M, x: Tensor) -> Tensor:
                return torch.clone(x)
              def widened(self: __torch__.M, x: Tensor) -> Tensor:
                return torch.to(x, 6)
              def narrowed(self: __torch__.M, x: Tensor) -> Tensor:
                return torch.to(x, 15)
              def brain(self: __torch__.M, x: Tensor) -> Tensor:
                return torch.view_copy(x, dtype=15)
              def widebrain(self: __torch__.M, x: Tensor) -> Tensor:
                return torch.to(torch.view_copy(x, dtype=15), 6)
            """;

    private final NDManager manager;
    private final PtSymbolBlock block;

    Upload(NDManager manager, PtSymbolBlock block) {
        this.manager = manager;
        this.block = block;
    }

    /// @throws StudentException when the type is not a floating-point one
    NDArray array(Values values, Precision held) {
        boolean narrow = held == Precision.BFLOAT16;
        return switch (values.type()) {
            case "F32" -> array(values, DataType.FLOAT32, narrow ? "narrowed" : "copied");
            case "F16" -> array(values, DataType.FLOAT16, narrow ? "narrowed" : "widened");
            case "F64" -> array(values, DataType.FLOAT64, narrow ? "narrowed" : "widened");
            case "BF16" -> array(values, DataType.FLOAT16, narrow ? "brain" : "widebrain");
            default -> throw new StudentException("Weights of the type " + values.type() + " cannot be used; use a model in 16 or 32 bit.");
        };
    }

    private NDArray array(Values values, DataType as, String method) {
        ByteBuffer raw = values.raw().get();
        try (NDManager scope = manager.newSubManager(); NDArray entry = scope.zeros(new Shape())) {
            entry.setName("module_method:" + method);
            NDArray shared = scope.create(raw, new Shape(values.shape()), as);
            // called as if for a graph: what the engine makes otherwise may never be learnt
            NDArray out = IValueUtils.forward(block, new NDList(shared, entry), true).singletonOrThrow();
            out.attach(manager);
            return out;
        } finally {
            release(raw);
        }
    }

    /// Pages of the file that were read need not stay in memory.
    private static void release(ByteBuffer raw) {
        MemorySegment segment = MemorySegment.ofBuffer(raw);
        if (segment.isMapped())
            segment.unload();
    }
}
