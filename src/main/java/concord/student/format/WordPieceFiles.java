package concord.student.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import concord.student.StudentException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// vocab.txt of BERT and its kin: a piece on each line, its id the number of the line.
final class WordPieceFiles implements OldTokenizer {
    private static final int LONGEST_WORD = 100;

    private final TokenizerSettings settings;
    private final Map<String, Integer> ids = new LinkedHashMap<>();

    WordPieceFiles(TokenizerSettings settings) {
        this.settings = settings;
        String file = settings.folder().resolve("vocab.txt").toString();
        String text;
        try {
            text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(settings.file("vocab.txt"))).toString();
        } catch (CharacterCodingException e) {
            throw new StudentException("The file " + file + " is not a text in UTF-8.", e);
        }
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            ids.put(lines.get(i), i);
        }
        if (text.isBlank())
            throw new StudentException("The file " + file + " is empty.");
        if (!ids.containsKey(unknown()))
            throw new StudentException("The file " + file + " is no vocabulary of this model: it lacks " + unknown() + ".");
    }

    private String unknown() {
        return settings.content(TokenizerSettings.Special.UNKNOWN);
    }

    @Override
    public Vocabulary vocabulary() {
        return new Vocabulary(ids);
    }

    @Override
    public ObjectNode model() {
        ObjectNode out = Parts.of("WordPiece").put("unk_token", unknown()).put("continuing_subword_prefix", "##")
                .put("max_input_chars_per_word", LONGEST_WORD);
        ObjectNode vocabulary = out.putObject("vocab");
        ids.forEach(vocabulary::put);
        return out;
    }

    @Override
    public JsonNode normalizer() {
        return Parts.of("BertNormalizer").put("clean_text", true)
                .put("handle_chinese_chars", settings.on("tokenize_chinese_chars", true))
                .put("strip_accents", settings.open("strip_accents"))
                .put("lowercase", settings.on("do_lower_case", true));
    }

    @Override
    public JsonNode preTokenizer() {
        return Parts.of("BertPreTokenizer");
    }

    @Override
    public JsonNode postProcessor(Vocabulary vocabulary) {
        String begin = settings.content(TokenizerSettings.Special.CLASS);
        String end = settings.content(TokenizerSettings.Special.SEPARATOR);
        return Parts.template(vocabulary, Parts.elements(Parts.token(begin, 0), Parts.Element.first(), Parts.token(end, 0)),
                Parts.elements(Parts.token(begin, 0), Parts.Element.first(), Parts.token(end, 0), Parts.Element.second(1),
                        Parts.token(end, 1)));
    }

    @Override
    public JsonNode decoder() {
        return Parts.of("WordPiece").put("prefix", "##").put("cleanup", true);
    }
}
