package concord.student.format;

import concord.student.StudentException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Set;

/// The tensors of a weights file (or several), by name. Mapped, not read; not safe to use after [#close()].
public interface Tensors extends AutoCloseable {
    /// In the order of the file.
    Set<String> names();

    /// @throws StudentException when there is none of that name, as the methods below do
    long[] shape(String name);

    /// F32, F16, BF16, F64, I64, ... as safetensors spells it.
    String type(String name);

    /// A floating-point tensor of any stored precision, converted to 32-bit floats.
    ///
    /// @throws StudentException when its type is not a floating-point one
    FloatTensor floats(String name);

    /// The raw little-endian bytes, row-major, mapped where they lie so in the file; valid until this is closed.
    ///
    /// @throws StudentException when they are more than 2 GiB
    ByteBuffer raw(String name);

    /// Sizes and modification times of the files, to tell one start from another.
    String identity();

    @Override
    void close();

    /// The weights of a Hugging Face folder: model.safetensors, else its shards, else pytorch_model.bin, else its shards.
    ///
    /// @throws StudentException when there are none, or a file is cut, foreign or damaged, or the list of shards names a file outside
    static Tensors of(Path folder) {
        return WeightFiles.open(folder);
    }
}
