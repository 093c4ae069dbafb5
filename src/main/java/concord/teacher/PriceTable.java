package concord.teacher;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import concord.teacher.provider.Endpoint;
import concord.teacher.provider.Provider;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Prices of models, from a file that people keep up to date.
///
/// The file is one JSON object: `date`, and `prices`, a list of `provider`, `model`, `input`, `output`, optionally `cached` and `batch`, and
/// `source` with `date`, the page they were read from and when. A price holds for the model of that name and its dated versions, never for a
/// model that is merely spelt alike. A model on this machine or its own network costs nothing unless the table says otherwise, as it may for a
/// gateway to a paid one.
public final class PriceTable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern VERSION = Pattern.compile("|-latest|[-@]\\d{3,}[\\d-]*");

    private final String date;
    private final List<Entry> entries;

    private PriceTable(String date, List<Entry> entries) {
        this.date = date;
        this.entries = entries;
    }

    /// The product's own table.
    public static PriceTable own() {
        try (InputStream in = PriceTable.class.getResourceAsStream("/concord/teacher/prices.json")) {
            if (in == null)
                throw new IllegalStateException("no price table");
            return of(JSON.readTree(in), "The product's price table");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// @throws TeacherException when the file cannot be read or a price is missing
    public static PriceTable read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return of(JSON.readTree(in), "The price table " + file);
        } catch (IOException e) {
            throw new TeacherException("The price table " + file + " cannot be read: " + e.getMessage() + ".", e);
        }
    }

    /// The day the prices were last true.
    public String date() {
        return date;
    }

    /// Empty when the model is not in the table.
    Optional<Price> price(Endpoint endpoint) {
        Optional<Price> listed = entries.stream().filter(e -> e.fits(endpoint)).max(Comparator.comparingInt(e -> e.model().length()))
                .map(Entry::price);
        return endpoint.local() ? listed.or(() -> Optional.of(Price.NOTHING)) : listed;
    }

    private static PriceTable of(JsonNode root, String name) {
        List<Entry> entries = new ArrayList<>();
        for (JsonNode row : root.path("prices")) {
            double input = amount(row, "input", name);
            double cached = row.has("cached") ? amount(row, "cached", name) : input;
            double batch = row.has("batch") ? amount(row, "batch", name) : 1;
            entries.add(new Entry(Provider.of(row.path("provider").asText()), row.path("model").asText(),
                    new Price(input, amount(row, "output", name), cached, batch)));
        }
        return new PriceTable(root.path("date").asText("no date"), List.copyOf(entries));
    }

    private static double amount(JsonNode row, String field, String name) {
        JsonNode value = row.path(field);
        if (!value.isNumber() || !(value.asDouble() >= 0))
            throw new TeacherException(name + " has no price \"" + field + "\" for \"" + row.path("model").asText()
                    + "\": it is a number of US dollars for a million tokens.");
        return value.asDouble();
    }

    private record Entry(Provider provider, String model, Price price) {
        boolean fits(Endpoint endpoint) {
            return endpoint.provider() == provider && endpoint.model().startsWith(model)
                    && VERSION.matcher(endpoint.model().substring(model.length())).matches();
        }
    }
}
