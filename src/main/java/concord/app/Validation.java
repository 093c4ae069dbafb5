package concord.app;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A validation of a teacher against a person, step by step (Pangakis, Wolken & Fasching 2023, arXiv 2306.00176), as the project keeps it.
///
/// @param reference   whose blind labels count: a person, or "final" for labels agreed upon
/// @param frame       units the random set was drawn from
/// @param development sample on which the teacher is gauged and the codebook revised
/// @param test        sample kept untouched for the one final test
/// @param rounds      teacher runs on the development part, oldest first
/// @param revisions   of the codebook since
/// @param looks       how often figures of the development part were looked at
/// @param givenUp     whether it was left before its final test
public record Validation(String variable, String reference, int frame, long seed, String development, String test, Instant at,
        List<Round> rounds, List<Revision> revisions, int looks, @Nullable FinalTest finalTest,
        boolean givenUp) {
    public Validation {
        rounds = List.copyOf(rounds);
        revisions = List.copyOf(revisions);
    }

    /// @param shown units whose labels were looked at after this run, which so informed what came next
    public record Round(String run, int codebookVersion, Instant at, List<Long> shown) {
        public Round {
            shown = List.copyOf(shown);
        }
    }

    /// @param units development units that were looked at before the change
    public record Revision(int from, int to, Instant at, String author, String reason, List<Long> units) {
        public Revision {
            units = List.copyOf(units);
        }
    }

    /// @param figures as `agreement --json` prints them; null until they are looked at, never changed after
    /// @param notes   what a reader of the figures should know
    public record FinalTest(String run, int codebookVersion, Instant at, @Nullable String figures, List<String> notes) {
        public FinalTest {
            notes = List.copyOf(notes);
        }
    }

    /// What is to be done next.
    public enum Step {
        /// The person labels the random set.
        LABEL,
        /// The teacher labels the development part.
        GAUGE,
        /// Look, and revise the codebook or go to the final test.
        REVISE,
        /// The final test is under way.
        TEST,
        /// The figure for the report is there.
        DONE
    }

    boolean open() {
        return finalTest == null && !givenUp;
    }

    Validation withRounds(List<Round> value) {
        return new Validation(variable, reference, frame, seed, development, test, at, value, revisions, looks, finalTest, givenUp);
    }

    Validation withRevisions(List<Revision> value) {
        return new Validation(variable, reference, frame, seed, development, test, at, rounds, value, looks, finalTest, givenUp);
    }

    Validation withLooks(int value) {
        return new Validation(variable, reference, frame, seed, development, test, at, rounds, revisions, value, finalTest, givenUp);
    }

    Validation withFinalTest(FinalTest value) {
        return new Validation(variable, reference, frame, seed, development, test, at, rounds, revisions, looks, value, givenUp);
    }

    Validation giveUp() {
        return new Validation(variable, reference, frame, seed, development, test, at, rounds, revisions, looks, finalTest, true);
    }
}
