package concord.ui.teacher;

import concord.app.CodebookService.Edit;
import concord.ui.codebook.WordDiff;
import java.util.ArrayList;
import java.util.List;

/// Which words of a prompt came with the present version of the codebook.
final class NewWords {
    private NewWords() {
    }

    /// @param from index of the first character
    /// @param to   index after the last
    record Stretch(int from, int to) {}

    /// @param edits from the version before
    static List<Stretch> in(String prompt, List<Edit> edits) {
        List<Stretch> found = new ArrayList<>();
        for (Edit edit : edits) {
            int at = edit.after().isBlank() ? -1 : prompt.indexOf(edit.after());
            if (at < 0)
                continue;
            for (WordDiff.Piece piece : WordDiff.of(edit.before(), edit.after())) {
                if (piece.change() == WordDiff.Change.REMOVED)
                    continue;
                int end = at + piece.text().length();
                if (piece.change() == WordDiff.Change.ADDED && !piece.text().isBlank())
                    found.add(new Stretch(end - piece.text().stripLeading().length(), at + piece.text().stripTrailing().length()));
                at = end;
            }
        }
        return found;
    }
}
