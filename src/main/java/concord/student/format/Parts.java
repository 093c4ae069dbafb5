package concord.student.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import concord.student.StudentException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The pieces a tokenizer.json is put together from.
final class Parts {
    /// What SentencePiece writes for a space.
    static final String SPACE = "▁";

    private Parts() {
    }

    static ObjectNode of(String type) {
        return JsonNodeFactory.instance.objectNode().put("type", type);
    }

    static JsonNode none() {
        return JsonNodeFactory.instance.nullNode();
    }

    /// @param name of the list: normalizers, pretokenizers or decoders
    static ObjectNode sequence(String name, List<ObjectNode> parts) {
        ObjectNode out = of("Sequence");
        out.putArray(name).addAll(parts);
        return out;
    }

    static ObjectNode replace(String text, String by) {
        ObjectNode out = of("Replace");
        out.putObject("pattern").put("String", text);
        return out.put("content", by);
    }

    static ObjectNode replaceMatches(String expression, String by) {
        ObjectNode out = of("Replace");
        out.putObject("pattern").put("Regex", expression);
        return out.put("content", by);
    }

    static ObjectNode strip(boolean left, boolean right) {
        return of("Strip").put("strip_left", left).put("strip_right", right);
    }

    static ObjectNode spaces(String before, boolean split) {
        return of("Metaspace").put("replacement", SPACE).put("prepend_scheme", before).put("split", split);
    }

    /// One element of a template: a special token, or one of the texts.
    record Element(String token, int type) {
        private static final String FIRST = "\0A";
        private static final String SECOND = "\0B";

        static Element first() {
            return new Element(FIRST, 0);
        }

        static Element second(int type) {
            return new Element(SECOND, type);
        }

        private boolean text() {
            return token.startsWith("\0");
        }

        private void write(ArrayNode json) {
            if (text())
                json.addObject().putObject("Sequence").put("id", token.substring(1)).put("type_id", type);
            else
                json.addObject().putObject("SpecialToken").put("id", token).put("type_id", type);
        }
    }

    /// What is put around a text and around a pair of texts.
    static ObjectNode template(Vocabulary vocabulary, List<Element> single, List<Element> pair) {
        ObjectNode out = of("TemplateProcessing");
        ArrayNode one = out.putArray("single");
        single.forEach(element -> element.write(one));
        ArrayNode two = out.putArray("pair");
        pair.forEach(element -> element.write(two));
        ObjectNode tokens = out.putObject("special_tokens");
        List<Element> all = new ArrayList<>(single);
        all.addAll(pair);
        for (Element element : all) {
            if (!element.text() && !tokens.has(element.token())) {
                ObjectNode token = tokens.putObject(element.token()).put("id", element.token());
                token.putArray("ids").add(id(vocabulary, element.token()));
                token.putArray("tokens").add(element.token());
            }
        }
        return out;
    }

    /// @throws StudentException when the vocabulary lacks it
    static int id(Vocabulary vocabulary, String token) {
        return vocabulary.id(token).orElseThrow(() -> new StudentException("The vocabulary of the tokenizer lacks " + token + "."));
    }

    static Element token(String token, int type) {
        return new Element(token, type);
    }

    static List<Element> elements(Element... elements) {
        return Arrays.asList(elements);
    }
}
