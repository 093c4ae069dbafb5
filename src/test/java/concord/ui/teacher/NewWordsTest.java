package concord.ui.teacher;

import static org.assertj.core.api.Assertions.assertThat;

import concord.app.CodebookService.Edit;
import java.util.List;
import org.junit.jupiter.api.Test;

class NewWordsTest {
    @Test
    void addedWordsAreFoundWhereTheDefinitionStands() {
        String prompt = "Labels:\n- for: wants it kept. Details do not count.\n- against: wants it gone.";
        List<NewWords.Stretch> found = NewWords.in(prompt,
                List.of(new Edit("stance / for / definition", "wants it kept.", "wants it kept. Details do not count."),
                        new Edit("stance / against / definition", "wants it away.", "wants it gone."),
                        new Edit("other / x", "", "stands nowhere in the prompt")));
        assertThat(found.stream().map(s -> prompt.substring(s.from(), s.to())).toList()).containsExactly("Details do not count.", "gone.");
    }

    @Test
    void whatWasOnlyRemovedMarksNothing() {
        assertThat(NewWords.in("wants it", List.of(new Edit("a", "wants it kept", "wants it")))).isEmpty();
        assertThat(NewWords.in("wants it", List.of(new Edit("a", "wants it", "")))).isEmpty();
    }
}
