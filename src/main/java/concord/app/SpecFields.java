package concord.app;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/// The fields of one object of a specification. What is missing and what has the wrong type is refused with file, line and field.
final class SpecFields {
    private static final int LONGEST = 80;
    private final SpecText in;
    private final JsonPointer place;
    private final JsonNode node;

    private SpecFields(SpecText in, JsonPointer place, JsonNode node) {
        this.in = in;
        this.place = place;
        this.node = node;
    }

    static SpecFields of(SpecText in) {
        return new SpecFields(in, JsonPointer.empty(), in.root());
    }

    /// Refuses every other field.
    SpecFields only(List<String> fields) {
        for (var field : node.properties()) {
            if (!fields.contains(field.getKey()))
                throw wrong(field.getKey(), "is no field " + (place.matches() ? "of such a specification" : "here") + ": use "
                        + String.join(", ", fields));
        }
        return this;
    }

    /// Whether it is there and not null.
    boolean has(String field) {
        return node.hasNonNull(field);
    }

    List<String> names() {
        return node.properties().stream().map(java.util.Map.Entry::getKey).toList();
    }

    JsonNode raw(String field) {
        return node.path(field);
    }

    /// @param sentence goes on after the field's name and is ended here
    AppException wrong(String field, String sentence) {
        JsonPointer at = place.appendProperty(field);
        return new AppException(in.at(at) + '"' + SpecText.words(at) + "\" " + sentence + '.');
    }

    private AppException missing(String field, String what) {
        String here = SpecText.words(place);
        return new AppException(
                in.at(place) + '"' + field + "\" is missing" + (here.isEmpty() ? "" : " in \"" + here + '"') + ": give " + what
                        + '.');
    }

    SpecFields object(String field, String what) {
        SpecFields object = objectOrNull(field, what);
        if (object == null)
            throw missing(field, what);
        return object;
    }

    @Nullable
    SpecFields objectOrNull(String field, String what) {
        JsonNode value = node.path(field);
        if (!has(field))
            return null;
        if (!value.isObject())
            throw wrong(field, "must be " + what + ", not " + shown(value));
        return new SpecFields(in, place.appendProperty(field), value);
    }

    /// A list of objects with one at least.
    List<SpecFields> objects(String field, String what) {
        if (!has(field))
            throw missing(field, what);
        JsonNode value = node.path(field);
        if (!value.isArray() || value.isEmpty())
            throw wrong(field, "must be " + what + ", not " + shown(value));
        List<SpecFields> objects = new ArrayList<>();
        for (JsonNode item : value) {
            JsonPointer at = place.appendProperty(field).appendIndex(objects.size());
            if (!item.isObject())
                throw new AppException(in.at(at) + '"' + SpecText.words(at) + "\" must be an object, not " + shown(item) + '.');
            objects.add(new SpecFields(in, at, item));
        }
        return objects;
    }

    String text(String field, String what) {
        String text = textOrNull(field);
        if (text == null)
            throw missing(field, what);
        return text;
    }

    @Nullable
    String textOrNull(String field) {
        if (!has(field))
            return null;
        JsonNode value = node.path(field);
        if (!value.isTextual() || value.textValue().isBlank())
            throw wrong(field, "must be a text, not " + shown(value));
        return value.textValue();
    }

    String text(String field, List<String> allowed, String otherwise) {
        String text = textOrNull(field);
        if (text != null && !allowed.contains(text))
            throw wrong(field, "must be one of " + String.join(", ", allowed) + ", not \"" + text + '"');
        return text == null ? otherwise : text;
    }

    /// One text or a list of different ones.
    ///
    /// @return empty where the field is not there
    List<String> texts(String field) {
        List<String> texts = several(field, (value, _) -> value.isTextual() && !value.textValue().isBlank() ? value.textValue() : null,
                "a text or a list of texts");
        return distinct(field, texts);
    }

    int whole(String field, int least, int otherwise) {
        Integer whole = wholeOrNull(field, least);
        return whole == null ? otherwise : whole;
    }

