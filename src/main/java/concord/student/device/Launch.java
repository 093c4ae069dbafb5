package concord.student.device;

import java.util.List;
import java.util.Map;

/// What a worker JVM needs to be started with for its device.
///
/// @param key         cpu, gpu0, ...
/// @param environment variables to set; an empty value stays an empty value
/// @param removed     variables that must not be set
/// @param properties  arguments for the JVM
public record Launch(String key, Map<String, String> environment, List<String> removed, List<String> properties) {
    public Launch {
        environment = Map.copyOf(environment);
        removed = List.copyOf(removed);
        properties = List.copyOf(properties);
    }

    public void applyTo(Map<String, String> variables) {
        removed.forEach(variables::remove);
        variables.putAll(environment);
    }
}
