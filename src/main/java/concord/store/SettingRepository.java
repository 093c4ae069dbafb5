package concord.store;

import java.util.Optional;

/// Small settings that belong to a project (who labels, reveal rule, chosen pair of annotators), by stable string key. Thread-safe.
public interface SettingRepository {
    Optional<String> get(String key);

    void put(String key, String value);
}
