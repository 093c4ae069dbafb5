package concord.teacher;

import java.util.Optional;

/// Where keys are looked up: the environment, the keyring of the system, what was typed for this run of the program.
@FunctionalInterface
public interface Keys {
    /// @param name as of the environment variable, such as OPENAI_API_KEY
    Optional<String> key(String name);
}
