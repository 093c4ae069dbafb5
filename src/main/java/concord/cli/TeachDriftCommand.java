package concord.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import concord.app.AppContext;
import concord.app.Project;
import concord.app.TeachingResults.Drift;
import concord.report.FiguresJson;
import concord.stats.BootstrapOptions;
import concord.stats.McNemar;
import concord.stats.Value;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "drift", description = "Compare a run with a later one of the same request (see again --anew).")
final class TeachDriftCommand extends Verb {
    @Parameters(paramLabel = "PROJECT")
    Path project;

    @Option(names = "--run", required = true, paramLabel = "RUN", description = "the old run")
    String run;

    @Option(names = "--other", required = true, paramLabel = "RUN", description = "the new run")
    String other;

    @Option(names = "--reference", paramLabel = "A", description = "whose labels decide who is right, for McNemar's test")
    @Nullable
    String reference;

    @Option(names = "--draws", defaultValue = "1000", description = "bootstrap draws; 0 leaves the intervals out")
    int draws;

    @Option(names = "--seed", defaultValue = "1")
    long seed;

    @Override
    public Integer call() {
        if (draws < 0)
            throw usage("--draws cannot be negative.");
        try (AppContext app = app(); Project opened = open(app, project)) {
            String variable = opened.teachers().request(run).variable();
            Drift drift = opened.teachings().drift(run, other, reference, new BootstrapOptions(draws, seed, 0.95));
            if (json)
                print(document(variable, drift));
            else
                print(drift);
        }
        return Cli.DONE;
    }

    private void print(Drift drift) {
        out().printf("%,d units labelled by both, %,d otherwise than before; %,d were not asked the same.%n", drift.units(),
                drift.changed().size(), drift.prompts());
        FiguresText.print(out(), drift.agreement());
        McNemar test = drift.test();
        if (test != null)
            out().printf(Locale.ROOT, "Against %s: %d right before, %d now, of %d; McNemar's exact p %.4f.%n", drift.reference(),
                    drift.rightOld(), drift.rightNew(), drift.comparable(), test.exactP());
    }

    private ObjectNode document(String variable, Drift drift) {
        ObjectNode node = object().put("old", drift.old()).put("new", drift.anew()).put("units", drift.units())
                .put("prompts_that_differ", drift.prompts());
        for (int i = 0; i < 2; i++) {
            ArrayNode models = node.putArray(i == 0 ? "models_old" : "models_new");
            drift.models().get(i).forEach(models::add);
        }
        ArrayNode changed = node.putArray("changed");
        drift.changed().forEach(changed::add);
        node.set("agreement", FiguresJson.among(variable, drift.agreement()));
        McNemar test = drift.test();
        if (test != null) {
            ObjectNode of = node.put("reference", drift.reference()).put("compared", drift.comparable()).put("right_old", drift.rightOld())
                    .put("right_new", drift.rightNew()).putObject("mcnemar").put("only_old", test.onlyFirst())
                    .put("only_new", test.onlySecond()).put("exact_p", test.exactP());
            value(of, "chi2_cc", test.chi2());
            value(of, "chi2_cc_p", test.chi2P());
        }
        return node;
    }

    private static void value(ObjectNode node, String key, Value value) {
        switch (value) {
            case Value.Defined(double v) -> node.put(key, v);
            case Value.Undefined(String reason) -> node.putNull(key).withObjectProperty("undefined").put(key, reason);
        }
    }
}
