package concord.student.format;

import concord.student.StudentException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A pytorch_model.bin, mapped into memory: a dictionary of tensors as torch.save writes it, in a zip file (since PyTorch 1.6) or as a row of
/// pickles and raw storages (before). Anything but tensors is refused; no code in the file is ever run.
///
/// Source: the notes on serialization of the PyTorch documentation, and files written by PyTorch. Not safe to use after [#close()].
final class TorchFile implements Tensors {
    private static final int ZIP = 0x04034b50;
    /// The pickled number 0x1950a86a20f9469cfc6c, which begins files older than the zip ones.
    private static final byte[] OLD = {(byte) 0x80, 2, (byte) 0x8a, 10, 0x6c, (byte) 0xfc, (byte) 0x9c, 0x46, (byte) 0xf9, 0x20, 0x6a,
            (byte) 0xa8, 0x50, 0x19, '.'};
    private static final long OLD_PROTOCOL = 1001;
    private static final int MOST_DIMENSIONS = 64;
    /// A tensor that repeats its storage is written out when it is read; this many numbers at most.
    private static final long MOST_REPEATED = 1 << 24;
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final MappedFile file;
    private final Map<String, Pickle.View> views = new LinkedHashMap<>();
    private final Map<String, MemorySegment> storages = new HashMap<>();

    private TorchFile(MappedFile file) {
        this.file = file;
    }

    /// @throws StudentException when the file is cut, foreign or damaged, or holds more than tensors
    static TorchFile open(Path path) {
        MappedFile mapped = MappedFile.open(path);
        TorchFile file = new TorchFile(mapped);
        try {
            MemorySegment bytes = mapped.bytes();
            if (bytes.byteSize() >= 4 && bytes.get(INT, 0) == ZIP)
                file.readZip();
            else if (bytes.byteSize() >= OLD.length && bytes.asSlice(0, OLD.length).mismatch(MemorySegment.ofArray(OLD)) < 0)
                file.readOld();
            else
                throw notReadable(path, "it does not begin as one");
            file.views.forEach(file::check);
            return file;
        } catch (StudentException e) {
            mapped.close();
            throw e;
        }
    }

    static StudentException notReadable(Path file, String why) {
        return new StudentException("The file " + file + " is not a whole PyTorch weights file: " + why + ".");
    }

    private StudentException damaged(String why) {
        return notReadable(file.path(), why);
    }

    private void readZip() {
        Map<String, MemorySegment> entries = StoredZip.entries(file);
        String description = entries.keySet().stream().filter(name -> name.endsWith("/data.pkl")).findFirst()
                .orElseThrow(() -> damaged("it has no data.pkl"));
        String root = description.substring(0, description.length() - "data.pkl".length());
        MemorySegment order = entries.get(root + "byteorder");
        if (order != null && !new String(order.asSlice(0, Math.min(16, order.byteSize())).toArray(ValueLayout.JAVA_BYTE),
                StandardCharsets.UTF_8).strip().equals("little"))
            throw damaged("its numbers are not little-endian; save it on an ordinary computer");
        weights(new Pickle(file.path(), entries.get(description), 0).read());
        for (Pickle.View view : views.values()) {
            MemorySegment storage = entries.get(root + "data/" + view.storage().key());
            if (storage == null)
                throw damaged("the numbers " + view.storage().key() + " are missing");
            storages.put(view.storage().key(), storage);
        }
    }

    private void readOld() {
        long at = OLD.length;
        Object[] parts = new Object[4];
        for (int i = 0; i < parts.length; i++) {
            Pickle pickle = new Pickle(file.path(), file.bytes(), at);
            parts[i] = pickle.read();
            at = pickle.position();
        }
        if (!(parts[0] instanceof Long protocol) || protocol != OLD_PROTOCOL)
            throw damaged("it is written in an unknown form");
        if (parts[1] instanceof Pickle.Dictionary(Map<Object, Object> system) && Boolean.FALSE.equals(system.get("little_endian")))
            throw damaged("its numbers are not little-endian; save it on an ordinary computer");
        weights(parts[2]);
        if (!(parts[3] instanceof List<?> keys))
            throw damaged("the list of its numbers is missing");
        Map<String, Pickle.Storage> known = new HashMap<>();
        views.values().forEach(view -> known.put(view.storage().key(), view.storage()));
        for (Object key : keys) {
            // what belongs to no weights was dropped with its description, so that its size is not known
            if (!(key instanceof String name) || !known.containsKey(name))
                throw damaged("it has numbers that belong to no weights");
            if (at > file.bytes().byteSize() - Long.BYTES)
                throw damaged("it is cut short");
            long count = file.bytes().get(LONG, at);
            at += Long.BYTES;
            int width = known.get(name).type().width;
            if (count < 0 || count > (file.bytes().byteSize() - at) / width)
                throw damaged("it is cut short");
            storages.put(name, file.bytes().asSlice(at, count * width));
            at += count * width;
        }
    }

