package concord.dataset;

/// A column of a table to write. Formats without types (csv, jsonl, xlsx) take every value as it is.
public record TableColumn(String name, Kind kind) {
    /// What the values are where they are not null.
    public enum Kind {
        TEXT, NUMBER, FLAG
    }

    public static TableColumn text(String name) {
        return new TableColumn(name, Kind.TEXT);
    }

    public static TableColumn number(String name) {
        return new TableColumn(name, Kind.NUMBER);
    }

    public static TableColumn flag(String name) {
        return new TableColumn(name, Kind.FLAG);
    }
}
