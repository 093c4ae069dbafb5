package concord.student.format;

import concord.student.StudentException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads the pickles of a PyTorch weights file, and nothing that a plain set of weights does not need: nothing is ever called or looked up by
/// name except the few names of [Name].
///
/// Source: the opcodes of protocol 2 in Python's pickletools. The machine does not recurse and never compares or prints what it has read, so
/// that values which contain each other many times over cost nothing; what it may hold is bounded.
final class Pickle {
    private static final int LONGEST = 1 << 22;
    private static final int MOST_ON_STACK = 1 << 17;
    private static final int MOST_REMEMBERED = 1 << 20;
    private static final int LONGEST_NAME = 200;
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfDouble DOUBLE = ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    private final Path file;
    private final MemorySegment bytes;
    private final long end;
    private long at;
    private List<Object> stack = new ArrayList<>();
    private final Deque<List<Object>> outer = new ArrayDeque<>();
    private int onOuter;
    private final Map<Integer, Object> memory = new HashMap<>();

    /// What may be named in the file.
    sealed interface Name {
        enum Function implements Name {
            ORDERED_DICT, TENSOR, PARAMETER
        }

        record StorageType(NumberType numbers) implements Name {}
    }

    private enum Nothing {
        NONE
    }

    record Tuple(List<Object> items) {}

    /// A dictionary; its keys are texts and numbers only.
    record Dictionary(Map<Object, Object> entries) {}

    /// Numbers stored under a key in the archive.
    record Storage(String key, NumberType type, long count) {}

    /// A view of a storage; places are counted in numbers.
    record View(Storage storage, long offset, long[] shape, long[] strides) {}

    /// @param at where the pickle begins
    Pickle(Path file, MemorySegment bytes, long at) {
        this.file = file;
        this.bytes = bytes;
        this.at = at;
        this.end = Math.min(bytes.byteSize(), at + LONGEST);
    }

    /// Where the reading stopped: after the end of the pickle.
    long position() {
        return at;
    }

    /// @return a text, a Long, Double or Boolean, a list, or a record of this class
    /// @throws StudentException when the pickle is damaged, too large, or asks for anything but weights
    Object read() {
        while (true) {
            int code = unsigned();
            if (code == '.')
                return pop();
            step(code);
            if (stack.size() + onOuter > MOST_ON_STACK)
                throw damaged("it nests too much");
        }
    }

    private void step(int code) {
        switch (code) {
            case 0x80 -> {
                int protocol = unsigned();
                if (protocol != 2)
                    throw damaged("it is written in pickle protocol " + protocol + ", while PyTorch writes protocol 2");
            }
            case '(' -> {
                outer.push(stack);
                onOuter += stack.size() + 1;
                stack = new ArrayList<>();
            }
            case 'N' -> push(Nothing.NONE);
            case 0x88 -> push(true);
            case 0x89 -> push(false);
            case 'K' -> push((long) unsigned());
            case 'M' -> push((long) (unsigned() | unsigned() << 8));
            case 'J' -> push((long) bytes.get(INT, take(4)));
            case 0x8a -> push(whole(unsigned()));
            case 'G' -> push(bytes.get(DOUBLE, take(8)));
            case 'X' -> push(text(length(), true));
            case 'T' -> push(text(length(), false));
            case 'U' -> push(text(unsigned(), false));
            case ')' -> push(new Tuple(List.of()));
            case 0x85 -> push(new Tuple(last(1)));
            case 0x86 -> push(new Tuple(last(2)));
            case 0x87 -> push(new Tuple(last(3)));
            case 't' -> push(new Tuple(sinceMark()));
            case ']' -> push(new ArrayList<>());
            case '}' -> push(new Dictionary(new LinkedHashMap<>()));
            case 'a' -> {
                Object item = pop();
                list(peek()).add(item);
            }
            case 'e' -> {
                List<Object> items = sinceMark();
                list(peek()).addAll(items);
            }
            case 's' -> {
                List<Object> items = last(2);
                put(peek(), items);
            }
            case 'u' -> {
                List<Object> items = sinceMark();
                put(peek(), items);
            }
            case 'q' -> remember(unsigned());
            case 'r' -> remember(bytes.get(INT, take(4)));
            case 'h' -> recall(unsigned());
            case 'j' -> recall(bytes.get(INT, take(4)));
            case '0' -> pop();
            case '1' -> sinceMark();
            case 'c' -> push(name(line(), line()));
            case 'Q' -> push(storage(pop()));
            case 'R' -> {
                Object arguments = pop();
                push(call(pop(), arguments));
            }
            case 'b' -> {
                // the attributes of a dictionary or parameter, such as _metadata: nothing weights need
                pop();
                if (!(peek() instanceof Dictionary) && !(peek() instanceof View))
                    throw damaged("it gives attributes to what has none");
            }
            default -> throw damaged("it has the unexpected instruction 0x" + Integer.toHexString(code));
        }
    }

