package concord.student.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// A tokenizer in the files it had before tokenizer.json, as the parts of one.
///
/// What the parts must be is what transformers makes of such files; facts taken from its converter and from the format of the Hugging Face
/// tokenizers library.
interface OldTokenizer {
    /// Of the model, with the tokens its own file marks.
    Vocabulary vocabulary();

    ObjectNode model();

    /// Null in JSON where there is none, as the parts below.
    JsonNode normalizer();

    JsonNode preTokenizer();

    /// @param vocabulary with all added tokens
    JsonNode postProcessor(Vocabulary vocabulary);

    JsonNode decoder();
}
