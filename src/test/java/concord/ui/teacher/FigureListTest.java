package concord.ui.teacher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import concord.app.AppException;
import concord.report.FiguresJson;
import concord.stats.BootstrapOptions;
import concord.stats.PairedLabels;
import concord.stats.Pairwise;
import concord.stats.PairwiseFigures;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What the validation stores is what is shown.
class FigureListTest {
    private static final PairwiseFigures FIGURES = Pairwise.of(
            new PairedLabels(List.of("no", "yes", "maybe"), new int[]{0, 0, 1, 1, 1, 0}, new int[]{0, 1, 1, 1, 0, 0}, 6, 6),
            BootstrapOptions.DEFAULT);

    @Test
    void storedFiguresReadBackAsTheyWere() {
        FigureList stored = FigureList.of(FiguresJson.pairwise("stance", "Ana", "gpt", FIGURES).toString());
        assertThat(stored).isEqualTo(FigureList.of(FIGURES, null));
        FigureList.Figure accuracy = stored.figures().getFirst();
        assertThat(accuracy.key()).isEqualTo("accuracy");
        assertThat(accuracy.value()).isEqualTo(4 / 6.0);
        assertThat(accuracy.range()).isEqualTo(
                new FigureList.Range(FIGURES.interval("accuracy").low(), FIGURES.interval("accuracy").high()));
        assertThat(stored.labels()).extracting(FigureList.OfLabel::label).startsWith("no", "yes");
        assertThat(stored.labels().getFirst().f1().value()).isEqualTo(FIGURES.perLabel().getFirst().f1());
    }

    @Test
    void whatIsNoJsonIsRefusedInASentence() {
        assertThatThrownBy(() -> FigureList.of("{")).isInstanceOf(AppException.class).hasMessageContaining("cannot be read");
    }
}
