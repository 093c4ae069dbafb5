package concord.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Keys from the environment, from a keyring played by a script, and of this run only.
class SecretsTest {
    private static final String NAME = "OPENAI_API_KEY";
    @TempDir
    Path folder;

    @Test
    void theEnvironmentComesFirstAndTypedKeysStayInMemory() {
        Secrets set = new Secrets(Map.of(NAME, " sk-environment ")::get, Optional.empty());
        set.keepForThisRun(NAME, "sk-typed");
        assertThat(set.key(NAME)).contains("sk-environment");
        assertThat(set.place(NAME)).isEqualTo(Secrets.Place.ENVIRONMENT);
        Secrets none = new Secrets(_ -> null, Optional.empty());
        assertThat(none.place(NAME)).isEqualTo(Secrets.Place.NOWHERE);
        none.keepForThisRun(NAME, "sk-typed\n");
        assertThat(none.key(NAME)).contains("sk-typed");
        assertThat(none.place(NAME)).isEqualTo(Secrets.Place.THIS_RUN);
        none.forget(NAME);
        assertThat(none.key(NAME)).isEmpty();
        assertThatThrownBy(() -> none.keepForThisRun(NAME, "two words")).isInstanceOf(AppException.class);
        assertThatThrownBy(() -> none.keepForThisRun(NAME, " ")).isInstanceOf(AppException.class);
        assertThatThrownBy(() -> none.keepInKeyring(NAME, "sk-1")).isInstanceOf(AppException.class).hasMessageContaining("no keyring");
    }

    @Test
    void aKeyringKeepsKeysThatNeverStandInAnArgument() throws IOException {
        Secrets secrets = new Secrets(_ -> null, Optional.of(keyring(true)));
        assertThat(secrets.keyring()).isTrue();
        assertThat(secrets.key(NAME)).isEmpty();
        secrets.keepInKeyring(NAME, "sk-kept-42");
        assertThat(secrets.key(NAME)).contains("sk-kept-42");
        assertThat(secrets.place(NAME)).isEqualTo(Secrets.Place.KEYRING);
        assertThat(new Secrets(_ -> null, Optional.of(keyring(true))).key(NAME)).contains("sk-kept-42");
        secrets.forget(NAME);
        assertThat(secrets.place(NAME)).isEqualTo(Secrets.Place.NOWHERE);
        assertThat(Files.readString(folder.resolve("arguments"))).contains("store --label=Concord").doesNotContain("sk-kept");
    }

    @Test
    void aLockedKeyringIsSaidPlainly() throws IOException {
        Secrets secrets = new Secrets(_ -> null, Optional.of(keyring(false)));
        assertThat(secrets.key(NAME)).isEmpty();
        assertThatThrownBy(() -> secrets.keepInKeyring(NAME, "sk-1")).isInstanceOf(AppException.class).hasMessageContaining("did not take");
    }

    /// What `secret-tool` does, with a file for the keyring.
    private OsKeyring keyring(boolean open) throws IOException {
        assumeThat(System.getProperty("os.name")).doesNotContainIgnoringCase("win");
        String store = folder.resolve("store").toString();
        String script = open
                ? """
                        #!/bin/sh
                        echo "$@" >> "%2$s"
                        case "$1" in
                        store) cat > "%1$s" ;;
                        lookup) test -f "%1$s" && cat "%1$s" ;;
                        clear) rm -f "%1$s" ;;
                        esac
                        """.formatted(store, folder.resolve("arguments"))
                : "#!/bin/sh\nexit 1\n";
        Path tool = folder.resolve(open ? "open-tool" : "locked-tool");
        Files.writeString(tool, script);
        Files.setPosixFilePermissions(tool, PosixFilePermissions.fromString("rwx------"));
        return new OsKeyring(tool, OsKeyring.Kind.SECRET_TOOL);
    }
}
