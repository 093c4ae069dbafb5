package concord.app;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import concord.model.CallStatus;
import concord.model.ColumnRole;
import concord.model.SampleRole;
import concord.model.SampleStrategy;
import concord.model.VariableKind;
import java.io.IOException;
import java.util.function.Function;

/// Requests, outcomes and settings as JSON: snake_case, stable spellings instead of class names, unknown properties ignored so that an older
/// program reads what a newer one wrote.
final class Json {
    private static final ObjectMapper MAPPER = JsonMapper.builder().addModule(new JavaTimeModule()).addModule(spellings())
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).serializationInclusion(JsonInclude.Include.NON_NULL).build();

    private Json() {
    }

    static ObjectMapper mapper() {
        return MAPPER;
    }

    static String write(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /// @throws AppException naming what was read when the text is not of that shape
    static <T> T read(String json, Class<T> type, String what) {
        try {
            return MAPPER.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new AppException(what + " cannot be read: " + e.getOriginalMessage(), e);
        }
    }

    static <T> T read(String json, TypeReference<T> type, String what) {
        try {
            return MAPPER.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new AppException(what + " cannot be read: " + e.getOriginalMessage(), e);
        }
    }

    private static SimpleModule spellings() {
        SimpleModule module = new SimpleModule("concord");
        spelling(module, ColumnRole.class, Roles::spelling, Roles::of);
        spelling(module, VariableKind.class, VariableKind::key, VariableKind::of);
        spelling(module, CallStatus.class, CallStatus::key, CallStatus::of);
        spelling(module, SampleStrategy.class, SampleStrategy::key, Json::strategy);
        spelling(module, SampleRole.class, SampleRole::key, SampleRole::of);
        return module;
    }

    private static <T> void spelling(SimpleModule module, Class<T> type, Function<T, String> out, Function<String, T> in) {
        module.addSerializer(type, new JsonSerializer<>() {
            @Override
            public void serialize(T value, JsonGenerator json, SerializerProvider provider) throws IOException {
                json.writeString(out.apply(value));
            }
        });
        module.addDeserializer(type, new JsonDeserializer<>() {
            @Override
            public T deserialize(JsonParser json, DeserializationContext context) throws IOException {
                String text = json.getValueAsString();
                try {
                    return in.apply(text == null ? "" : text);
                } catch (IllegalArgumentException e) {
                    throw context.weirdStringException(text, type, e.getMessage());
                }
            }
        });
    }

    private static SampleStrategy strategy(String key) {
        for (SampleStrategy strategy : SampleStrategy.values()) {
            if (strategy.key().equals(key))
                return strategy;
        }
        throw new IllegalArgumentException("unknown strategy " + key);
    }
}
