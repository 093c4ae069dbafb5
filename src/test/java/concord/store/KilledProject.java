package concord.store;

import concord.model.Annotator;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;

/// What the process to be killed does: label or import without end, one line for each thing that is confirmed.
final class KilledProject {
    static final int IMPORT_UNITS = 5_000;

    private KilledProject() {
    }

    record Decision(long unit, String label) {
        /// The decision of this number under a seed; both processes know it.
        static Decision of(long seed, int number, int units) {
            var random = new Random(seed * 1_000_003 + number);
            random.nextInt();
            return new Decision(1 + random.nextInt(units), "abc".substring(random.nextInt(3)).substring(0, 1));
        }
    }

    public static void main(String[] args) {
        var out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        Path folder = Path.of(args[1]);
        try (ProjectStore store = Fixture.open(folder)) {
            out.println("ready");
            if (args[0].equals("label"))
                label(store, Long.parseLong(args[2]), out);
            else
                bring(store, out);
        }
    }

    private static void label(ProjectStore store, long seed, PrintStream out) {
        int units = (int) store.units().count();
        for (int i = 0;; i++) {
            Decision decision = Decision.of(seed, i, units);
            store.annotations().save(Fixture.label(decision.unit(), "anna", decision.label()));
            out.println(i);
        }
    }

    private static void bring(ProjectStore store, PrintStream out) {
        var annotator = new Annotator.Human("anna");
        for (long number = store.units().count() / IMPORT_UNITS;; number++) {
            try (ImportWriter writer = store.units().beginImport("wave", "{}")) {
                for (int i = 0; i < IMPORT_UNITS; i++) {
                    String key = number + "-" + i;
                    long unit = writer.addUnit(key, "The text of " + key, null, null, Map.of("wave", "" + number));
                    writer.addLabel(unit, annotator, Fixture.TOPIC, "a", null);
                }
                writer.commit(Fixture.topic("a", "b", "c", "label " + number), "wave " + number, "anna");
            }
            out.println(number);
        }
    }
}
