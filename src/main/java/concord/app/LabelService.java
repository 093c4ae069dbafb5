package concord.app;

import concord.model.Annotation;
import concord.model.Annotator;
import concord.model.Unit;
import concord.model.Variable;
import concord.model.VariableKind;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Labelling by hand.
public final class LabelService {
    private final Repositories store;
    private final UnitIndex index;
    private final CodebookService codebook;
    private final ProjectSettings settings;
    private final Changes changes;

    LabelService(Repositories store, UnitIndex index, CodebookService codebook, ProjectSettings settings, Changes changes) {
        this.store = store;
        this.index = index;
        this.codebook = codebook;
        this.settings = settings;
        this.changes = changes;
    }

    /// People who label in this project.
    public List<String> people() {
        return index.annotators().stream().filter(a -> a instanceof Annotator.Human).map(Annotator::name).toList();
    }

    /// Starts or takes up labelling. Of a ranking variable the documents of a query come one after the other.
    ///
    /// @param annotator the person's name; made when new
    /// @param sample    label the units of this sample in drawn order; null labels all units
    /// @throws AppException when the name belongs to a teacher or student, or the variable does not exist
    public Session start(String annotator, String variable, @Nullable String sample, Order order, long seed) {
        Variable asked = codebook.variable(variable);
        if (annotator.isBlank())
            throw new AppException("Nobody is named as labelling: give a name or pseudonym.");
        if (annotator.equals(ResultsService.FINAL))
            throw new AppException("\"" + ResultsService.FINAL + "\" stands for the final labels: label under another name.");
        if (asked.labels().isEmpty())
            throw new AppException("\"" + variable + "\" has no labels yet: add them on the Codebook screen.");
        Annotator known = Names.find(annotator, index.annotators());
        switch (known) {
            case null -> {
                store.annotations().addAnnotator(new Annotator.Human(annotator));
                changes.tell(Change.ANNOTATIONS);
            }
            case Annotator.Human _ -> {
            }
            case Annotator.Teacher _ ->
                throw new AppException("\"" + annotator + "\" is an LLM in this project: label under another name.");
            case Annotator.Student _ ->
                throw new AppException("\"" + annotator + "\" is a student in this project: label under another name.");
        }
        LabelQueue queue = new LabelQueue(index, store.samples());
        boolean ranking = asked.kind() == VariableKind.RANKING;
        long[] units = ranking ? queue.ofQueries(variable, sample, order, seed) : queue.of(variable, sample, order, seed);
        @Nullable
        String[] queries = new String[units.length];
        if (ranking)
            Arrays.setAll(queries, i -> index.queries()[index.position(units[i])]);
        return new LabelSession(annotator, asked.name(), units, new QueryGroups(queries), store, index, codebook, settings, changes);
    }

    /// Of the units of a random or stratified sample the drawn order is the random one.
    public enum Order {
        /// seeded random order, the same for everybody with the same seed
        RANDOM, FILE,
        /// units on which a teacher or student is least sure first, then random
        UNCERTAINTY,
        /// units on which a person and a teacher gave different labels first, then random
        DISAGREEMENT,
        /// as the sample was drawn: of what a student chose, what its strategy ranks highest first; all units as in the file
        DRAWN
    }

    /// One person labelling one variable. Saving returns when the decision is on disk.
    public interface Session {
        String annotator();

        String variable();

        /// Units in the queue.
        int size();

        /// Position of the first unit without a decision of this person, or size() when all are done.
        int firstOpen();

        /// Position of the next unit without a decision after this one, wrapping around; size() when all are done.
        int nextOpen(int after);

        /// @param position 0 .. size() - 1
        View at(int position);

        /// The documents under the query of a ranking unit, with the person's own grades; empty for other units.
        ///
        /// @param position 0 .. size() - 1
        default Optional<Candidates> candidates(int position) {
            return Optional.empty();
        }

        /// Position of a unit, or -1.
        int positionOf(long unit);

        /// Gives a label.
        ///
        /// @param millis  time since the unit was shown
        /// @param seenLlm an LLM's or student's label for it was visible
        void label(long unit, String label, int millis, boolean seenLlm);

        void skip(long unit, int millis);

        /// Flips the flag of the person's decision on the unit (a unit can be flagged before it is labelled).
        void flag(long unit);

        void comment(long unit, String text);

        /// Takes the person's label away.
        void blank(long unit);

        /// Undoes this person's latest decision.
        ///
        /// @return the unit concerned
        Optional<Long> undo();

        Optional<Long> redo();

        Progress progress();

        /// The person's latest labelled units, newest first.
        List<Recent> recent(int limit);
    }

    /// @param own     the person's decision, blind one first; empty when none
    /// @param machine labels of teachers and students; empty unless the reveal rule lets them be seen now
    public record View(Unit unit, List<Annotation> own, List<Annotation> machine) {}

    /// Documents of one query, side by side in the queue.
    ///
    /// @param number of the query among those of the queue, from 1
    /// @param before documents of the query that come before those listed
    /// @param total  of the query
    public record Candidates(String query, int number, int queries, int before, int total, List<Candidate> listed) {
        public Candidates {
            listed = List.copyOf(listed);
        }
    }

    /// @param position in the queue
    /// @param label    the person's own, null where there is none
    public record Candidate(int position, Unit unit, @Nullable String label, boolean skipped) {}

    /// @param done      units with a label or skip
    /// @param perLabel  labels given so far, in codebook order
    /// @param medianMillis over the last 50 labels; 0 before the first
    public record Progress(int done, int total, Map<String, Integer> perLabel, int skipped, int flagged, int medianMillis) {}

    public record Recent(long unit, String text, String label) {}
}
