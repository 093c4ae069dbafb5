package concord.student.hub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import concord.student.StudentException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/// Which files of a repository make a model: its configuration, its tokenizer, and its weights in one format only.
final class Needed {
    private static final String CONFIG = "config.json";
    private static final List<String> SMALL = List.of(CONFIG, "tokenizer.json", "tokenizer_config.json", "special_tokens_map.json",
            "added_tokens.json", "vocab.txt", "vocab.json", "merges.txt", "spiece.model", "sentencepiece.bpe.model", "spm.model",
            "tokenizer.model");
    /// The better format first; of each the whole file before the index of its pieces.
    private static final List<String> WEIGHTS = List.of("model.safetensors", "model.safetensors.index.json", "pytorch_model.bin",
            "pytorch_model.bin.index.json");
    private static final ObjectMapper JSON = new ObjectMapper();

    private Needed() {
    }

    /// Configuration and tokenizer, those that there are.
    static List<String> small(Predicate<String> there) {
        return SMALL.stream().filter(there).toList();
    }

    /// The file that holds the weights or, when its name ends in .json, the index of the files that do.
    static Optional<String> weights(Predicate<String> there) {
        return WEIGHTS.stream().filter(there).findFirst();
    }

    static boolean index(String weights) {
        return weights.endsWith(".json");
    }

    /// The files that an index of weights names.
    ///
    /// @throws StudentException when it is not such an index
    static Set<String> pieces(Path index, String model) {
        try {
            Set<String> files = new TreeSet<>();
            JsonNode map = JSON.readTree(index.toFile()).path("weight_map");
            map.forEach(file -> files.add(file.asText()));
            if (!files.isEmpty() && files.stream().allMatch(f -> f.matches("[A-Za-z0-9][A-Za-z0-9._-]*")))
                return files;
        } catch (IOException e) {
            throw new StudentException("The list of weight files of " + model + ", " + index + ", cannot be read: delete it and try again.",
                    e);
        }
        throw new StudentException("The list of weight files of " + model + ", " + index
                + ", names no files or names outside the model: take another model.");
    }

    /// Whether a folder holds configuration and all weights. The weights come last in a download, so that then the tokenizer is there too.
    static boolean whole(Path folder, String model) {
        Predicate<String> there = name -> Files.isRegularFile(folder.resolve(name));
        if (!there.test(CONFIG))
            return false;
        String weights = weights(there).orElse(null);
        return weights != null && (!index(weights) || pieces(folder.resolve(weights), model).stream().allMatch(there));
    }

    /// Both files without which there is no model.
    ///
    /// @throws StudentException naming what the repository lacks
    static String checked(Listing listing, String model) {
        if (!listing.files().contains(CONFIG))
            throw new StudentException(
                    model + " has no config.json, so it is not a transformers model: take a model for text classification or"
                            + " a language model.");
        return weights(listing.files()::contains).orElseThrow(() -> new StudentException(model
                + " has no weights as model.safetensors or pytorch_model.bin: take a model that offers one of them."));
    }
}
