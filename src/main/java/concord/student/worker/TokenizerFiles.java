package concord.student.worker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import concord.student.StudentException;
import concord.student.format.TokenizerDescription;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/// The tokenizer's files of a Hugging Face folder, by name; with a tokenizer.json, made from the other files where the folder had none.
///
/// @param padding  id of the token that fills up shorter texts
record TokenizerFiles(Map<String, byte[]> files, int padding) {
    private static final String CONFIG = "config.json";
    private static final String SETTINGS = "tokenizer_config.json";
    private static final ObjectMapper JSON = new ObjectMapper();

    /// @throws StudentException when there is no tokenizer, or one that is not known, cut or damaged
    static TokenizerFiles read(Path folder) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        for (String name : TokenizerDescription.FILES) {
            read(folder, name, files);
        }
        Map<String, byte[]> withConfig = new LinkedHashMap<>(files);
        read(folder, CONFIG, withConfig);
        return of(TokenizerDescription.of(folder, withConfig), files);
    }

    private static void read(Path folder, String name, Map<String, byte[]> files) {
        Path file = folder.resolve(name);
        try {
            if (Files.isRegularFile(file))
                files.put(name, Files.readAllBytes(file));
        } catch (IOException e) {
            throw new StudentException("The file " + file + " could not be read: " + e.getMessage() + ".", e);
        }
    }

    private static TokenizerFiles of(TokenizerDescription description, Map<String, byte[]> files) {
        files.put(TokenizerDescription.FILE, description.json());
        return new TokenizerFiles(files, description.padding());
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
            files.put(TokenizerDescription.FILE, JSON.writeValueAsBytes(tokenizer));
            files.put(SETTINGS, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(config));
            files.put("special_tokens_map.json", JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(special));
            files.put("vocab.txt", (String.join("\n", vocabulary.values()) + "\n").getBytes(StandardCharsets.UTF_8));
            return of(TokenizerDescription.of(Path.of(""), files), files);
        } catch (IOException e) {
            throw new StudentException("The built-in tokenizer is damaged; install Concord again.", e);
        }
    }

    /// The same with the number of tokens a text can have in tokenizer_config.json, where there was no such file: without it transformers cuts
    /// no text, and the model fails on the first that is too long.
    TokenizerFiles cutting(int longest) throws IOException {
        if (files.containsKey(SETTINGS))
            return this;
        Map<String, byte[]> more = new LinkedHashMap<>(files);
        more.put(SETTINGS,
                JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(JSON.createObjectNode().put("model_max_length", longest)));
        return new TokenizerFiles(more, padding);
    }

    /// What stands in tokenizer.json.
    byte[] main() {
        return files.get(TokenizerDescription.FILE);
    }

    void write(Path folder) throws IOException {
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Files.write(folder.resolve(file.getKey()), file.getValue());
        }
    }
}
