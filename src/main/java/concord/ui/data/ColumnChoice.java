package concord.ui.data;

import concord.model.ColumnRole;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;

/// One column of the file to import and what the person takes it for.
public final class ColumnChoice {
    /// The roles as they stand in the choice; annotators are named beside it.
    public enum Kind {
        ID, TEXT, TEXT_B, QUERY, DOCUMENT, HUMAN, TEACHER, SCORE, CONFIDENCE, METADATA, IGNORED, LONG_ANNOTATOR, LONG_LABEL;

        static Kind of(ColumnRole role) {
            return switch (role) {
                case ColumnRole.Id _ -> ID;
                case ColumnRole.Text _ -> TEXT;
                case ColumnRole.TextB _ -> TEXT_B;
                case ColumnRole.Query _ -> QUERY;
                case ColumnRole.Document _ -> DOCUMENT;
                case ColumnRole.HumanLabel _ -> HUMAN;
                case ColumnRole.TeacherLabel _ -> TEACHER;
                case ColumnRole.Score _ -> SCORE;
                case ColumnRole.Confidence _ -> CONFIDENCE;
                case ColumnRole.Metadata _ -> METADATA;
                case ColumnRole.Ignored _ -> IGNORED;
                case ColumnRole.LongAnnotator _ -> LONG_ANNOTATOR;
                case ColumnRole.LongLabel _ -> LONG_LABEL;
            };
        }

        /// Whether a file has at most one such column.
        boolean once() {
            return switch (this) {
                case ID, TEXT, TEXT_B, QUERY, DOCUMENT, LONG_ANNOTATOR, LONG_LABEL -> true;
                case HUMAN, TEACHER, SCORE, CONFIDENCE, METADATA, IGNORED -> false;
            };
        }

        /// Whether the role belongs to an annotator who is named.
        boolean named() {
            return this == HUMAN || this == TEACHER || this == SCORE || this == CONFIDENCE;
        }
    }

    private final String name;
    private final String note;
    private final ObjectProperty<ColumnRole> role;

    ColumnChoice(String name, String note, ColumnRole guess) {
        this.name = name;
        this.note = note;
        this.role = new SimpleObjectProperty<>(guess);
    }

    public String name() {
        return name;
    }

    /// Why the column was taken for what it is, such as "median 71 words".
    public String note() {
        return note;
    }

    public ObjectProperty<ColumnRole> roleProperty() {
        return role;
    }

    public Kind kind() {
        return Kind.of(role.get());
    }

    /// Changes the role; an annotator's name is kept, or starts as the column's name.
    public void kind(Kind kind) {
        String annotator = role.get().annotatorName();
        role.set(role(kind, annotator == null ? name : annotator));
    }

    /// Names the annotator of a label or confidence column.
    public void annotator(String annotator) {
        role.set(role(kind(), annotator));
    }

    private static ColumnRole role(Kind kind, String annotator) {
        return switch (kind) {
            case ID -> new ColumnRole.Id();
            case TEXT -> new ColumnRole.Text();
            case TEXT_B -> new ColumnRole.TextB();
            case QUERY -> new ColumnRole.Query();
            case DOCUMENT -> new ColumnRole.Document();
            case HUMAN -> new ColumnRole.HumanLabel(annotator);
            case TEACHER -> new ColumnRole.TeacherLabel(annotator);
            case SCORE -> new ColumnRole.Score(annotator);
            case CONFIDENCE -> new ColumnRole.Confidence(annotator);
            case METADATA -> new ColumnRole.Metadata();
            case IGNORED -> new ColumnRole.Ignored();
            case LONG_ANNOTATOR -> new ColumnRole.LongAnnotator();
            case LONG_LABEL -> new ColumnRole.LongLabel();
        };
    }
}
