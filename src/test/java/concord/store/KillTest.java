package concord.store;

import static org.assertj.core.api.Assertions.assertThat;

import concord.store.KilledProject.Decision;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Kills a process that labels or imports, at random moments, and opens the project again. `-Dconcord.kills=50` for the full count.
class KillTest {
    private static final int KILLS = Integer.getInteger("concord.kills", 5);
    private static final int UNITS = 2_000;

    @TempDir
    Path folder;

    @Test
    void noConfirmedLabelIsLost() throws IOException, InterruptedException {
        try (ProjectStore store = Fixture.create(folder)) {
            Fixture.fill(store, UNITS);
            store.annotations().addAnnotator(Fixture.ANNA);
        }
        var random = new Random(11);
        Map<Long, String> expected = new TreeMap<>();
        long events = 0;
        long confirmedInAll = 0;
        for (int round = 0; round < KILLS; round++) {
            int confirmed = kill("label", round, first(round, 0), random.nextInt(400_000));
            for (int i = 0; i < confirmed; i++) {
                put(expected, Decision.of(round, i, UNITS));
            }
            confirmedInAll += confirmed;
            events += confirmed;
            try (ProjectStore store = Fixture.open(folder)) {
                CheckReport report = store.check();
                assertThat(report.findings()).isEmpty();
                // one more may have reached the disk before its confirmation was printed
                assertThat(report.events()).isBetween(events, events + 1);
                if (report.events() > events)
                    put(expected, Decision.of(round, confirmed, UNITS));
                events = report.events();
                assertThat(labels(store)).isEqualTo(expected);
            }
        }
        assertThat(confirmedInAll).as("the test labelled something").isPositive();
    }

    @Test
    void noHalfImportIsLeft() throws IOException, InterruptedException {
        Fixture.create(folder).close();
        var random = new Random(12);
        long imports = 0;
        for (int round = 0; round < KILLS; round++) {
            int confirmed = kill("import", round, first(round, imports), random.nextInt(1_200_000));
            try (ProjectStore store = Fixture.open(folder)) {
                CheckReport report = store.check();
                assertThat(report.findings()).isEmpty();
                assertThat(report.units() % KilledProject.IMPORT_UNITS).isZero();
                long now = report.units() / KilledProject.IMPORT_UNITS;
                assertThat(now).isBetween(imports + confirmed, imports + confirmed + 1);
                imports = now;
                assertThat(store.units().count()).isEqualTo(report.units());
                assertThat(report.annotations()).isEqualTo(report.units());
                assertThat(store.samples().all()).hasSize((int) imports);
                assertThat(store.codebooks().current().version()).isEqualTo(1 + (int) imports);
            }
        }
        assertThat(imports).as("the test imported something").isPositive();
    }

    /// Every other round waits for the first confirmation, so that a slow machine too sees kills after one; the others may hit the very start.
    private static String first(int round, long number) {
        return round % 2 == 0 ? String.valueOf(number) : "ready";
    }

    /// @param line   the clock starts when this line is there
    /// @param micros until the kill
    /// @return how many things were confirmed
    private int kill(String work, int seed, String line, long micros) throws IOException, InterruptedException {
        try (var other = new OtherProcess(KilledProject.class, folder.resolve("out.txt"), work, folder.toString(), String.valueOf(seed))) {
            other.await(line);
            other.killAfter(micros);
            List<String> lines = other.lines();
            return lines.size() - 1;
        }
    }

    private static void put(Map<Long, String> labels, Decision decision) {
        labels.put(decision.unit(), decision.label());
    }

    private static Map<Long, String> labels(ProjectStore store) {
        var column = store.annotations().column(Fixture.TOPIC, "anna", false);
        Map<Long, String> found = new TreeMap<>();
        for (int i = 0; i < column.units().length; i++) {
            found.put(column.units()[i], column.labels()[i]);
        }
        return found;
    }
}
