package concord.app;

import concord.model.Annotator;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Checks of names that a person typed, with sentences that name what exists.
final class Names {
    private static final int SHOWN = 20;

    private Names() {
    }

    static String list(Collection<String> names) {
        List<String> shown = names.stream().limit(SHOWN).map(n -> "\"" + n + "\"").toList();
        String more = names.size() > SHOWN ? " and " + (names.size() - SHOWN) + " more" : "";
        return String.join(", ", shown) + more;
    }

    static AppException unknownAnnotator(String name, List<Annotator> annotators) {
        return new AppException("There is no annotator \"" + name + "\" in this project" + (annotators.isEmpty()
                ? ": nobody has labelled yet."
                : "; it has " + list(annotators.stream().map(Annotator::name).toList()) + "."));
    }

    static @Nullable Annotator find(String name, List<Annotator> annotators) {
        return annotators.stream().filter(a -> a.name().equals(name)).findFirst().orElse(null);
    }

    /// The last part of a path, for titles; the path need not be a valid one.
    static String file(String path) {
        return path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
    }
}
