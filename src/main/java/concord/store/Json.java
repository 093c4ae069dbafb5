package concord.store;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import concord.model.Variable;
import concord.model.VariableKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// JSON inside the project file.
final class Json {
    static final ObjectMapper MAPPER = JsonMapper.builder().addMixIn(VariableKind.class, KindSpelling.class)
            .serializationInclusion(JsonInclude.Include.NON_NULL).disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

    private Json() {
    }

    /// The file holds the stable spelling of a kind, never the name of the constant.
    private abstract static class KindSpelling {
        @JsonValue
        abstract String key();

        @JsonCreator
        static VariableKind of(String key) {
            return VariableKind.of(key);
        }
    }

    static String write(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new StoreException("A value could not be written to the project: " + e.getOriginalMessage() + ".", e);
        }
    }

    static <T> @Nullable T readOrNull(@Nullable String json, Class<T> type) {
        return json == null ? null : read(json, type);
    }

    static <T> T read(String json, Class<T> type) {
        try {
            return MAPPER.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw damaged(e);
        }
    }

    static List<Variable> variables(String json) {
        return List.of(read(json, Variable[].class));
    }

    private static StoreException damaged(JsonProcessingException e) {
        return new StoreException("The project file holds a value that cannot be read: run check, or restore a backup.", e);
    }
}
