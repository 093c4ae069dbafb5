package concord.teacher;

import concord.model.Label;
import concord.model.Unit;
import concord.model.Variable;
import concord.model.VariableKind;
import concord.model.request.TeachRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;

/// Small runs for tests.
final class Lessons {
    static final String KEY = "sk-live-THIS-must-never-appear-0123456789";
    static final Tempo QUICK = new Tempo(4, 5, Duration.ofMillis(20), Duration.ofMillis(100), Duration.ofMillis(900),
            Duration.ofMillis(300),
            Duration.ofMinutes(5));
    static final Variable STANCE = new Variable("stance", VariableKind.SINGLE, "Is the writer for or against?", "Judge the words only.",
            List.of(new Label("for", "supports it", List.of(), List.of(), null, 0),
                    new Label("against", "opposes it", List.of(), List.of(), null, 1)));

    private Lessons() {
    }

    static Unit unit(long number) {
        return new Unit(number, "u" + number, "text number " + number + ".", null, null, Map.of());
    }

    static List<Long> numbers(int count) {
        return LongStream.rangeClosed(1, count).boxed().toList();
    }

    static Lesson lesson(TeachRequest request, int units) {
        return new Lesson("run", request, STANCE, 3, numbers(units), ids -> ids.stream().map(Lessons::unit).toList(), ExampleSource.NONE);
    }

    static Request request(String teacher, String url) {
        return new Request(teacher, url);
    }

    static Teachers teachers() {
        return new Teachers(name -> Optional.of(KEY), texts -> {
            throw new IllegalStateException("no embedder here");
        }, Lessons::prices, QUICK);
    }

    /// A dollar for a million tokens in, ten for a million out.
    static PriceTable prices() {
        try {
            Path file = Files.createTempFile("prices", ".json");
            Files.writeString(file, """
                    {"date": "2026-01", "prices": [{"provider": "openai", "model": "paid", "input": 1, "output": 10, "batch": 0.5}]}
                    """);
            PriceTable table = PriceTable.read(file);
            Files.delete(file);
            return table;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A request with the usual values.
    static final class Request {
        private final String teacher;
        private final String url;
        private int repeats = 1;
        private double temperature;
        private Double budget;
        private int concurrency = 4;
        private int perMinute;
        private boolean batch;
        private boolean reason;

        Request(String teacher, String url) {
            this.teacher = teacher;
            this.url = url;
        }

        Request repeats(int repeats) {
            this.repeats = repeats;
            return this;
        }

        Request temperature(double temperature) {
            this.temperature = temperature;
            return this;
        }

        Request budget(double budget) {
            this.budget = budget;
            return this;
        }

        Request concurrency(int concurrency) {
            this.concurrency = concurrency;
            return this;
        }

        Request perMinute(int perMinute) {
            this.perMinute = perMinute;
            return this;
        }

        Request batch() {
            this.batch = true;
            return this;
        }

        Request reason() {
            this.reason = true;
            return this;
        }

        TeachRequest make() {
            return new TeachRequest("run", "stance", teacher, url, null, 0, "fixed", null, repeats, temperature, 100, 7, budget,
                    concurrency,
                    perMinute, null, null, reason, batch);
        }
    }
}