    private void weights(Object value) {
        if (value instanceof Pickle.Dictionary(Map<Object, Object> entries)) {
            entries.forEach((name, entry) -> {
                if (name instanceof String text && entry instanceof Pickle.View view)
                    views.put(text, view);
            });
        }
        if (views.isEmpty())
            throw damaged("it has no weights by their names");
    }

    /// Every number a tensor points to must be in its storage.
    private void check(String name, Pickle.View view) {
        MemorySegment storage = storages.get(view.storage().key());
        if (storage == null)
            throw damaged("the numbers of " + name + " are missing");
        long count = storage.byteSize() / view.storage().type().width;
        if (count < view.storage().count())
            throw damaged("the numbers of " + name + " are cut short");
        if (view.shape().length > MOST_DIMENSIONS)
            throw damaged(name + " has too many dimensions");
        try {
            long last = view.offset();
            boolean within = last >= 0;
            for (int i = 0; i < view.shape().length; i++) {
                within &= view.shape()[i] >= 0 && view.strides()[i] >= 0;
                last = Math.addExact(last, Math.multiplyExact(Math.max(0, view.shape()[i] - 1), view.strides()[i]));
            }
            long values = within ? FloatTensor.size(view.shape()) : 0;
            if (!within || values > 0 && last >= count)
                throw damaged(name + " points outside its numbers");
            if (values > Math.max(count, MOST_REPEATED))
                throw damaged(name + " is larger than its numbers");
        } catch (ArithmeticException e) {
            throw damaged(name + " points outside its numbers");
        }
    }

    private Pickle.View view(String name) {
        Pickle.View view = views.get(name);
        if (view == null)
            throw new StudentException("The file " + file.path() + " has no weights named " + name + ".");
        return view;
    }

    @Override
    public Set<String> names() {
        return Collections.unmodifiableSet(views.keySet());
    }

    @Override
    public long[] shape(String name) {
        return view(name).shape();
    }

    @Override
    public String type(String name) {
        return view(name).storage().type().name();
    }

    @Override
    public FloatTensor floats(String name) {
        return tensor(name).floats();
    }

    @Override
    public ByteBuffer raw(String name) {
        return tensor(name).raw();
    }

    private StoredTensor tensor(String name) {
        Pickle.View view = view(name);
        int width = view.storage().type().width;
        MemorySegment storage = storages.get(view.storage().key());
        long size = FloatTensor.size(view.shape()) * width;
        MemorySegment bytes;
        if (size == 0 || rowMajor(view))
            bytes = storage.asSlice(size == 0 ? 0 : view.offset() * width, size);
        else if (size <= Integer.MAX_VALUE - 8)
            bytes = copied(view, storage, (int) size, width);
        else
            throw new StudentException(
                    "The weights " + name + " in " + file.path() + " are too large to be put in order: they take " + size + " bytes.");
        return new StoredTensor(file.path(), name, type(name), view.shape(), bytes);
    }

    private static boolean rowMajor(Pickle.View view) {
        long next = 1;
        for (int i = view.shape().length - 1; i >= 0; i--) {
            // the stride of a single row means nothing
            if (view.shape()[i] != 1 && view.strides()[i] != next)
                return false;
            next *= view.shape()[i];
        }
        return true;
    }

    private static MemorySegment copied(Pickle.View view, MemorySegment storage, int size, int width) {
        MemorySegment out = MemorySegment.ofArray(new byte[size]);
        int dimensions = view.shape().length;
        long[] index = new long[dimensions];
        long from = view.offset();
        for (long to = 0; to < size; to += width) {
            MemorySegment.copy(storage, from * width, out, to, width);
            for (int d = dimensions - 1; d >= 0; d--) {
                from += view.strides()[d];
                if (++index[d] < view.shape()[d])
                    break;
                from -= view.strides()[d] * index[d];
                index[d] = 0;
            }
        }
        return out;
    }

    @Override
    public String identity() {
        return file.identity();
    }

    @Override
    public void close() {
        file.close();
    }
}
