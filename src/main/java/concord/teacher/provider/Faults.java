package concord.teacher.provider;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Says what a response that is no answer means for the call and for the run.
final class Faults {
    private static final int TOO_MANY = 429;
    /// Anthropic's "overloaded".
    private static final int OVERLOADED = 529;

    private Faults() {
    }

    static Reply.Lost lost(Reply.Loss loss, Endpoint endpoint) {
        String sentence = switch (loss) {
            case UNREACHABLE -> endpoint.baseUrl() + " cannot be reached: there is no network, or the address is wrong"
                    + (endpoint.local() ? ", or the server is not running." : ".");
            case TIMEOUT -> endpoint.baseUrl() + " did not answer in time.";
            case BROKEN -> "The connection to " + endpoint.baseUrl() + " broke before the answer was complete.";
            case SERVER -> endpoint.baseUrl() + " failed.";
            case ABANDONED -> "The run was cancelled before the answer came.";
        };
        return new Reply.Lost(0, loss, sentence, "");
    }

    static Reply of(Exchange exchange, @Nullable JsonNode body, Endpoint endpoint, Set<Feature> used, Instant now) {
        int status = exchange.status();
        String words = exchange.body().toLowerCase(Locale.ROOT);
        if (status == TOO_MANY && (words.contains("insufficient_quota") || words.contains("credit balance")))
            return new Reply.Fatal(status, "The account at " + endpoint.provider().title() + " has no credit left.", exchange.body());
        if (status == TOO_MANY || status == OVERLOADED || status == 503 && exchange.headers().containsKey("retry-after"))
            return new Reply.Busy(status, exchange.retryAfter(now), exchange.body());
        if (status >= 500 || status == 408 || status == 409 || status == 425)
            return new Reply.Lost(status, Reply.Loss.SERVER, sentence(exchange, endpoint), exchange.body());
        if (filtered(body, words))
            return new Reply.Filtered(status, "The provider's content filter turned the text away.", exchange.body());
        if (tooLong(status, words))
            return new Reply.Unfit(status, "The text is longer than the model can read.", exchange.body());
        if (status == 400 || status == 422) {
            for (Feature feature : used) {
                if (feature.named(words))
                    return new Reply.Declined(status, feature, exchange.body());
            }
        }
        return new Reply.Fatal(status, sentence(exchange, endpoint), exchange.body());
    }

    /// What a failed response means, for people.
    static String sentence(Exchange exchange, Endpoint endpoint) {
        String title = endpoint.provider().title();
        return switch (exchange.status()) {
            case 401, 403 -> title + " does not accept the key: check it, and whether it may use " + endpoint.model() + ".";
            case 402 -> "The account at " + title + " has no credit left.";
            case 404 -> endpoint.model().isEmpty()
                    ? endpoint.baseUrl() + " is not the address of such a server."
                    : title + " at " + endpoint.baseUrl() + " has no model \"" + endpoint.model() + "\".";
            case TOO_MANY -> title + " asks to be called less often.";
            default -> exchange.status() >= 500
                    ? title + " failed with HTTP " + exchange.status() + "."
                    : title + " turned the request down: " + said(exchange);
        };
    }

    private static boolean filtered(@Nullable JsonNode body, String words) {
        String code = body == null ? "" : body.path("error").path("code").asText();
        return code.equals("content_filter") || words.contains("responsibleaipolicyviolation");
    }

    private static boolean tooLong(int status, String words) {
        if (status == 413)
            return true;
        return status == 400 && (words.contains("context_length_exceeded") || words.contains("maximum context length")
                || words.contains("prompt is too long") || words.contains("exceeds the maximum number of tokens")
                || words.contains("context size") || words.contains("exceeds the context") || words.contains("too large for model"));
    }

    /// The server's own message, on one line.
    private static String said(Exchange exchange) {
        JsonNode body = Body.read(exchange.body());
        JsonNode error = body == null ? null : body.path("error");
        String words = exchange.body();
        if (error != null && error.isTextual())
            words = error.asText();
        else if (error != null && error.path("message").isTextual())
            words = error.path("message").asText();
        else if (body != null && body.path("message").isTextual())
            words = body.path("message").asText();
        String line = words.strip().replaceAll("\\s+", " ");
        String text = line.isEmpty() ? "HTTP " + exchange.status() : line.length() > 200 ? line.substring(0, 200) + "..." : line;
        return text.endsWith(".") ? text : text + ".";
    }
}
