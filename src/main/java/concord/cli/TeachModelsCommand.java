package concord.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import concord.app.AppContext;
import concord.app.Project;
import concord.app.Secrets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "models", description = "List the providers and where their keys are, or the models of one.")
final class TeachModelsCommand extends Verb {
    @Parameters(paramLabel = "PROJECT")
    Path project;

    @Option(names = "--provider", paramLabel = "P", description = "ask this provider for its models")
    @Nullable
    String provider;

    @Option(names = "--base-url", paramLabel = "U")
    @Nullable
    String baseUrl;

    @Option(names = "--price-table", description = "print where the price table lies, making one to edit when there is none yet")
    boolean priceTable;

    @Override
    public Integer call() {
        try (AppContext app = app(); Project opened = open(app, project)) {
            if (priceTable) {
                Path file = opened.teachers().priceTable();
                if (json)
                    print(object().put("price_table", file.toString()));
                else
                    out().println(file);
            } else if (provider != null) {
                models(opened.teachers().models(provider, baseUrl));
            } else {
                providers(app, opened);
            }
        }
        return Cli.DONE;
    }

    private void models(List<String> models) {
        if (json) {
            ObjectNode node = object().put("provider", provider);
            ArrayNode list = node.putArray("models");
            models.forEach(list::add);
            print(node);
        } else {
            models.forEach(out()::println);
        }
    }

    private void providers(AppContext app, Project opened) {
        ObjectNode node = object();
        ArrayNode list = node.putArray("providers");
        opened.teachers().providers().forEach(p -> {
            String key = p.keyNames().stream().filter(n -> app.secrets().place(n) != Secrets.Place.NOWHERE).findFirst()
                    .map(n -> app.secrets().place(n).name().toLowerCase(Locale.ROOT).replace('_', '-')).orElse(null);
            if (json) {
                ArrayNode names = list.addObject().put("provider", p.key()).put("title", p.title()).put("base_url", p.baseUrl())
                        .put("batch", p.batch()).put("key_in", key).putArray("key_names");
                p.keyNames().forEach(names::add);
            } else {
                out().printf("%-12s %-28s %s%n", p.key(), p.title(), p.keyNames().isEmpty()
                        ? "takes no key"
                        : key == null ? "no key: set " + String.join(" or ", p.keyNames()) : "key from " + key);
            }
        });
        if (json)
            print(node);
    }
}
