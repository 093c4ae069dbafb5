package concord.student.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import concord.student.StudentException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/// Finds the weights of a folder, and reads several files as one.
final class WeightFiles implements Tensors {
    private static final String SAFE = "model.safetensors";
    private static final String TORCH = "pytorch_model.bin";

    private final Path index;
    private final List<Tensors> shards;
    private final Map<String, Tensors> shardByName;

    private WeightFiles(Path index, List<Tensors> shards, Map<String, Tensors> shardByName) {
        this.index = index;
        this.shards = shards;
        this.shardByName = shardByName;
    }

    static Tensors open(Path folder) {
        if (Files.isRegularFile(folder.resolve(SAFE)))
            return Safetensors.open(folder.resolve(SAFE));
        if (Files.isRegularFile(folder.resolve(SAFE + ".index.json")))
            return sharded(folder, folder.resolve(SAFE + ".index.json"), Safetensors::open);
        if (Files.isRegularFile(folder.resolve(TORCH)))
            return TorchFile.open(folder.resolve(TORCH));
        if (Files.isRegularFile(folder.resolve(TORCH + ".index.json")))
            return sharded(folder, folder.resolve(TORCH + ".index.json"), TorchFile::open);
        throw new StudentException("The folder " + folder + " has no weights: neither " + SAFE + " nor " + TORCH + " is there.");
    }

    private static WeightFiles sharded(Path folder, Path index, Function<Path, Tensors> opener) {
        Map<String, String> fileByName = fileByName(index);
        Map<String, Tensors> opened = new TreeMap<>();
        Map<String, Tensors> shardByName = new LinkedHashMap<>();
        try {
            for (Map.Entry<String, String> entry : fileByName.entrySet()) {
                String file = entry.getValue();
                Tensors shard = opened.get(file);
                if (shard == null) {
                    shard = opener.apply(inside(folder, index, file));
                    opened.put(file, shard);
                }
                if (!shard.names().contains(entry.getKey()))
                    throw new StudentException(
                            "The file " + index + " says that " + file + " has the weights " + entry.getKey() + ", but it has not.");
                shardByName.put(entry.getKey(), shard);
            }
            return new WeightFiles(index, List.copyOf(opened.values()), shardByName);
        } catch (RuntimeException e) {
            opened.values().forEach(Tensors::close);
            throw e;
        }
    }

    private static Map<String, String> fileByName(Path index) {
        JsonNode map;
        try {
            map = new ObjectMapper().readTree(index.toFile()).path("weight_map");
        } catch (IOException e) {
            throw new StudentException("The file " + index + " is not valid JSON.", e);
        }
        if (!(map instanceof ObjectNode object) || object.isEmpty())
            throw new StudentException("The file " + index + " does not say which weights are in which file.");
        Map<String, String> out = new LinkedHashMap<>();
        object.properties().forEach(entry -> out.put(entry.getKey(), entry.getValue().asText()));
        return out;
    }

    private static Path inside(Path folder, Path index, String file) {
        try {
            Path root = folder.normalize();
            Path path = root.resolve(file).normalize();
            if (path.startsWith(root) && !path.equals(root))
                return path;
        } catch (InvalidPathException e) {
            throw new StudentException("The file " + index + " names a weights file that cannot exist.", e);
        }
        throw new StudentException("The file " + index + " names weights outside its folder.");
    }

    private Tensors shard(String name) {
        Tensors shard = shardByName.get(name);
        if (shard == null)
            throw new StudentException("The file " + index + " has no weights named " + name + ".");
        return shard;
    }

    @Override
    public Set<String> names() {
        return Collections.unmodifiableSet(shardByName.keySet());
    }

    @Override
    public long[] shape(String name) {
        return shard(name).shape(name);
    }

    @Override
    public String type(String name) {
        return shard(name).type(name);
    }

    @Override
    public FloatTensor floats(String name) {
        return shard(name).floats(name);
    }

    @Override
    public ByteBuffer raw(String name) {
        return shard(name).raw(name);
    }

    @Override
    public String identity() {
        List<String> all = new ArrayList<>();
        shards.forEach(shard -> all.add(shard.identity()));
        return String.join(" ", all);
    }

    @Override
    public void close() {
        shards.forEach(Tensors::close);
    }
}
