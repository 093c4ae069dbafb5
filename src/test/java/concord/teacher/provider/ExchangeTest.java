package concord.teacher.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Small things of the wire.
class ExchangeTest {
    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

    private static Duration after(String header, String value) {
        return new Exchange(429, Map.of(header, value), "").retryAfter(NOW);
    }

    @Test
    void readsHowLongToWait() {
        assertThat(after("retry-after", "20")).isEqualTo(Duration.ofSeconds(20));
        assertThat(after("retry-after", "0.5")).isEqualTo(Duration.ofMillis(500));
        assertThat(after("retry-after", "Thu, 01 Jan 2026 12:01:30 GMT")).isEqualTo(Duration.ofSeconds(90));
        assertThat(after("retry-after", "Thu, 01 Jan 2026 11:00:00 GMT")).isEqualTo(Duration.ZERO);
        assertThat(after("retry-after-ms", "250")).isEqualTo(Duration.ofMillis(250));
        assertThat(after("retry-after", "soon")).isNull();
        assertThat(after("date", "x")).isNull();
    }

    @Test
    void aSecretDoesNotShow() {
        Secret secret = new Secret(" my/key+1 ");
        assertThat(secret.redact("a my/key+1 b my%2Fkey%2B1 c sk-abcdefghijk d")).isEqualTo("a [key] b [key] c [key] d");
        assertThat(secret.toString()).isEqualTo("[key]");
        Endpoint endpoint = Endpoint.of("openai:m", null);
        assertThat(new Outgoing("GET", "u", Map.of("Authorization", "my/key+1"), new byte[0]).toString()).doesNotContain("key");
        assertThat(endpoint.secret(n -> java.util.Optional.of("my/key+1")).reveal()).isEqualTo("my/key+1");
    }
}