    private Name name(String module, String name) {
        String full = module + "." + name;
        Optional<NumberType> numbers = switch (full) {
            case "torch.DoubleStorage" -> Optional.of(NumberType.F64);
            case "torch.FloatStorage" -> Optional.of(NumberType.F32);
            case "torch.HalfStorage" -> Optional.of(NumberType.F16);
            case "torch.BFloat16Storage" -> Optional.of(NumberType.BF16);
            case "torch.LongStorage" -> Optional.of(NumberType.I64);
            case "torch.IntStorage" -> Optional.of(NumberType.I32);
            case "torch.ShortStorage" -> Optional.of(NumberType.I16);
            case "torch.CharStorage" -> Optional.of(NumberType.I8);
            case "torch.ByteStorage", "torch.storage.UntypedStorage" -> Optional.of(NumberType.U8);
            case "torch.BoolStorage" -> Optional.of(NumberType.BOOL);
            default -> Optional.empty();
        };
        if (numbers.isPresent())
            return new Name.StorageType(numbers.get());
        return switch (full) {
            case "collections.OrderedDict" -> Name.Function.ORDERED_DICT;
            case "torch._utils._rebuild_tensor_v2" -> Name.Function.TENSOR;
            case "torch._utils._rebuild_parameter" -> Name.Function.PARAMETER;
            default -> throw new StudentException("The file " + file + " was not loaded: it asks for " + printable(full)
                    + ", while a plain set of weights asks for nothing but tensors.");
        };
    }

    private static String printable(String name) {
        String clean = name.replaceAll("[^\\x21-\\x7e]", "?");
        return clean.length() > LONGEST_NAME ? clean.substring(0, LONGEST_NAME) + "…" : clean;
    }

    /// ("storage", type, key, location, count) and, in old files, a view of it that was never used for weights.
    private Storage storage(Object id) {
        if (id instanceof Tuple(List<Object> parts) && (parts.size() == 5 || parts.size() == 6 && parts.get(5) == Nothing.NONE)
                && "storage".equals(parts.get(0)) && parts.get(1) instanceof Name.StorageType(NumberType type)
                && parts.get(2) instanceof String key && parts.get(4) instanceof Long count && count >= 0)
            return new Storage(key, type, count);
        throw damaged("it names a storage that is none");
    }

    private Object call(Object function, Object arguments) {
        if (function instanceof Name.Function known && arguments instanceof Tuple(List<Object> given)) {
            return switch (known) {
                case ORDERED_DICT -> dictionary(given);
                case TENSOR -> view(given);
                case PARAMETER -> {
                    if (given.isEmpty() || !(given.getFirst() instanceof View view))
                        throw damaged("it has a parameter without a tensor");
                    yield view;
                }
            };
        }
        throw damaged("it calls what cannot be called");
    }

    /// OrderedDict(), or as Python 2 wrote it: OrderedDict([[key, value], ...]).
    private Dictionary dictionary(List<Object> given) {
        Dictionary out = new Dictionary(new LinkedHashMap<>());
        if (given.isEmpty())
            return out;
        for (Object pair : list(given.getFirst())) {
            List<Object> items = pair instanceof Tuple(List<Object> two) ? two : list(pair);
            if (items.size() != 2)
                throw damaged("it has a pair that is none");
            put(out, items);
        }
        return out;
    }