    int whole(String field, int least, String what) {
        Integer whole = wholeOrNull(field, least);
        if (whole == null)
            throw missing(field, what);
        return whole;
    }

    @Nullable
    Integer wholeOrNull(String field, int least) {
        if (!has(field))
            return null;
        Integer whole = whole(node.path(field), least);
        if (whole == null)
            throw wrong(field, "must be a whole number of at least " + least + ", not " + shown(node.path(field)));
        return whole;
    }

    private static @Nullable Integer whole(JsonNode value, int least) {
        return value.isIntegralNumber() && value.canConvertToInt() && value.intValue() >= least ? value.intValue() : null;
    }

    /// One number or a list of different ones.
    ///
    /// @return empty where the field is not there
    List<Integer> wholes(String field, int least) {
        return distinct(field, several(field, (value, _) -> whole(value, least),
                "a whole number of at least " + least + " or a list of such numbers"));
    }

    List<Long> longs(String field) {
        return distinct(field, several(field, (value, _) -> value.isIntegralNumber() && value.canConvertToLong() ? value.longValue() : null,
                "a whole number or a list of whole numbers"));
    }

    double number(String field, double low, double high, double otherwise) {
        Double number = numberOrNull(field, low, high);
        return number == null ? otherwise : number;
    }

    @Nullable
    Double numberOrNull(String field, double low, double high) {
        if (!has(field))
            return null;
        JsonNode value = node.path(field);
        if (!value.isNumber() || !(value.doubleValue() >= low && value.doubleValue() <= high))
            throw wrong(field, "must be a number from " + plain(low) + (high == Double.MAX_VALUE ? "" : " to " + plain(high)) + ", not "
                    + shown(value));
        return value.doubleValue();
    }

    /// One share or a list of different ones, null among them for none.
    List<@Nullable Double> shares(String field) {
        JsonNode value = node.path(field);
        if (value.isNull())
            return Collections.singletonList(null);
        List<@Nullable Double> shares = new ArrayList<>();
        several(field, (item, _) -> {
            boolean share = item.isNumber() && item.doubleValue() >= 0 && item.doubleValue() <= 1;
            if (share || item.isNull())
                shares.add(item.isNull() ? null : Double.valueOf(item.doubleValue()));
            return share || item.isNull() ? item : null;
        }, "a number from 0 to 1, null for no threshold, or a list of these");
        return distinct(field, shares);
    }

    private static String shown(JsonNode value) {
        String text = value.toString();
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }

    private static String plain(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }

    boolean truth(String field, boolean otherwise) {
        if (!has(field))
            return otherwise;
        if (!node.path(field).isBoolean())
            throw wrong(field, "must be true or false, not " + shown(node.path(field)));
        return node.path(field).booleanValue();
    }

    /// Numbers, texts and truth values as they are spelt.
    List<String> spellings(String field) {
        return distinct(field, several(field, (value, at) -> {
            if (value.isNumber())
                return in.numbers().getOrDefault(at.toString(), value.asText());
            return value.isTextual() || value.isBoolean() ? value.asText() : null;
        }, "a list of numbers or texts"));
    }

    /// @param read null for a value that is none of these
    private <T> List<T> several(String field, BiFunction<JsonNode, JsonPointer, @Nullable T> read, String what) {
        JsonNode value = node.path(field);
        if (value.isMissingNode() || value.isNull())
            return List.of();
        JsonPointer at = place.appendProperty(field);
        List<T> found = new ArrayList<>();
        for (int i = 0; i < (value.isArray() ? value.size() : 1); i++) {
            T one = value.isArray() ? read.apply(value.get(i), at.appendIndex(i)) : read.apply(value, at);
            if (one == null)
                throw wrong(field, "must be " + what + ", not " + shown(value));
            found.add(one);
        }
        if (found.isEmpty())
            throw wrong(field, "is an empty list: give one value at least, or leave the field out");
        return found;
    }

    private <T> List<T> distinct(String field, List<T> values) {
        for (int i = 0; i < values.size(); i++) {
            if (values.indexOf(values.get(i)) < i)
                throw wrong(field, "names " + values.get(i) + " twice");
        }
        return values;
    }
}
