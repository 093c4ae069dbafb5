package concord.model;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// One version of the codebook; versions are never changed, an edit makes the next one.
///
/// @param version from 1, ascending without gaps
/// @param author  who made this version
/// @param reason  why, in the author's words; may be empty
public record Codebook(int version, List<Variable> variables, Instant at, String author, String reason) {
    public Codebook {
        variables = List.copyOf(variables);
    }

    public Optional<Variable> variable(String name) {
        return variables.stream().filter(v -> v.name().equals(name)).findFirst();
    }
}
