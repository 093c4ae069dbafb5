package concord.model.result;

import java.util.List;

/// What choosing a teacher means.
///
/// @param address  where the texts go; empty for the embedded teacher
/// @param local    whether that is this machine or its own network
/// @param keyNames names under which a key is looked for
/// @param key      where the key stands
/// @param leaves   one sentence: what leaves the machine, and for where
public record TeacherInfo(String provider, String model, String address, boolean local, List<String> keyNames, Key key, String leaves) {
    public TeacherInfo {
        keyNames = List.copyOf(keyNames);
    }

    /// Whether there is a key.
    public enum Key {
        NOT_NEEDED, PRESENT, MISSING
    }
}
