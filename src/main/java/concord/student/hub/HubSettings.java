package concord.student.hub;

import concord.student.StudentException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the environment says about the hub, by the variables that the hub's own programs read. Not a record: the token must never be printed.
final class HubSettings {
    private static final String ENDPOINT = "https://huggingface.co";

    private final URI endpoint;
    private final Path cache;
    private final @Nullable String token;
    private final boolean offline;

    private HubSettings(URI endpoint, Path cache, @Nullable String token, boolean offline) {
        this.endpoint = endpoint;
        this.cache = cache;
        this.token = token;
        this.offline = offline;
    }

    /// @param own the cache when the environment names none
    /// @throws StudentException when HF_ENDPOINT is no address
    static HubSettings of(Map<String, String> environment, Path own) {
        String home = value(environment, "HF_HOME");
        String hub = value(environment, "HF_HUB_CACHE");
        Path cache = hub != null ? path(environment, hub) : home != null ? path(environment, home).resolve("hub") : own;
        String off = value(environment, "HF_HUB_OFFLINE");
        return new HubSettings(endpoint(value(environment, "HF_ENDPOINT")), cache.toAbsolutePath(), token(environment, home),
                off != null && List.of("1", "ON", "YES", "TRUE").contains(off.toUpperCase(Locale.ROOT)));
    }

    private static URI endpoint(@Nullable String set) {
        String address = set == null ? ENDPOINT : set.replaceAll("/+$", "");
        try {
            URI endpoint = URI.create(address);
            if (endpoint.getHost() != null && ("https".equals(endpoint.getScheme()) || "http".equals(endpoint.getScheme())))
                return endpoint;
        } catch (IllegalArgumentException e) {
            // said below
        }
        throw new StudentException("HF_ENDPOINT is \"" + address + "\", which is not the address of a hub: write it as " + ENDPOINT
                + ", or take the variable away.");
    }

    private static @Nullable String token(Map<String, String> environment, @Nullable String home) {
        String token = value(environment, "HF_TOKEN");
        if (token != null)
            return token;
        String file = value(environment, "HF_TOKEN_PATH");
        Path place = file != null ? path(environment, file) : home != null ? path(environment, home).resolve("token") : null;
        if (place == null || !Files.isRegularFile(place))
            return null;
        try {
            String text = Files.readString(place).strip();
            return text.isEmpty() ? null : text;
        } catch (IOException e) {
            throw new StudentException("The file with the token of the hub, " + place + ", could not be read: " + e.getMessage() + ".", e);
        }
    }

    private static @Nullable String value(Map<String, String> environment, String name) {
        String value = environment.get(name);
        return value == null || value.isBlank() ? null : value.strip();
    }

    private static Path path(Map<String, String> environment, String text) {
        return text.startsWith("~/")
                ? Path.of(environment.getOrDefault("HOME", System.getProperty("user.home")), text.substring(2))
                : Path.of(text);
    }

    /// Without a slash at its end.
    URI endpoint() {
        return endpoint;
    }

    /// Absolute.
    Path cache() {
        return cache;
    }

    @Nullable
    String token() {
        return token;
    }

    boolean offline() {
        return offline;
    }
}
