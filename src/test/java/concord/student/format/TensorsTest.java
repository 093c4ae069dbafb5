package concord.student.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import concord.student.StudentException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Weights in all their files (made by reference/torch_files.py), and files that are cut, foreign or hostile.
class TensorsTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"zip.bin", "old.bin"})
    void everyTensorIsTheOneTorchSaved(String name) throws IOException {
        Files.copy(resource(name), folder.resolve("pytorch_model.bin"));
        try (Tensors tensors = Tensors.of(folder); Tensors expected = Safetensors.open(resource("expected.safetensors"))) {
            same(tensors, expected);
        }
    }

    @Test
    void shardsAreReadAsOne() {
        try (Tensors tensors = Tensors.of(resource("shards")); Tensors expected = Safetensors.open(resource("expected.safetensors"))) {
            same(tensors, expected);
            assertThat(tensors.identity()).isNotEqualTo(expected.identity());
        }
    }

    private static void same(Tensors tensors, Tensors expected) {
        assertThat(tensors.names()).containsExactlyInAnyOrderElementsOf(expected.names());
        for (String name : expected.names()) {
            assertThat(tensors.shape(name)).as(name).isEqualTo(expected.shape(name));
            assertThat(tensors.type(name)).as(name).isEqualTo(expected.type(name));
            assertThat(tensors.raw(name)).as(name).isEqualTo(expected.raw(name));
            if (NumberType.valueOf(expected.type(name)).floating())
                assertThat(tensors.floats(name).values()).as(name).isEqualTo(expected.floats(name).values());
            else
                refused(() -> tensors.floats(name), "cannot be trained");
        }
    }

    @Test
    void identityTellsOneFileFromAnother() throws IOException {
        Files.copy(resource("zip.bin"), folder.resolve("pytorch_model.bin"));
        String before = identity();
        Files.setLastModifiedTime(folder.resolve("pytorch_model.bin"), java.nio.file.attribute.FileTime.fromMillis(1_000_000));
        assertThat(identity()).isNotEqualTo(before);
    }

    private String identity() {
        try (Tensors tensors = Tensors.of(folder)) {
            return tensors.identity();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"zip.bin", "old.bin", "expected.safetensors"})
    void aFileCutAnywhereIsRefused(String name) throws IOException {
        byte[] whole = Files.readAllBytes(resource(name));
        Path file = folder.resolve(name);
        int step = Math.max(1, whole.length / 200);
        for (int length = 0; length < whole.length; length += length < 150 || whole.length - length < 150 ? 1 : step) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> open(file).close()).as(name + " cut to " + length).isInstanceOf(StudentException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"zip.bin", "old.bin", "expected.safetensors"})
    void aFileWithAChangedByteIsReadOrRefused(String name) throws IOException {
        byte[] whole = Files.readAllBytes(resource(name));
        Path file = folder.resolve(name);
        java.util.Random random = new java.util.Random(5);
        for (int round = 0; round < 1000; round++) {
            byte[] changed = whole.clone();
            changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
            Files.write(file, changed);
            try (Tensors tensors = open(file)) {
                for (String tensor : tensors.names()) {
                    tensors.raw(tensor);
                }
            } catch (StudentException e) {
                assertThat(e).hasMessageContaining(file.toString());
            }
        }
    }

    private static Tensors open(Path file) {
        return file.toString().endsWith(".bin") ? TorchFile.open(file) : Safetensors.open(file);
    }

    @Test
    void aWholeModuleIsRefusedByTheNameOfItsClass() {
        refused(() -> TorchFile.open(resource("module.bin")), "asks for torch.nn.modules.linear.Linear");
    }

    @ParameterizedTest
    @ValueSource(strings = {"os\nsystem", "posix\nsystem", "builtins\neval", "__builtin__\nexec", "subprocess\nPopen", "torch\nload",
            "torch._utils\n_rebuild_sparse_tensor", "collections\nOrderedDict.update", "torch.storage\n_load_from_bytes"})
    void whatIsMoreThanWeightsIsRefusedByName(String global) {
        String name = global.replace('\n', '.');
        refused(() -> torch(pickle().text("c" + global + "\n").text("X").number(2).text("ls").bytes(0x85).text("R.")), "asks for " + name);
        // also where it would never be called
        refused(() -> torch(pickle().text("c" + global + "\n").text("0}.")), "asks for " + name);
    }

    @Test
    void tensorsOutsideTheirNumbersAreRefused() {
        assertThat(torch(weights(0, new long[]{2, 2}, new long[]{2, 1}))).isEqualTo(new float[]{0, 1, 2, 3});
        assertThat(torch(weights(1, new long[]{3}, new long[]{1}))).isEqualTo(new float[]{1, 2, 3});
        assertThat(torch(weights(0, new long[]{2, 2}, new long[]{1, 2}))).isEqualTo(new float[]{0, 2, 1, 3});
        for (Bytes outside : new Bytes[]{weights(1, new long[]{2, 2}, new long[]{2, 1}), weights(-1, new long[]{2}, new long[]{1}),
                weights(0, new long[]{2}, new long[]{4}), weights(3, new long[]{2}, new long[]{-1}),
                weights(0, new long[]{-2}, new long[]{1}),
                weights(4, new long[]{1}, new long[]{1}), weights(0, new long[]{Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE},
                        new long[]{Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE})}) {
            refused(() -> torch(outside), "points outside its numbers");
        }
    }

    @Test
    void hugeTensorsOfFewNumbersAreRefused() {
        refused(() -> torch(weights(0, new long[]{Integer.MAX_VALUE, 2}, new long[]{0, 0})), "is larger than its numbers");
        refused(() -> torch(weights(0, new long[]{Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE}, new long[3])),
                "points outside its numbers");
    }

    @Test
    void picklesThatGrowAreRefusedSoon() {
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            // each list contains the one before twice
            Bytes doubling = pickle().text("]q").bytes(0);
            for (int i = 0; i < 200; i++) {
                doubling.text("](h").bytes(0).text("h").bytes(0).text("eq").bytes(0);
            }
            refused(() -> torch(doubling.text(".")), "has no weights");
            // as a key it would have to be compared
            Bytes key = pickle().text("]q").bytes(0);
            for (int i = 0; i < 200; i++) {
                key.text("(h").bytes(0).text("h").bytes(0).text("tq").bytes(0);
            }
            refused(() -> torch(key.text("}h").bytes(0).text("Ns.")), "keys are no names");
            refused(() -> torch(pickle().text("(".repeat(3_000_000)).text(".")), "nests too much");
            refused(() -> torch(pickle().text("N".repeat(3_000_000)).text(".")), "nests too much");
            refused(() -> torch(pickle().text("(N1".repeat(1_000_000)).text("X").number(2_000_000_000)), "is too long|is cut short");
            refused(() -> torch(pickle().text("}".repeat(100)).text("(N1".repeat(3_000_000))), "is too long");
            refused(() -> torch(pickle().bytes(0x8a, 255).text("1".repeat(255)).text(".")), "beyond 64 bits");
            refused(() -> torch(pickle().text("c" + "a".repeat(100_000))), "a name without an end");
        });
    }

    @Test
    void foreignFilesAreRefused() throws IOException {
        Path file = folder.resolve("pytorch_model.bin");
        Files.writeString(file, "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n");
        refused(() -> Tensors.of(folder), "does not begin as one");
        Files.write(file, zip(Map.of("a/data.pkl", new byte[]{'}', '.'}), ZipEntry.DEFLATED));
        refused(() -> Tensors.of(folder), "is compressed");
        Files.write(file, zip(Map.of("word/document.xml", new byte[9]), ZipEntry.STORED));
        refused(() -> Tensors.of(folder), "has no data.pkl");
        refused(() -> torch(pickle().bytes(0x80, 4).text("}.")), "pickle protocol 4");
        Files.delete(file);
        refused(() -> Tensors.of(folder), "has no weights: neither model.safetensors nor pytorch_model.bin is there");
    }

    @Test
    void bigEndianNumbersAreRefused() {
        Map<String, byte[]> entries = archive(weights(0, new long[]{4}, new long[]{1}));
        entries.put("a/byteorder", "big".getBytes(StandardCharsets.US_ASCII));
        refused(() -> Files.write(folder.resolve("pytorch_model.bin"), zip(entries, ZipEntry.STORED)), "are not little-endian");
    }

    @Test
    void zip64ArchivesAreRead() throws IOException {
        Files.write(folder.resolve("pytorch_model.bin"), zip64(archive(weights(0, new long[]{4}, new long[]{1}))));
        try (Tensors tensors = Tensors.of(folder)) {
            assertThat(tensors.floats("w").values()).isEqualTo(new float[]{0, 1, 2, 3});
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"../outside.safetensors", "/etc/passwd", "a/../../b", "", "."})
    void shardsOutsideTheFolderAreRefused(String name) throws IOException {
        Files.writeString(folder.resolve("model.safetensors.index.json"), "{\"weight_map\":{\"w\":\"" + name + "\"}}");
        refused(() -> Tensors.of(folder), "outside its folder");
    }

    @Test
    void wrongListsOfShardsAreRefused() throws IOException {
        Path index = folder.resolve("model.safetensors.index.json");
        Files.writeString(index, "{\"weight_map\":{\"w\":\"missing.safetensors\"}}");
        refused(() -> Tensors.of(folder), "There is no file");
        Files.writeString(index, "{\"weight_map\":[]}");
        refused(() -> Tensors.of(folder), "does not say which weights");
        Files.writeString(index, "{");
        refused(() -> Tensors.of(folder), "is not valid JSON");
        Files.copy(resource("expected.safetensors"), folder.resolve("one.safetensors"));
        Files.writeString(index, "{\"weight_map\":{\"absent\":\"one.safetensors\"}}");
        refused(() -> Tensors.of(folder), "but it has not");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "null", "{\"w\":{\"dtype\":\"F32\",\"shape\":[-1],\"data_offsets\":[0,4]}}",
            "{\"w\":{\"dtype\":\"F32\",\"shape\":[4611686018427387904,4],\"data_offsets\":[0,4]}}",
            "{\"w\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4]}}",
            "{\"w\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[8,4]}}",
            "{\"w\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,9]}}", "{\"w\":3}"})
    void wrongHeadersAreRefused(String header) throws IOException {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(8 + json.length + 8).order(ByteOrder.LITTLE_ENDIAN).putLong(json.length).put(json);
        Files.write(folder.resolve("model.safetensors"), bytes.array());
        refused(() -> Tensors.of(folder), "is not a whole safetensors file");
    }

    private interface Action {
        Object run() throws IOException;
    }

    private static void refused(Action action, String why) {
        assertThatThrownBy(() -> {
            Object result = action.run();
            if (result instanceof Path path)
                Tensors.of(path.getParent()).close();
        }).isInstanceOf(StudentException.class).hasMessageMatching("(?s).*(" + why + ").*\\.").message().doesNotContain("\n");
    }

    /// The floats of the weights w of an archive with this description and the four numbers 0, 1, 2, 3.
    private float[] torch(Bytes description) {
        Path file = folder.resolve("pytorch_model.bin");
        try {
            Files.write(file, zip(archive(description), ZipEntry.STORED));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        try (Tensors tensors = Tensors.of(folder)) {
            return tensors.floats("w").values();
        }
    }

    private static Map<String, byte[]> archive(Bytes description) {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("a/data.pkl", description.out.toByteArray());
        ByteBuffer numbers = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < 4; i++) {
            numbers.putFloat(i);
        }
        entries.put("a/data/0", numbers.array());
        return entries;
    }

    private static Bytes pickle() {
        return new Bytes().bytes(0x80, 2);
    }

    /// {"w": a view of the storage "0" of four floats}
    private static Bytes weights(long offset, long[] shape, long[] strides) {
        Bytes out = pickle().text("}X").number(1).text("wctorch._utils\n_rebuild_tensor_v2\n((X").number(7)
                .text("storagectorch\nFloatStorage\n");
        out.text("X").number(1).text("0X").number(3).text("cpuJ").number(4).text("tQJ").number((int) offset);
        for (long[] numbers : new long[][]{shape, strides}) {
            out.text("(");
            for (long number : numbers) {
                out.text("J").number((int) number);
            }
            out.text("t");
        }
        return out.bytes(0x89).text("}tRs.");
    }

    private static final class Bytes {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        Bytes text(String text) {
            out.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
            return this;
        }

        Bytes bytes(int... values) {
            for (int value : values) {
                out.write(value);
            }
            return this;
        }

        Bytes number(int value) {
            out.writeBytes(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array());
            return this;
        }
    }

    private static byte[] zip(Map<String, byte[]> entries, int method) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.setMethod(method);
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                ZipEntry header = new ZipEntry(entry.getKey());
                CRC32 sum = new CRC32();
                sum.update(entry.getValue());
                header.setCrc(sum.getValue());
                header.setSize(entry.getValue().length);
                zip.putNextEntry(header);
                zip.write(entry.getValue());
                zip.closeEntry();
            }
        }
        return out.toByteArray();
    }

    /// All sizes and places in the 64-bit fields, as in an archive of more than 4 GiB.
    private static byte[] zip64(Map<String, byte[]> entries) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream directory = new ByteArrayOutputStream();
        for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
            byte[] name = entry.getKey().getBytes(StandardCharsets.UTF_8);
            ByteBuffer local = little(30).putInt(0x04034b50).putShort((short) 45).position(26).putShort((short) name.length);
            ByteBuffer header = little(46).putInt(0x02014b50).putShort((short) 45).putShort((short) 45).position(20).putInt(-1).putInt(-1)
                    .putShort((short) name.length).putShort((short) 28).position(42).putInt(-1);
            ByteBuffer extra = little(28).putShort((short) 1).putShort((short) 24).putLong(entry.getValue().length)
                    .putLong(entry.getValue().length).putLong(out.size());
            directory.writeBytes(header.array());
            directory.writeBytes(name);
            directory.writeBytes(extra.array());
            out.writeBytes(local.array());
            out.writeBytes(name);
            out.writeBytes(entry.getValue());
        }
        int at = out.size();
        out.writeBytes(directory.toByteArray());
        int end = out.size();
        out.writeBytes(
                little(56).putInt(0x06064b50).putLong(44).putInt(0).putInt(0).putInt(0).putLong(entries.size()).putLong(entries.size())
                        .putLong(directory.size()).putLong(at).array());
        out.writeBytes(little(20).putInt(0x07064b50).putInt(0).putLong(end).putInt(1).array());
        out.writeBytes(little(22).putInt(0x06054b50).putInt(0).putShort((short) -1).putShort((short) -1).putInt(-1).putInt(-1).array());
        return out.toByteArray();
    }

    private static ByteBuffer little(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static Path resource(String name) {
        try {
            return Path.of(TensorsTest.class.getResource("/concord/student/torch/" + name).toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
