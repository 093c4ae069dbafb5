package concord.app;

import concord.model.ColumnRole;

/// The spelling of a column's role in saved requests: `id`, `text`, `human:ANNOTATOR`, ...
final class Roles {
    private Roles() {
    }

    static String spelling(ColumnRole role) {
        return switch (role) {
            case ColumnRole.Id _ -> "id";
            case ColumnRole.Text _ -> "text";
            case ColumnRole.TextB _ -> "text_b";
            case ColumnRole.Query _ -> "query";
            case ColumnRole.Document _ -> "document";
            case ColumnRole.HumanLabel(var annotator) -> "human:" + annotator;
            case ColumnRole.TeacherLabel(var annotator) -> "teacher:" + annotator;
            case ColumnRole.Score(var annotator) -> "score:" + annotator;
            case ColumnRole.Confidence(var annotator) -> "confidence:" + annotator;
            case ColumnRole.Metadata _ -> "metadata";
            case ColumnRole.Ignored _ -> "ignored";
            case ColumnRole.LongAnnotator _ -> "long_annotator";
            case ColumnRole.LongLabel _ -> "long_label";
        };
    }

    /// @throws IllegalArgumentException with the allowed spellings
    static ColumnRole of(String spelling) {
        int colon = spelling.indexOf(':');
        String annotator = colon < 0 ? "" : spelling.substring(colon + 1);
        return switch (colon < 0 ? spelling : spelling.substring(0, colon)) {
            case "id" -> new ColumnRole.Id();
            case "text" -> new ColumnRole.Text();
            case "text_b" -> new ColumnRole.TextB();
            case "query" -> new ColumnRole.Query();
            case "document" -> new ColumnRole.Document();
            case "human" -> new ColumnRole.HumanLabel(annotator);
            case "teacher" -> new ColumnRole.TeacherLabel(annotator);
            case "score" -> new ColumnRole.Score(annotator);
            case "confidence" -> new ColumnRole.Confidence(annotator);
            case "metadata" -> new ColumnRole.Metadata();
            case "ignored" -> new ColumnRole.Ignored();
            case "long_annotator" -> new ColumnRole.LongAnnotator();
            case "long_label" -> new ColumnRole.LongLabel();
            default -> throw new IllegalArgumentException("unknown role \"" + spelling
                    + "\": use id, text, text_b, query, document, human:NAME, teacher:NAME, score:NAME, confidence:NAME, metadata, ignored, "
                    + "long_annotator or long_label");
        };
    }
}
