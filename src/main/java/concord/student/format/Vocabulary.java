package concord.student.format;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/// The ids of a tokenizer: those of its model, and of the tokens added to it.
final class Vocabulary {
    private final Map<String, Integer> model;
    private final SortedMap<Integer, AddedToken> added = new TreeMap<>();

    Vocabulary(Map<String, Integer> model) {
        this.model = model;
    }

    /// A token the model has keeps its id; another gets the next.
    void add(AddedToken token) {
        if (!token.content().isEmpty())
            added.put(id(token.content()).orElseGet(this::next), token);
    }

    private int next() {
        return added.isEmpty() ? model.size() : Math.max(model.size(), added.lastKey() + 1);
    }

    boolean isAdded(String content) {
        return added.values().stream().anyMatch(token -> token.content().equals(content));
    }

    OptionalInt id(String content) {
        for (Map.Entry<Integer, AddedToken> entry : added.entrySet()) {
            if (entry.getValue().content().equals(content))
                return OptionalInt.of(entry.getKey());
        }
        Integer id = model.get(content);
        return id == null ? OptionalInt.empty() : OptionalInt.of(id);
    }

    void write(ArrayNode json) {
        added.forEach((id, token) -> token.write(json.addObject(), id));
    }
}
