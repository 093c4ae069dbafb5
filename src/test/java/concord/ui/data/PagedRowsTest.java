package concord.ui.data;

import static org.assertj.core.api.Assertions.assertThat;

import concord.app.DataService.UnitRow;
import concord.model.Unit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import javafx.collections.ListChangeListener;
import org.junit.jupiter.api.Test;

class PagedRowsTest {
    private record Asked(long[] units, Consumer<List<UnitRow>> then) {}

    private final List<Asked> asked = new ArrayList<>();
    private final PagedRows rows = new PagedRows(LongStream.rangeClosed(1, 1_000_000).map(i -> i * 2).toArray(),
            (units, then) -> asked.add(new Asked(units, then)));

    private void answer(Asked ask) {
        ask.then().accept(Arrays.stream(ask.units())
                .mapToObj(id -> new UnitRow(new Unit(id, "u" + id, "text " + id, null, null, Map.of()), Map.of(), null)).toList());
    }

    @Test
    void aPageIsAskedForOnceAndItsLinesAreReportedWhenItComes() {
        List<Integer> updated = new ArrayList<>();
        rows.addListener((ListChangeListener<PagedRows.Line>) change -> {
            while (change.next()) {
                if (change.wasUpdated())
                    updated.add(change.getFrom());
            }
        });
        assertThat(rows.get(450).row()).isNull();
        rows.get(451);
        assertThat(asked).hasSize(1);
        assertThat(asked.getFirst().units()).hasSize(PagedRows.PAGE).startsWith(802L);
        answer(asked.getFirst());
        assertThat(rows.get(450).row()).isNotNull();
        assertThat(rows.get(450).unit()).isEqualTo(902);
        assertThat(updated).isNotEmpty();
    }

    @Test
    void onlyTheLatestPagesAreKept() {
        for (int page = 0; page < 60; page++) {
            rows.get(page * PagedRows.PAGE);
            answer(asked.getLast());
        }
        assertThat(rows.get(0).row()).isNull();
        assertThat(rows.get(59 * PagedRows.PAGE).row()).isNotNull();
    }

    @Test
    void positionsAreFoundWithoutReadingAnything() {
        assertThat(rows.positionOf(902)).isEqualTo(450);
        assertThat(rows.positionOf(903)).isEqualTo(-1);
        assertThat(rows.contains(new PagedRows.Line(450, 902, null))).isTrue();
        assertThat(rows.indexOf(new PagedRows.Line(450, 900, null))).isEqualTo(-1);
        assertThat(asked).isEmpty();
    }

    @Test
    void readingAgainKeepsShowingTheOldLinesMeanwhile() {
        rows.get(0);
        answer(asked.getFirst());
        rows.reload();
        assertThat(asked).hasSize(2);
        assertThat(rows.get(0).row()).isNotNull();
    }
}
