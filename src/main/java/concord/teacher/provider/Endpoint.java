package concord.teacher.provider;

import concord.model.result.TeacherInfo;
import concord.teacher.Keys;
import concord.teacher.TeacherException;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A model at an address.
///
/// @param baseUrl without a slash at its end; empty for the embedded teacher
/// @param model   as the provider names it; empty when only the address matters
public record Endpoint(Provider provider, String baseUrl, String model) {
    /// @param teacher PROVIDER:MODEL; a model may hold further colons
    /// @param address null for the provider's own
    /// @throws TeacherException when provider, model or address is missing or wrong
    public static Endpoint of(String teacher, @Nullable String address) {
        int colon = teacher.indexOf(':');
        Provider provider = Provider.of(colon < 0 ? teacher : teacher.substring(0, colon));
        String model = colon < 0 ? "" : teacher.substring(colon + 1).strip();
        if (model.isEmpty())
            throw new TeacherException("Name the model too, as in " + provider.key() + ":MODEL.");
        if (provider == Provider.EMBEDDED && !model.equals("minilm"))
            throw new TeacherException("The embedded teacher has one model: embedded:minilm.");
        return at(provider, address, model);
    }

    /// @throws TeacherException when the address is missing or is none
    public static Endpoint at(Provider provider, @Nullable String address, String model) {
        if (provider == Provider.EMBEDDED)
            return new Endpoint(provider, "", model);
        String url = address == null || address.isBlank() ? provider.baseUrl() : address.strip();
        if (url == null)
            throw new TeacherException(provider.title() + " needs the address of the server, as in "
                    + (provider == Provider.AZURE ? "https://RESOURCE.openai.azure.com." : "http://localhost:8080/v1."));
        try {
            URI uri = URI.create(url);
            if (uri.getHost() == null || !List.of("http", "https").contains(uri.getScheme()))
                throw new IllegalArgumentException(url);
        } catch (IllegalArgumentException e) {
            throw new TeacherException("\"" + url + "\" is not the address of a server: it begins with http:// or https://.", e);
        }
        return new Endpoint(provider, url.replaceAll("/+$", ""), model);
    }

    /// Whether this machine or its own network answers: a loopback, private or link-local address, or a name without a domain.
    public boolean local() {
        if (baseUrl.isEmpty())
            return true;
        String host = URI.create(baseUrl).getHost().toLowerCase(Locale.ROOT);
        if (host.equals("localhost") || host.endsWith(".localhost") || host.endsWith(".local"))
            return true;
        try {
            InetAddress address = InetAddress.ofLiteral(host);
            boolean unique = address.getAddress().length == 16 && (address.getAddress()[0] & 0xfe) == 0xfc;
            return address.isLoopbackAddress() || address.isSiteLocalAddress() || address.isLinkLocalAddress() || unique;
        } catch (IllegalArgumentException notANumber) {
            return host.indexOf('.') < 0;
        }
    }

    /// Names under which a key for this address is looked for.
    List<String> keyNames() {
        if (provider != Provider.COMPATIBLE)
            return provider.keyNames();
        boolean router = baseUrl.contains("openrouter.ai");
        return router ? List.of("OPENROUTER_API_KEY") : List.of("COMPATIBLE_API_KEY");
    }

    /// The key, or an empty one where none is needed.
    ///
    /// @throws TeacherException when one is needed and there is none
    public Secret secret(Keys keys) {
        Optional<String> key = keyNames().stream().flatMap(n -> keys.key(n).stream()).filter(k -> !k.isBlank()).findFirst();
        if (key.isEmpty() && keyNeeded())
            throw new TeacherException("There is no key for " + provider.title() + ": set " + String.join(" or ", keyNames())
                    + ", or enter it in the settings.");
        return new Secret(key.orElse(""));
    }

    private boolean keyNeeded() {
        return !local() && provider != Provider.OLLAMA;
    }

    /// What choosing it means.
    public TeacherInfo info(Keys keys) {
        boolean present = keyNames().stream().anyMatch(n -> keys.key(n).filter(k -> !k.isBlank()).isPresent());
        TeacherInfo.Key key = present ? TeacherInfo.Key.PRESENT : keyNeeded() ? TeacherInfo.Key.MISSING : TeacherInfo.Key.NOT_NEEDED;
        return new TeacherInfo(provider.key(), model, baseUrl, local(), keyNames(), key, leaves());
    }

    private String leaves() {
        if (provider == Provider.EMBEDDED)
            return "Nothing leaves this machine: labels come from the nearest examples and label descriptions, not from a language model.";
        String host = URI.create(baseUrl).getHost();
        if (local())
            return "The texts go to " + host + ", which is this machine or its own network, and no further.";
        return "The texts of the units, the labels with their definitions and the examples shown go to " + provider.title() + " at " + host
                + "; names, other columns and labels of other units do not.";
    }
}
