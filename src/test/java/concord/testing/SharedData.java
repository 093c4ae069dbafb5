package concord.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/// Finds real data sets beside the checkout. They are not part of the project: a test that needs one is skipped where it is absent.
///
/// Looked for in system property `concord.data`, environment variable `CONCORD_DATA`, then `shared/data` in the folders above the checkout.
public final class SharedData {
    private SharedData() {
    }

    public static Path file(String name) {
        Optional<Path> found = folders().map(folder -> folder.resolve(name)).filter(Files::isRegularFile).findFirst();
        Assumptions.assumeTrue(found.isPresent(), "no " + name + " beside the checkout; set -Dconcord.data or CONCORD_DATA to its folder");
        return found.orElseThrow();
    }

    private static Stream<Path> folders() {
        return Stream.of(System.getProperty("concord.data"), System.getenv("CONCORD_DATA"), "../shared/data", "../../shared/data")
                .filter(folder -> folder != null).map(Path::of);
    }
}
