package concord.model.result;

/// A student that can be trained without naming a folder.
///
/// @param key as in TrainRequest.student
public record StudentKind(String key, String name, String description) {}
