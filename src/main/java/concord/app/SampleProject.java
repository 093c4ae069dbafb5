package concord.app;

import com.fasterxml.jackson.databind.JsonNode;
import concord.model.ColumnRole;
import concord.model.Variable;
import concord.model.VariableKind;
import concord.model.request.ImportRequest;
import concord.model.request.ReadOptions;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/// The person's own copy of the sample project: made on first use from the data that comes with the program, then theirs to change.
///
/// A sample is a folder with `units.csv`, `codebook.json` (see [CodebookFiles]) and `import.json`: `file`, `variable`, `kind` and `roles`, column
/// to role, a role being its spelling ("text", "human:Ana") or an object with `role` and `annotator`.
final class SampleProject {
    private final Home home;

    SampleProject(Home home) {
        this.home = home;
    }

    Path file(BiFunction<Path, List<Variable>, Project> create) {
        Path source = source();
        Path target = home.samples().resolve(source.getFileName() + ".mv.db");
        if (Files.exists(target))
            return target;
        Folders.make(home.samples());
        // Made under another name first: a program that ends half way must not leave half a sample behind.
        Path making = home.samples().resolve(source.getFileName() + ".making.mv.db");
        try {
            Files.deleteIfExists(making);
            ImportRequest request = request(source);
            try (Project project = create.apply(making, CodebookFiles.read(source.resolve("codebook.json")))) {
                project.data().submitImport(request).await();
            }
            try {
                Files.move(making, target, StandardCopyOption.ATOMIC_MOVE);
            } catch (AtomicMoveNotSupportedException e) {
                Files.move(making, target);
            }
        } catch (IOException e) {
            throw new AppException("The sample project cannot be made in " + home.samples() + ": " + Folders.reason(e) + ".", e);
        }
        return target;
    }

    private static ImportRequest request(Path source) throws IOException {
        Path file = source.resolve("import.json");
        JsonNode root = Json.mapper().readTree(Files.readString(file));
        Map<String, ColumnRole> roles = new LinkedHashMap<>();
        try {
            root.path("roles").properties().forEach(entry -> {
                JsonNode role = entry.getValue();
                String annotator = role.path("annotator").asText("");
                roles.put(entry.getKey(),
                        Roles.of(role.isTextual()
                                ? role.textValue()
                                : role.path("role").asText() + (annotator.isEmpty() ? "" : ":" + annotator)));
            });
            return new ImportRequest(source.resolve(root.path("file").asText("units.csv")).toString(), ReadOptions.GUESS, roles, false,
                    root.path("variable").asText(), VariableKind.of(root.path("kind").asText("single")), null, null, null, Map.of());
        } catch (IllegalArgumentException e) {
            throw new AppException("The sample's " + file + " cannot be read: " + e.getMessage() + ".", e);
        }
    }

    private static Path source() {
        List<Path> looked = new ArrayList<>();
        for (Path place : places()) {
            Path folder = place.resolve("sample-projects");
            looked.add(folder);
            Optional<Path> found = first(folder);
            if (found.isPresent())
                return found.get();
        }
        throw new AppException("The sample project that comes with Concord is not there; looked in "
                + Names.list(looked.stream().map(Path::toString).toList()) + ".");
    }

    private static Optional<Path> first(Path folder) {
        if (!Files.isDirectory(folder))
            return Optional.empty();
        try (Stream<Path> inside = Files.list(folder)) {
            return inside.filter(p -> Files.isRegularFile(p.resolve("import.json"))).sorted().findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /// The installation, the folders above the program's own classes (a jar in lib, or target/classes of a checkout), and the working folder.
    private static List<Path> places() {
        List<Path> places = new ArrayList<>();
        String install = System.getProperty("concord.install", "");
        if (!install.isBlank())
            places.add(Path.of(install));
        CodeSource code = SampleProject.class.getProtectionDomain().getCodeSource();
        if (code != null && code.getLocation() != null) {
            try {
                Path above = Path.of(code.getLocation().toURI()).getParent();
                for (int i = 0; i < 3 && above != null; i++, above = above.getParent()) {
                    places.add(above);
                }
            } catch (URISyntaxException | IllegalArgumentException e) {
                org.slf4j.LoggerFactory.getLogger(SampleProject.class).debug("no place for the program's classes", e);
            }
        }
        places.add(Path.of("").toAbsolutePath());
        return places;
    }
}
