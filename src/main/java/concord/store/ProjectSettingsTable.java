package concord.store;

import java.util.Optional;

/// Settings by SQL.
final class ProjectSettingsTable implements SettingRepository {
    private final Lanes lanes;

    ProjectSettingsTable(Lanes lanes) {
        this.lanes = lanes;
    }

    @Override
    public Optional<String> get(String key) {
        return lanes.read(db -> db.first("select content from setting where name = ?", row -> row.getString(1), key));
    }

    @Override
    public void put(String key, String value) {
        lanes.write(db -> db.update("merge into setting key (name) values (?, ?)", key, value));
    }
}
