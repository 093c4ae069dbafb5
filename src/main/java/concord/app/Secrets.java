package concord.app;

import concord.teacher.Keys;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Keys of providers: from the environment, else from the keyring of the operating system, else what was typed for this run of the program.
/// They are never written to a file of the program. Thread-safe.
public final class Secrets implements Keys {
    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,4096}");
    private final Function<String, @Nullable String> environment;
    private final Optional<OsKeyring> keyring;
    private final Map<String, String> typed = new ConcurrentHashMap<>();
    private final Map<String, Optional<String>> looked = new ConcurrentHashMap<>();

    Secrets(Function<String, @Nullable String> environment, Optional<OsKeyring> keyring) {
        this.environment = environment;
        this.keyring = keyring;
    }

    static Secrets standard() {
        return new Secrets(System::getenv, OsKeyring.find());
    }

    /// Where a key was found.
    public enum Place {
        ENVIRONMENT, KEYRING, THIS_RUN, NOWHERE
    }

    /// @param name as of the environment variable, such as OPENAI_API_KEY
    @Override
    public Optional<String> key(String name) {
        String set = environment.apply(name);
        if (set != null && !set.isBlank())
            return Optional.of(set.strip());
        return inKeyring(name).or(() -> Optional.ofNullable(typed.get(name)));
    }

    public Place place(String name) {
        String set = environment.apply(name);
        if (set != null && !set.isBlank())
            return Place.ENVIRONMENT;
        if (inKeyring(name).isPresent())
            return Place.KEYRING;
        return typed.containsKey(name) ? Place.THIS_RUN : Place.NOWHERE;
    }

    private Optional<String> inKeyring(String name) {
        return keyring.isEmpty() ? Optional.empty() : looked.computeIfAbsent(name, n -> keyring.get().read(n));
    }

    /// Whether the operating system has a keyring that can be used.
    public boolean keyring() {
        return keyring.isPresent();
    }

    /// @throws AppException when it cannot be a key
    public void keepForThisRun(String name, String key) {
        typed.put(name, checked(key));
    }

    /// @throws AppException when it cannot be a key, or there is no keyring that takes it
    public void keepInKeyring(String name, String key) {
        OsKeyring to = keyring
                .orElseThrow(
                        () -> new AppException("There is no keyring here: keep the key for this run of the program, or set " + name + "."));
        to.write(name, checked(key));
        looked.remove(name);
    }

    /// Takes the key out of the keyring and of this run; one in the environment stays.
    public void forget(String name) {
        keyring.ifPresent(k -> k.delete(name));
        looked.remove(name);
        typed.remove(name);
    }

    private static String checked(String key) {
        String stripped = key.strip();
        if (!KEY.matcher(stripped).matches() || stripped.contains("\"") || stripped.contains("\\"))
            throw new AppException("This is no key: a key is one word of letters, digits and signs.");
        return stripped;
    }
}
