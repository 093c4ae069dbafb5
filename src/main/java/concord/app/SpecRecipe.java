package concord.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import concord.model.request.Recipe;
import concord.student.RecipeChecks;
import concord.student.StudentException;

/// The settings of a recipe that a specification changes.
final class SpecRecipe {
    private static final String FIELD = "recipe";

    private SpecRecipe() {
    }

    /// @throws AppException for a setting that a recipe does not have, or a value it cannot have
    static Recipe read(SpecFields spec) {
        SpecFields changed = spec.objectOrNull(FIELD, "an object of settings, such as {\"epochs\": 4}");
        if (changed == null)
            return Recipe.DEFAULT;
        ObjectNode settings = Json.mapper().valueToTree(Recipe.DEFAULT);
        changed.only(settings.properties().stream().map(java.util.Map.Entry::getKey).toList());
        for (String name : changed.names()) {
            JsonNode like = settings.get(name);
            JsonNode value = changed.raw(name);
            boolean fits = like.isInt() ? value.isInt() : like.isNumber() ? value.isNumber() : like.getNodeType() == value.getNodeType();
            if (!fits)
                throw changed.wrong(name, "must be " + (like.isInt()
                        ? "a whole number"
                        : like.isNumber() ? "a number" : like.isBoolean() ? "true or false" : "a text") + ", not " + value);
            settings.set(name, value);
        }
        Recipe recipe = Json.read(settings.toString(), Recipe.class, "The recipe");
        try {
            RecipeChecks.check(recipe);
        } catch (StudentException e) {
            throw spec.wrong(FIELD, "cannot be used: " + String.valueOf(e.getMessage()).replaceAll("\\.$", ""));
        }
        return recipe;
    }

    /// What differs from the default.
    static ObjectNode write(Recipe recipe) {
        ObjectNode usual = Json.mapper().valueToTree(Recipe.DEFAULT);
        ObjectNode changed = Json.mapper().valueToTree(recipe);
        changed.properties().removeIf(field -> field.getValue().equals(usual.get(field.getKey())));
        return changed;
    }
}
