package concord.teacher.provider;

import concord.model.result.ProviderInfo;
import concord.teacher.TeacherException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Who can teach. [#key()] is the stable spelling in PROVIDER:MODEL.
public enum Provider {
    /// OpenAI's own service.
    OPENAI("OpenAI", "https://api.openai.com/v1", List.of("OPENAI_API_KEY"), new OpenAiDialect()),
    /// A model deployed on Azure; the model is the name of the deployment.
    AZURE("Azure OpenAI", null, List.of("AZURE_OPENAI_API_KEY"), new AzureDialect()),
    /// Claude.
    ANTHROPIC("Anthropic", "https://api.anthropic.com/v1", List.of("ANTHROPIC_API_KEY"), new AnthropicDialect()),
    /// Gemini with a key of Google AI Studio.
    GEMINI("Google Gemini", "https://generativelanguage.googleapis.com/v1beta", List.of("GEMINI_API_KEY", "GOOGLE_API_KEY"),
            new GeminiDialect()),
    /// Mistral's own service.
    MISTRAL("Mistral", "https://api.mistral.ai/v1", List.of("MISTRAL_API_KEY"), new MistralDialect()),
    /// Models run by Ollama, usually on this machine.
    OLLAMA("Ollama", "http://localhost:11434", List.of(), new OllamaDialect()),
    /// Any server that speaks as OpenAI does: llama.cpp, vLLM, LM Studio, OpenRouter.
    COMPATIBLE("OpenAI-compatible server", null, List.of("OPENROUTER_API_KEY", "COMPATIBLE_API_KEY"), new OpenAiDialect()),
    /// Nearest examples and descriptions, inside this program.
    EMBEDDED("Embedded (no language model)", null, List.of(), null);

    private final String title;
    private final @Nullable String baseUrl;
    private final List<String> keyNames;
    private final @Nullable Dialect dialect;

    Provider(String title, @Nullable String baseUrl, List<String> keyNames, @Nullable Dialect dialect) {
        this.title = title;
        this.baseUrl = baseUrl;
        this.keyNames = keyNames;
        this.dialect = dialect;
    }

    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    public String title() {
        return title;
    }

    /// @throws TeacherException when there is none of this spelling
    public static Provider of(String key) {
        return Arrays.stream(values()).filter(p -> p.key().equals(key)).findFirst().orElseThrow(
                () -> new TeacherException("There is no provider \"" + key + "\": use one of "
                        + Arrays.stream(values()).map(Provider::key).collect(Collectors.joining(", ")) + "."));
    }

    public ProviderInfo info() {
        boolean remote = this != EMBEDDED;
        return new ProviderInfo(key(), title, baseUrl, keyNames, remote, batch(),
                dialect != null && dialect.features().contains(Feature.PROBABILITIES));
    }

    /// Whether it has a batch endpoint: OpenAI, what is compatible with it, and Anthropic.
    public boolean batch() {
        return this == OPENAI || this == COMPATIBLE || this == ANTHROPIC;
    }

    /// Its own address; null where the user must give one.
    @Nullable
    String baseUrl() {
        return baseUrl;
    }

    List<String> keyNames() {
        return keyNames;
    }

    /// @throws IllegalStateException for the embedded teacher, which has no wire
    Dialect dialect() {
        if (dialect == null)
            throw new IllegalStateException(key());
        return dialect;
    }
}
