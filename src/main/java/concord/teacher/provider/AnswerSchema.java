package concord.teacher.provider;

import concord.teacher.prompt.OutputForm;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import dev.langchain4j.model.chat.request.json.JsonArraySchema;
import dev.langchain4j.model.chat.request.json.JsonEnumSchema;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.request.json.JsonSchema;
import org.jspecify.annotations.Nullable;

/// The JSON schema that holds an answer to the labels.
final class AnswerSchema {
    private AnswerSchema() {
    }

    /// Null where the ask goes without.
    static @Nullable ResponseFormat of(Ask ask) {
        return ask.uses(Feature.SCHEMA) ? of(ask.form()) : null;
    }

    private static ResponseFormat of(OutputForm form) {
        String field = form.several() ? OutputForm.LABELS : OutputForm.LABEL;
        JsonObjectSchema.Builder object = JsonObjectSchema.builder();
        if (form.reason() == OutputForm.Reason.FIRST)
            object.addStringProperty(OutputForm.REASON);
        JsonEnumSchema label = JsonEnumSchema.builder().enumValues(form.variable().labelNames()).build();
        object.addProperty(field, form.several() ? JsonArraySchema.builder().items(label).build() : label);
        if (form.reason() == OutputForm.Reason.FIRST)
            object.required(OutputForm.REASON, field);
        else
            object.required(field);
        JsonSchema schema = JsonSchema.builder().name("answer").rootElement(object.additionalProperties(false).build()).build();
        return ResponseFormat.builder().type(ResponseFormatType.JSON).jsonSchema(schema).build();
    }
}
