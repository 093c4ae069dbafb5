package concord.model;

import org.jspecify.annotations.Nullable;

/// What a column of a data file is. Several columns may be human, teacher, confidence or metadata; each other role is taken once.
public sealed interface ColumnRole {
    record Id() implements ColumnRole {}

    record Text() implements ColumnRole {}

    record TextB() implements ColumnRole {}

    record Query() implements ColumnRole {}

    record Document() implements ColumnRole {}

    /// Labels by the person of this name.
    record HumanLabel(String annotator) implements ColumnRole {}

    /// Labels by the LLM of this name.
    record TeacherLabel(String annotator) implements ColumnRole {}

    /// The numbers by which the system of this name orders the documents of a query, higher first; no labels.
    record Score(String annotator) implements ColumnRole {}

    /// The confidence, 0..1, that goes with the labels of this annotator.
    record Confidence(String annotator) implements ColumnRole {}

    /// A column to facet and export, under its own name.
    record Metadata() implements ColumnRole {}

    /// Not read at all.
    record Ignored() implements ColumnRole {}

    /// In a long file: who gave the label of this row.
    record LongAnnotator() implements ColumnRole {}

    /// In a long file: the label of this row.
    record LongLabel() implements ColumnRole {}

    /// The annotator a role names, null for the others.
    default @Nullable String annotatorName() {
        return switch (this) {
            case HumanLabel(var a) -> a;
            case TeacherLabel(var a) -> a;
            case Score(var a) -> a;
            case Confidence(var a) -> a;
            case Id _,Text _,TextB _,Query _,Document _,Metadata _,Ignored _,LongAnnotator _,LongLabel _ -> null;
        };
    }
}
