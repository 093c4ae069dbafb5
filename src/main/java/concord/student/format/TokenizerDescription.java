package concord.student.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import concord.student.StudentException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/// A tokenizer as the Hugging Face tokenizers library reads it, and how its texts are padded.
///
/// @param json     what stands in tokenizer.json, or would if the folder had one
/// @param padding  id of the token that fills up shorter texts
public record TokenizerDescription(byte[] json, int padding) {
    /// The library's own file.
    public static final String FILE = "tokenizer.json";
    private static final ObjectMapper JSON = new ObjectMapper();

    /// All files of which a tokenizer may consist, apart from config.json.
    public static final List<String> FILES = List.of(FILE, "tokenizer_config.json", "special_tokens_map.json", "added_tokens.json",
            "vocab.txt",
            "vocab.json", "merges.txt", "spiece.model", "sentencepiece.bpe.model", "spm.model", "tokenizer.model");

    /// @param folder for messages
    /// @param files  the tokenizer's files by name, and config.json, which tells the type of a model that says nothing of its tokenizer
    /// @throws StudentException when there is no tokenizer, or one that is not known, cut or damaged
    public static TokenizerDescription of(Path folder, Map<String, byte[]> files) {
        TokenizerSettings settings = new TokenizerSettings(folder, files);
        byte[] own = files.get(FILE);
        try {
            ObjectNode json = own == null ? converted(settings, files) : checked(folder.resolve(FILE), JSON.readTree(own));
            return new TokenizerDescription(own == null ? JSON.writeValueAsBytes(json) : own, padding(settings, json));
        } catch (IOException e) {
            throw new StudentException("The file " + folder.resolve(FILE) + " is not valid JSON.", e);
        }
    }

    private static ObjectNode checked(Path file, JsonNode json) {
        JsonNode model = json.path("model");
        if (!(json instanceof ObjectNode object) || !(model.path("vocab").isObject() || model.path("vocab").isArray()))
            throw new StudentException("The file " + file + " is no tokenizer of the Hugging Face tokenizers library.");
        String unknown = model.path("unk_token").asText("");
        boolean words = model.path("type").asText("").startsWith("Word") || model.has("max_input_chars_per_word");
        if (words && !model.path("vocab").has(unknown) || model.path("vocab").isArray() && !model.path("unk_id").isNumber())
            throw new StudentException("The tokenizer in " + file + " has no token for words it does not know.");
        return object;
    }

    private static ObjectNode converted(TokenizerSettings settings, Map<String, byte[]> files) {
        TokenizerKind kind = settings.kind().orElseThrow(() -> new StudentException("The folder " + settings.folder() + " has no " + FILE
                + ", and the older files of its tokenizer"
                + (settings.tokenizerClass().isEmpty() ? "" : ", a " + settings.tokenizerClass() + ",")
                + " cannot be read; save the model's fast tokenizer into it."));
        String file = kind.files.getFirst();
        if (!files.containsKey(file))
            throw new StudentException("The folder " + settings.folder() + " has no tokenizer: neither " + FILE + " nor "
                    + String.join(" and ", kind.files) + " is there.");
        OldTokenizer old = switch (kind) {
            case WORD_PIECE -> new WordPieceFiles(settings);
            case BYTE_LEVEL -> new ByteLevelFiles(settings);
            case XLNET -> new SentencePieceFiles(settings, file, SentencePieceFiles.Family.XLNET);
            case XLM_ROBERTA -> new SentencePieceFiles(settings, file, SentencePieceFiles.Family.XLM_ROBERTA);
            case CAMEMBERT -> new SentencePieceFiles(settings, file, SentencePieceFiles.Family.CAMEMBERT);
            case DEBERTA -> new SentencePieceFiles(settings, file, SentencePieceFiles.Family.DEBERTA);
            case LLAMA -> new SentencePieceFiles(settings, file, SentencePieceFiles.Family.LLAMA);
        };
        Vocabulary vocabulary = old.vocabulary();
        settings.listed().forEach(vocabulary::add);
        for (AddedToken token : settings.specials()) {
            // a bare name does not change what the vocabulary's own file says of the token
            if (!vocabulary.isAdded(token.content()) || !token.equals(AddedToken.special(token.content())))
                vocabulary.add(token);
        }
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("version", "1.0").putNull("truncation").putNull("padding");
        vocabulary.write(json.putArray("added_tokens"));
        json.set("normalizer", old.normalizer());
        json.set("pre_tokenizer", old.preTokenizer());
        json.set("post_processor", old.postProcessor(vocabulary));
        json.set("decoder", old.decoder());
        json.set("model", old.model());
        return json;
    }

    /// The padding token, else one that ends a text or stands for the unknown: what is padded is not looked at.
    private static int padding(TokenizerSettings settings, ObjectNode json) {
        for (TokenizerSettings.Special use : List.of(TokenizerSettings.Special.PADDING, TokenizerSettings.Special.END,
                TokenizerSettings.Special.UNKNOWN)) {
            OptionalInt id = settings.special(use).map(token -> id(json, token.content())).orElse(OptionalInt.empty());
            if (id.isPresent())
                return id.getAsInt();
            if (use == TokenizerSettings.Special.PADDING && json.path("padding").path("pad_id").isInt())
                return json.path("padding").path("pad_id").asInt();
        }
        return 0;
    }

    private static OptionalInt id(ObjectNode json, String token) {
        for (JsonNode added : json.path("added_tokens")) {
            if (added.path("content").asText().equals(token))
                return OptionalInt.of(added.path("id").asInt());
        }
        JsonNode vocabulary = json.path("model").path("vocab");
        if (vocabulary.path(token).isInt())
            return OptionalInt.of(vocabulary.path(token).asInt());
        for (int i = 0; vocabulary.isArray() && i < vocabulary.size(); i++) {
            if (vocabulary.path(i).path(0).asText().equals(token))
                return OptionalInt.of(i);
        }
        return OptionalInt.empty();
    }
}
