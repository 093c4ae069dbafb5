package concord.student.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import concord.student.StudentException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// vocab.json and merges.txt of RoBERTa: pieces of bytes, and the pairs that are joined, the most frequent first.
final class ByteLevelFiles implements OldTokenizer {
    private final TokenizerSettings settings;
    private final Map<String, Integer> ids = new LinkedHashMap<>();
    private final Set<List<String>> merges = new LinkedHashSet<>();

    ByteLevelFiles(TokenizerSettings settings) {
        this.settings = settings;
        readVocabulary();
        readMerges();
    }

    private void readVocabulary() {
        String file = settings.folder().resolve("vocab.json").toString();
        JsonNode json;
        try {
            json = new ObjectMapper().readTree(settings.file("vocab.json"));
        } catch (IOException e) {
            throw new StudentException("The file " + file + " is not valid JSON.", e);
        }
        json.properties().forEach(entry -> ids.put(entry.getKey(), entry.getValue().asInt(-1)));
        if (ids.isEmpty() || ids.containsValue(-1))
            throw new StudentException("The file " + file + " is no vocabulary: it does not give ids to pieces.");
    }

    private void readMerges() {
        String text = new String(settings.file("merges.txt"), StandardCharsets.UTF_8);
        String[] lines = text.split("\r\n|\r|\n", -1);
        // the first line names the version; what stands behind the last line break is no line
        for (int i = 1; i < lines.length - 1; i++) {
            List<String> pair = List.of(lines[i].strip().split("\\s+"));
            if (pair.size() != 2 || !ids.keySet().containsAll(pair) || !ids.containsKey(pair.get(0) + pair.get(1)))
                throw new StudentException(
                        "The file " + settings.folder().resolve("merges.txt") + " does not fit vocab.json: its line " + (i + 1)
                                + " is no pair of pieces.");
            merges.add(pair);
        }
    }

    @Override
    public Vocabulary vocabulary() {
        return new Vocabulary(ids);
    }

    @Override
    public ObjectNode model() {
        ObjectNode out = Parts.of("BPE").putNull("dropout").putNull("unk_token").put("continuing_subword_prefix", "")
                .put("end_of_word_suffix", "").put("fuse_unk", false).put("byte_fallback", false).put("ignore_merges", false);
        ObjectNode vocabulary = out.putObject("vocab");
        ids.forEach(vocabulary::put);
        ArrayNode pairs = out.putArray("merges");
        merges.forEach(pair -> pairs.addArray().add(pair.get(0)).add(pair.get(1)));
        return out;
    }

    @Override
    public JsonNode normalizer() {
        return Parts.none();
    }

    private boolean spaceBefore() {
        return settings.on("add_prefix_space", false);
    }

    @Override
    public JsonNode preTokenizer() {
        return Parts.of("ByteLevel").put("add_prefix_space", spaceBefore()).put("trim_offsets", true).put("use_regex", true);
    }

    @Override
    public JsonNode postProcessor(Vocabulary vocabulary) {
        ObjectNode out = Parts.of("RobertaProcessing");
        String end = settings.content(TokenizerSettings.Special.SEPARATOR);
        out.putArray("sep").add(end).add(Parts.id(vocabulary, end));
        String begin = settings.content(TokenizerSettings.Special.CLASS);
        out.putArray("cls").add(begin).add(Parts.id(vocabulary, begin));
        return out.put("trim_offsets", settings.on("trim_offsets", true)).put("add_prefix_space", spaceBefore());
    }

    @Override
    public JsonNode decoder() {
        return Parts.of("ByteLevel").put("add_prefix_space", true).put("trim_offsets", true).put("use_regex", true);
    }
}
