package concord.store;

import concord.model.Annotation;
import concord.model.Annotator;
import concord.model.Gold;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Annotations and final labels: an append-only event log and the current state beside it, written in one transaction. Thread-safe.
public interface AnnotationRepository {
    List<Annotator> annotators();

    /// Makes the annotator unless one of this name is there.
    ///
    /// @throws StoreException when the name belongs to another kind
    void addAnnotator(Annotator annotator);

    /// Appends the decision and makes it current. Returns when it is on disk.
    void save(Annotation annotation);

    /// Takes the annotator's current decision away (an event too).
    void clear(long unit, String variable, String annotator, boolean seenLlm);

    /// Decides the final label.
    void decide(Gold gold);

    void undecide(long unit, String variable, String actor);

    /// Undoes the actor's latest decision (annotation or final label) that is not undone yet, by appending its inverse.
    ///
    /// @return the unit and variable it concerned; empty when there is nothing to undo
    Optional<Undone> undo(String actor);

    /// Does again what the actor's latest undo undid, unless the actor decided something since.
    Optional<Undone> redo(String actor);

    record Undone(long unit, String variable, String operation) {}

    /// All current annotations of a unit over all variables and annotators.
    List<Annotation> ofUnit(long unit);

    Map<Long, List<Annotation>> ofUnits(long[] units);

    Map<Long, Gold> golds(String variable);

    /// Streams all current annotations of a variable, or of one annotator when not null; ordered by unit. The consumer runs on the calling thread.
    void forEach(@Nullable String variable, @Nullable String annotator, Consumer<Annotation> consumer);

    /// The annotator's labels of a variable, in one pass: units ascending, aligned label, confidence (NaN where none), flags.
    ///
    /// @param seenLlm false: the blind (or imported, or only) labels; true: those given after reveal
    LabelColumn column(String variable, String annotator, boolean seenLlm);

    record LabelColumn(long[] units, @Nullable String[] labels, double[] confidence, boolean[] flagged, boolean[] skipped,
            int[] codebookVersions) {}

    /// The numbers under [Annotation#SCORE] of a teacher or student, in one pass: units ascending, aligned scores.
    ScoreColumn scores(String variable, String annotator);

    record ScoreColumn(long[] units, double[] scores) {}

    /// Whether the annotator gave such numbers for the variable, with labels or without.
    boolean scored(String variable, String annotator);

    /// Number of labelled units by variable and annotator (labels only, skips not counted).
    Map<String, Map<String, Long>> counts();

    /// The annotator's latest decisions on the variable, newest first.
    List<Annotation> recent(String variable, String annotator, int limit);

    /// Writes the labels of a student or a teacher under the present codebook, in batches; all become visible at the commit.
    PredictionWriter predictions(Annotator annotator, String variable);

    /// As [#predictions(Annotator, String)], for labels given under an earlier version of the codebook.
    PredictionWriter predictions(Annotator annotator, String variable, int codebookVersion);

    interface PredictionWriter extends AutoCloseable {
        void add(long unit, String label, double confidence, Map<String, Double> probabilities);

        /// @param confidence NaN where there is none
        /// @param comment    such as a teacher's reason; may be empty
        void add(long unit, String label, double confidence, Map<String, Double> probabilities, String comment);

        /// Makes the labels visible; earlier ones on other units stay.
        void commit();

        /// Makes the labels visible in place of all earlier ones of this annotator and variable.
        void commitWhole();

        @Override
        void close();
    }
}
