package concord.ui.teacher;

import concord.app.AppException;
import concord.model.request.TeachRequest;
import concord.ui.Texts;
import java.util.List;
import java.util.regex.Pattern;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.LongProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.Property;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleLongProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.jspecify.annotations.Nullable;

/// How a teacher is asked, as the form edits it. An empty sample stands for all texts, an empty cap for none.
final class TeacherForm {
    static final String EMBEDDED = "embedded";
    /// Of repeats, when nobody chose another: that of the published procedure.
    static final double REPEATED = 0.6;
    private static final Pattern MONEY = Pattern.compile("\\$?\\s*(\\d{1,7}(?:[.,]\\d{0,4})?)\\s*\\$?");
    final StringProperty provider = new SimpleStringProperty(EMBEDDED);
    final StringProperty model = new SimpleStringProperty("minilm");
    final StringProperty baseUrl = new SimpleStringProperty("");
    final StringProperty sample = new SimpleStringProperty("");
    final IntegerProperty examples = new SimpleIntegerProperty();
    final StringProperty way = new SimpleStringProperty("balanced");
    final StringProperty from = new SimpleStringProperty("");
    final DoubleProperty temperature = new SimpleDoubleProperty();
    final IntegerProperty repeats = new SimpleIntegerProperty(1);
    final StringProperty cap = new SimpleStringProperty("");
    final IntegerProperty concurrency = new SimpleIntegerProperty(8);
    final IntegerProperty perMinute = new SimpleIntegerProperty();
    final IntegerProperty maxTokens = new SimpleIntegerProperty(200);
    final LongProperty seed = new SimpleLongProperty(1);
    final BooleanProperty reason = new SimpleBooleanProperty();
    final BooleanProperty batch = new SimpleBooleanProperty();
    /// The system message as edited; null for the product's.
    final ObjectProperty<@Nullable String> system = new SimpleObjectProperty<>();
    final ObjectProperty<@Nullable String> user = new SimpleObjectProperty<>();

    TeacherForm() {
        repeats.addListener((_, before, now) -> {
            if (before.intValue() == 1 && now.intValue() > 1 && temperature.get() == 0)
                temperature.set(REPEATED);
            if (before.intValue() > 1 && now.intValue() == 1 && temperature.get() == REPEATED)
                temperature.set(0);
        });
    }

    /// Everything that changes the request.
    List<Property<?>> properties() {
        return List.of(provider, model, baseUrl, sample, examples, way, from, temperature, repeats, cap, concurrency, perMinute, maxTokens,
                seed, reason, batch, system, user);
    }

    boolean embedded() {
        return provider.get().equals(EMBEDDED);
    }

    /// PROVIDER:MODEL
    String teacher() {
        return provider.get() + ":" + model.get().strip();
    }

    @Nullable
    String address() {
        return blankIsNull(baseUrl.get().strip());
    }

    /// @throws AppException when the cap is no sum of money
    TeachRequest request(String variable) {
        return new TeachRequest(null, variable, teacher(), address(), blankIsNull(sample.get()), examples.get(), way.get(),
                examples.get() == 0 ? null : blankIsNull(from.get()), repeats.get(), temperature.get(), maxTokens.get(), seed.get(),
                budget(), concurrency.get(), perMinute.get(), system.get(), user.get(), reason.get(), batch.get());
    }

    /// The spending cap in US dollars; null for none.
    ///
    /// @throws AppException when it is no sum of money
    @Nullable
    Double budget() {
        String text = cap.get().strip();
        if (text.isEmpty())
            return null;
        var money = MONEY.matcher(text);
        if (!money.matches())
            throw new AppException(Texts.get("teacher.cap.wrong", text));
        return Double.valueOf(money.group(1).replace(',', '.'));
    }

    /// Everything as it was asked before, but for the texts.
    void take(TeachRequest request) {
        int colon = request.teacher().indexOf(':');
        provider.set(request.teacher().substring(0, colon));
        model.set(request.teacher().substring(colon + 1));
        baseUrl.set(request.baseUrl() == null ? "" : request.baseUrl());
        examples.set(request.fewShot());
        way.set(request.examples());
        if (request.examplesFrom() != null)
            from.set(request.examplesFrom());
        repeats.set(request.repeats());
        temperature.set(request.temperature());
        maxTokens.set(request.maxTokens());
        seed.set(request.seed());
        cap.set(request.budget() == null ? "" : Money.of(request.budget()));
        concurrency.set(request.concurrency());
        perMinute.set(request.perMinute());
        system.set(request.system());
        user.set(request.user());
        reason.set(request.reason());
        batch.set(request.batch());
    }

    private static @Nullable String blankIsNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
