package concord.student.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import concord.student.StudentException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What tokenizer_config.json and the files beside it say of a tokenizer, completed by what is usual for its kind.
///
/// Newer folders list all added tokens in tokenizer_config.json (added_tokens_decoder); only in folders without that list do
/// special_tokens_map.json and added_tokens.json count.
final class TokenizerSettings {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;
    private final Map<String, byte[]> files;
    private final ObjectNode config;
    private final @Nullable TokenizerKind kind;
    private final Map<String, AddedToken> named = new LinkedHashMap<>();
    private final Map<String, AddedToken> additional = new LinkedHashMap<>();
    private final SortedMap<Integer, AddedToken> added = new TreeMap<>();

    /// @param files by name, also config.json
    /// @throws StudentException when one of them is damaged
    TokenizerSettings(Path folder, Map<String, byte[]> files) {
        this.folder = folder;
        this.files = files;
        config = json("tokenizer_config.json");
        kind = TokenizerKind.of(tokenizerClass(), json("config.json").path("model_type").asText("")).orElse(null);
        if (kind != null) {
            TokenizerKind known = kind;
            known.specials().forEach((name, content) -> named.put(name, known.token(name, content)));
            if (!config.path("additional_special_tokens").isArray())
                known.additional.forEach(content -> additional.put(content, AddedToken.special(content)));
        }
        Set<String> given = new HashSet<>();
        readSpecials(config, given);
        JsonNode list = config.path("added_tokens_decoder");
        if (list.isObject())
            readList(list);
        else
            readOlderFiles(given);
    }

    private void readList(JsonNode list) {
        list.properties().forEach(token -> added.put(number(token.getKey()), AddedToken.of(token.getValue())));
        for (AddedToken token : added.values()) {
            named.replaceAll((_, special) -> token.content().equals(special.content()) ? token.asSpecial() : special);
            additional.replace(token.content(), token.asSpecial());
        }
    }

    /// @param given contents of the special tokens that a file names; what is only usual does not make an older token special
    private void readOlderFiles(Set<String> given) {
        readSpecials(json("special_tokens_map.json"), given);
        json("added_tokens.json").properties().forEach(token -> {
            String content = token.getKey();
            added.put(token.getValue().asInt(), given.contains(content) ? AddedToken.special(content) : AddedToken.ordinary(content));
        });
    }

    private void readSpecials(ObjectNode json, Set<String> given) {
        for (String name : TokenizerKind.NAMES) {
            JsonNode token = json.path(name);
            if (token.isNull())
                named.remove(name);
            else if (token.isObject())
                named.put(name, AddedToken.of(token).asSpecial());
            else if (token.isTextual())
                named.put(name, kind == null ? AddedToken.special(token.asText()) : kind.token(name, token.asText()));
            if (token.isObject() || token.isTextual())
                given.add(token.path("content").asText(token.asText()));
        }
        for (JsonNode token : json.path("additional_special_tokens")) {
            AddedToken read = token.isObject() ? AddedToken.of(token).asSpecial() : AddedToken.special(token.asText());
            additional.putIfAbsent(read.content(), read);
            given.add(read.content());
        }
    }

    private int number(String id) {
        try {
            return Integer.parseInt(id);
        } catch (NumberFormatException e) {
            throw new StudentException("The tokenizer_config.json in " + folder + " gives an added token the id " + id + ".", e);
        }
    }

    private ObjectNode json(String name) {
        byte[] content = files.get(name);
        if (content == null)
            return JSON.createObjectNode();
        try {
            if (JSON.readTree(content) instanceof ObjectNode object)
                return object;
        } catch (IOException e) {
            throw new StudentException("The file " + folder.resolve(name) + " is not valid JSON.", e);
        }
        throw new StudentException("The file " + folder.resolve(name) + " is not a JSON object.");
    }

    /// Empty when the folder does not say it.
    String tokenizerClass() {
        String own = config.path("tokenizer_class").asText("");
        return own.isEmpty() ? json("config.json").path("tokenizer_class").asText("") : own;
    }

    /// Empty for a tokenizer whose old files are not read.
    Optional<TokenizerKind> kind() {
        return Optional.ofNullable(kind);
    }

    /// A special token by the name of its use, such as pad_token.
    Optional<AddedToken> special(Special use) {
        return Optional.ofNullable(named.get(use.key));
    }

    /// The same where a tokenizer cannot do without.
    String content(Special use) {
        return special(use).orElseThrow(() -> new StudentException("The tokenizer in " + folder + " has no " + use.key + ".")).content();
    }

    /// Uses of special tokens.
    enum Special {
        BEGIN("bos_token"), END("eos_token"), UNKNOWN("unk_token"), SEPARATOR("sep_token"), PADDING("pad_token"), CLASS("cls_token");

        private final String key;

        Special(String key) {
            this.key = key;
        }
    }

    /// The tokens the folder lists as added, in the order of their ids.
    List<AddedToken> listed() {
        return added.values().stream().map(token -> special(token.content()) ? token.asSpecial() : token).toList();
    }

    /// The special tokens, in the order in which new ones get their ids.
    List<AddedToken> specials() {
        List<AddedToken> out = new ArrayList<>();
        for (String name : TokenizerKind.NAMES) {
            AddedToken token = named.get(name);
            if (token != null)
                out.add(token);
        }
        out.addAll(additional.values());
        return out;
    }

    private boolean special(String content) {
        return additional.containsKey(content) || named.values().stream().anyMatch(token -> token.content().equals(content));
    }

    /// A switch of tokenizer_config.json; null there means off, as in transformers.
    boolean on(String key, boolean usual) {
        return config.has(key) ? config.path(key).asBoolean(false) : usual;
    }

    /// A switch that may be left open.
    @Nullable
    Boolean open(String key) {
        return config.path(key).isBoolean() ? config.path(key).asBoolean() : null;
    }

    Path folder() {
        return folder;
    }

    /// @throws StudentException when the folder lacks it
    byte[] file(String name) {
        byte[] content = files.get(name);
        if (content == null)
            throw new StudentException("The folder " + folder + " has no " + name + ", which its tokenizer needs.");
        return content;
    }
}
