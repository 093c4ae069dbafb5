package concord.ui.codebook;

import static org.assertj.core.api.Assertions.assertThat;

import concord.ui.codebook.WordDiff.Change;
import concord.ui.codebook.WordDiff.Piece;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordDiffTest {
    private static String without(List<Piece> pieces, Change change) {
        return pieces.stream().filter(p -> p.change() != change).map(Piece::text).collect(Collectors.joining());
    }

    @ParameterizedTest
    @CsvSource(value = {"a b c|a x c", "kept, raised or introduced without reservations.|kept, raised or introduced. Criticism counts.",
            "''|new",
            "old|''", "same  words|same  words", "a b a b|b a b a"}, delimiter = '|')
    void bothVersionsCanBeReadFromThePieces(String before, String after) {
        List<Piece> pieces = WordDiff.of(before, after);
        assertThat(without(pieces, Change.ADDED)).isEqualTo(before);
        assertThat(without(pieces, Change.REMOVED)).isEqualTo(after);
    }

    @Test
    void onlyWhatChangedIsMarked() {
        assertThat(WordDiff.of("a b c", "a x c")).containsExactly(new Piece("a ", Change.SAME), new Piece("b", Change.REMOVED),
                new Piece("x", Change.ADDED), new Piece(" c", Change.SAME));
    }
}
