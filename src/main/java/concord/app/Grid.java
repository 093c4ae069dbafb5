package concord.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import concord.model.request.GridRequest;
import concord.model.request.Recipe;
import concord.student.RecipeChecks;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/// The settings of a search, in the order in which they are tried.
///
/// @param settings the varied fields of each and their values
/// @param recipes  aligned with the settings
record Grid(List<Map<String, String>> settings, List<Recipe> recipes) {
    private static final int MOST = 1000;

    /// @throws AppException for a field or a value that a recipe does not have
    static Grid of(GridRequest request) {
        List<Map<String, String>> settings = new ArrayList<>(List.of(Map.of()));
        for (Map.Entry<String, List<String>> field : request.grid().entrySet()) {
            if (field.getValue().isEmpty())
                throw new AppException("The grid names no value of " + field.getKey() + ".");
            if (new HashSet<>(field.getValue()).size() < field.getValue().size())
                throw new AppException("The grid names a value of " + field.getKey() + " twice.");
            List<Map<String, String>> more = new ArrayList<>();
            for (Map<String, String> setting : settings) {
                for (String value : field.getValue()) {
                    Map<String, String> next = new LinkedHashMap<>(setting);
                    next.put(field.getKey(), value);
                    more.add(next);
                }
            }
            settings = more;
            if (settings.size() > MOST)
                throw new AppException("The grid has more than " + MOST + " combinations: name fewer values.");
        }
        Recipe base = request.base().recipe();
        return new Grid(List.copyOf(settings), settings.stream().map(s -> recipe(base, s)).toList());
    }

    private static Recipe recipe(Recipe base, Map<String, String> setting) {
        ObjectNode fields = Json.mapper().valueToTree(base);
        setting.forEach((field, value) -> {
            JsonNode before = fields.get(field);
            if (before == null)
                throw new AppException("A student has no setting \"" + field + "\" to search over: use "
                        + Names.list(StreamSupport.stream(((Iterable<String>) fields::fieldNames).spliterator(), false).toList()) + ".");
            set(fields, field, value.strip(), before);
        });
        Recipe recipe = Json.read(fields.toString(), Recipe.class, "The settings of the grid");
        Sentences.keep(() -> RecipeChecks.check(recipe));
        return recipe;
    }

    private static void set(ObjectNode fields, String field, String value, JsonNode like) {
        try {
            if (like.isInt()) {
                fields.put(field, Integer.parseInt(value));
            } else if (like.isNumber()) {
                fields.put(field, Double.parseDouble(value));
            } else if (like.isBoolean()) {
                if (!value.equals("true") && !value.equals("false"))
                    throw new AppException("\"" + value + "\" is no value of " + field + ": use true or false.");
                fields.put(field, Boolean.parseBoolean(value));
            } else {
                fields.put(field, value);
            }
        } catch (NumberFormatException e) {
            throw new AppException("\"" + value + "\" is no value of " + field + ": it must be a " + (like.isInt() ? "whole " : "")
                    + "number.", e);
        }
    }

    /// What is tried when nobody says what: twelve settings around the student's own, four of a linear one.
    static Map<String, List<String>> usual(String student, Recipe recipe) {
        Map<String, List<String>> grid = new LinkedHashMap<>();
        if (student.equals("linear")) {
            grid.put("class_weights", List.of("false", "true"));
            grid.put("max_length", List.of("128", "256"));
            return grid;
        }
        List<String> rates = student.equals("minilm")
                ? List.of("5e-5", "1e-4", "2e-4")
                : recipe.loraRank() > 0 ? List.of("1e-4", "2e-4", "5e-4") : List.of("1e-5", "3e-5", "5e-5");
        grid.put("learning_rate", rates);
        grid.put("batch", List.of("8", "16"));
        grid.put("epochs", List.of("4", "8"));
        return grid;
    }

    /// Reads `learning_rate=1e-5,5e-5;batch=8,16`, or a JSON object of arrays.
    ///
    /// @throws AppException when it is neither
    static Map<String, List<String>> parse(String text) {
        Map<String, List<String>> grid = new LinkedHashMap<>();
        if (text.strip().startsWith("{")) {
            try {
                Json.mapper().readTree(text).properties().forEach(field -> {
                    if (!field.getValue().isArray())
                        throw new AppException("The grid must give a list of values for " + field.getKey() + ".");
                    List<String> values = new ArrayList<>();
                    field.getValue().forEach(value -> values.add(value.asText()));
                    grid.put(field.getKey(), values);
                });
            } catch (JsonProcessingException e) {
                throw new AppException("The grid is no valid JSON: " + e.getOriginalMessage(), e);
            }
            return grid;
        }
        for (String part : text.split(";")) {
            String[] sides = part.split("=", 2);
            if (sides.length < 2 || sides[0].isBlank() || sides[1].isBlank())
                throw new AppException("\"" + part.strip() + "\" is no part of a grid: write FIELD=VALUE,VALUE with ; between the fields.");
            if (grid.put(sides[0].strip(), List.of(sides[1].split(",")).stream().map(String::strip).toList()) != null)
                throw new AppException("The grid names " + sides[0].strip() + " twice.");
        }
        return grid;
    }
}
