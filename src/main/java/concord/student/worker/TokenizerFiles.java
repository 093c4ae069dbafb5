package concord.student.worker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import concord.student.StudentException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The tokenizer's files of a Hugging Face folder, by name.
record TokenizerFiles(Map<String, byte[]> files) {
    private static final String MAIN = "tokenizer.json";
    private static final List<String> NAMES = List.of(MAIN, "tokenizer_config.json", "special_tokens_map.json", "vocab.txt", "vocab.json",
            "merges.txt", "added_tokens.json");
    private static final ObjectMapper JSON = new ObjectMapper();

    static TokenizerFiles read(Path folder) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        for (String name : NAMES) {
            Path file = folder.resolve(name);
            try {
                if (Files.isRegularFile(file))
                    files.put(name, Files.readAllBytes(file));
            } catch (IOException e) {
                throw new StudentException("The file " + file + " could not be read: " + e.getMessage() + ".", e);
            }
        }
        if (!files.containsKey(MAIN))
            throw new StudentException("The folder " + folder + " has no tokenizer.json; save the model's fast tokenizer into it.");
        return new TokenizerFiles(files);
    }

    /// All files of an uncased WordPiece tokenizer of BERT, from its tokenizer.json alone.
    static TokenizerFiles wordPiece(byte[] tokenizerJson) {
        try {
            ObjectNode tokenizer = (ObjectNode) JSON.readTree(tokenizerJson);
            // a fixed length belongs to the use, not to the tokenizer
            tokenizer.putNull("truncation");
            tokenizer.putNull("padding");
            TreeMap<Integer, String> vocabulary = new TreeMap<>();
            for (Map.Entry<String, JsonNode> token : tokenizer.path("model").path("vocab").properties()) {
                vocabulary.put(token.getValue().asInt(), token.getKey());
            }
            ObjectNode special = JSON.createObjectNode().put("cls_token", "[CLS]").put("mask_token", "[MASK]").put("pad_token", "[PAD]")
                    .put("sep_token", "[SEP]").put("unk_token", "[UNK]");
            ObjectNode config = special.deepCopy().put("tokenizer_class", "BertTokenizer").put("do_lower_case", true)
                    .put("model_max_length", 512).put("clean_up_tokenization_spaces", true).put("tokenize_chinese_chars", true)
                    .putNull("strip_accents");
            Map<String, byte[]> files = new LinkedHashMap<>();
            files.put(MAIN, JSON.writeValueAsBytes(tokenizer));
            files.put("tokenizer_config.json", JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(config));
            files.put("special_tokens_map.json", JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(special));
            files.put("vocab.txt", (String.join("\n", vocabulary.values()) + "\n").getBytes(StandardCharsets.UTF_8));
            return new TokenizerFiles(files);
        } catch (IOException e) {
            throw new StudentException("The built-in tokenizer is damaged; install Concord again.", e);
        }
    }

    byte[] main() {
        return files.get(MAIN);
    }

    void write(Path folder) throws IOException {
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Files.write(folder.resolve(file.getKey()), file.getValue());
        }
    }
}