    /// (storage, offset, shape, strides, and whether it wants gradients, and hooks)
    private View view(List<Object> given) {
        if (given.size() >= 4 && given.get(0) instanceof Storage storage && given.get(1) instanceof Long offset
                && given.get(2) instanceof Tuple(List<Object> shape) && given.get(3) instanceof Tuple(List<Object> strides)
                && shape.size() == strides.size())
            return new View(storage, offset, numbers(shape), numbers(strides));
        throw damaged("it has a tensor that is none");
    }

    private long[] numbers(List<Object> items) {
        long[] out = new long[items.size()];
        for (int i = 0; i < out.length; i++) {
            if (!(items.get(i) instanceof Long number))
                throw damaged("it has a shape that is none");
            out[i] = number;
        }
        return out;
    }

    private void put(Object dictionary, List<Object> keysAndValues) {
        if (!(dictionary instanceof Dictionary(Map<Object, Object> entries)) || keysAndValues.size() % 2 != 0)
            throw damaged("it has an entry outside a dictionary");
        for (int i = 0; i < keysAndValues.size(); i += 2) {
            switch (keysAndValues.get(i)) {
                case String _,Long _,Double _,Boolean _ -> entries.put(keysAndValues.get(i), keysAndValues.get(i + 1));
                default -> throw damaged("it has a dictionary whose keys are no names");
            }
        }
    }

    @SuppressWarnings("unchecked")
    private List<Object> list(Object value) {
        if (value instanceof List<?> list)
            return (List<Object>) list;
        throw damaged("it has a list that is none");
    }

    private void remember(int index) {
        memory.put(index, peek());
        if (memory.size() > MOST_REMEMBERED)
            throw damaged("it refers to too much");
    }

    private void recall(int index) {
        Object value = memory.get(index);
        if (value == null)
            throw damaged("it refers to what it does not have");
        push(value);
    }

    private void push(Object value) {
        stack.add(value);
    }

    private Object peek() {
        if (stack.isEmpty())
            throw damaged("it takes more than it has");
        return stack.getLast();
    }

    private Object pop() {
        Object value = peek();
        stack.removeLast();
        return value;
    }

    private List<Object> last(int count) {
        if (stack.size() < count)
            throw damaged("it takes more than it has");
        List<Object> tail = stack.subList(stack.size() - count, stack.size());
        List<Object> out = List.copyOf(tail);
        tail.clear();
        return out;
    }

    private List<Object> sinceMark() {
        if (outer.isEmpty())
            throw damaged("it takes more than it has");
        List<Object> out = stack;
        stack = outer.pop();
        onOuter -= stack.size() + 1;
        return out;
    }

    private int unsigned() {
        return Byte.toUnsignedInt(bytes.get(ValueLayout.JAVA_BYTE, take(1)));
    }

    private int length() {
        int length = bytes.get(INT, take(4));
        if (length < 0)
            throw damaged("it has a text without an end");
        return length;
    }

    /// A whole number of up to eight little-endian bytes, the last of which carries the sign.
    private long whole(int width) {
        if (width > Long.BYTES)
            throw damaged("it has a number beyond 64 bits");
        long from = take(width);
        long out = 0;
        for (int i = width - 1; i >= 0; i--) {
            byte next = bytes.get(ValueLayout.JAVA_BYTE, from + i);
            out = i == width - 1 ? next : out << 8 | Byte.toUnsignedLong(next);
        }
        return out;
    }

    private String text(int length, boolean unicode) {
        byte[] out = bytes.asSlice(take(length), length).toArray(ValueLayout.JAVA_BYTE);
        return new String(out, unicode ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1);
    }

    private String line() {
        long from = at;
        while (unsigned() != '\n') {
            if (at - from > 4 * LONGEST_NAME)
                throw damaged("it has a name without an end");
        }
        byte[] out = bytes.asSlice(from, at - 1 - from).toArray(ValueLayout.JAVA_BYTE);
        return new String(out, StandardCharsets.UTF_8);
    }

    /// Where the next bytes are; moves on behind them.
    private long take(int count) {
        if (count > end - at)
            throw damaged(end < bytes.byteSize() ? "its description is too long" : "it is cut short");
        long from = at;
        at += count;
        return from;
    }

    private StudentException damaged(String why) {
        return TorchFile.notReadable(file, why);
    }
}
