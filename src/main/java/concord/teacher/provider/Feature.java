package concord.teacher.provider;

/// What a provider or one of its models may or may not take; left out of further requests once a server has turned it down.
public enum Feature {
    /// Answers held to a JSON schema.
    SCHEMA("an answer form held to the labels", "response_format", "json_schema", "responseschema", "responsejsonschema", "guided",
            "grammar"),
    /// Log probabilities of the answer's tokens.
    PROBABILITIES("token probabilities", "logprobs"),
    /// A seed for the sampling.
    SEED("a seed", "seed"),
    /// The token limit by its newer name.
    COMPLETION_LIMIT("the token limit by its newer name", "max_completion_tokens");

    private final String title;
    private final String[] words;

    Feature(String title, String... words) {
        this.title = title;
        this.words = words;
    }

    /// For people, as in "does not take ...".
    public String title() {
        return title;
    }

    /// Whether an error message of a server is about this.
    boolean named(String message) {
        for (String word : words) {
            if (message.contains(word))
                return true;
        }
        return false;
    }
}
