package concord.student.worker;

import ai.djl.util.cuda.CudaUtils;
import concord.model.request.Recipe;
import concord.student.StudentException;
import concord.student.device.Processor;
import org.jspecify.annotations.Nullable;

/// Which numbers a network computes its matrix products in.
final class Precisions {
    /// A body of more weights than this is not held in 32 bits unless that is asked for.
    static final long LARGE = 1_000_000_000;
    private static final int AMPERE = 80;

    private Precisions() {
    }

    /// @param asked  auto, fp32 or bf16
    /// @param device cpu, gpu0, gpu1, ...
    static Precision of(String asked, String device, @Nullable Lora lora, long parameters) {
        return switch (asked) {
            case "fp32" -> Precision.FLOAT32;
            case "bf16" -> Precision.BFLOAT16;
            case Recipe.AUTO -> {
                boolean frozenAndLarge = lora != null && parameters > LARGE;
                // on a processor the gain for full fine-tuning is not settled
                boolean fast = device.equals("cpu") ? lora != null && auto(device) : auto(device);
                yield frozenAndLarge || fast ? Precision.BFLOAT16 : Precision.FLOAT32;
            }
            default -> throw new StudentException("The precision \"" + asked + "\" is not known; use auto, fp32 or bf16.");
        };
    }

    /// Whether the device computes in brain floats by itself.
    static boolean auto(String device) {
        try {
            if (device.startsWith("gpu"))
                return Integer.parseInt(CudaUtils.getComputeCapability(Integer.parseInt(device.substring(3)))) >= AMPERE;
            return Processor.here().bf16();
        } catch (RuntimeException e) {
            return false;
        }
    }
}
