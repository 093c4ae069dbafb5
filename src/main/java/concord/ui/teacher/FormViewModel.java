package concord.ui.teacher;

import concord.app.AppException;
import concord.app.Secrets;
import concord.app.TeacherService;
import concord.model.Variable;
import concord.model.request.TeachRequest;
import concord.model.result.ProviderInfo;
import concord.model.result.TeacherInfo;
import concord.ui.Texts;
import concord.ui.shell.Debounce;
import concord.ui.shell.Workspace;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/// Which teacher, how it is asked, its key and its prices, and what that comes to.
final class FormViewModel {
    private final Workspace workspace;
    private final TeacherService teachers;
    private final Attempts attempts;
    private final TeacherForm form = new TeacherForm();
    private final Debounce planning;
    private final List<ProviderInfo> providers;
    private final ObservableList<String> models = FXCollections.observableArrayList();
    private final ObservableList<String> sources = FXCollections.observableArrayList();
    private final ObservableList<String> samples = FXCollections.observableArrayList();
    private final ReadOnlyObjectWrapper<Outlook> outlook = new ReadOnlyObjectWrapper<>(Outlook.NONE);
    private final ReadOnlyBooleanWrapper planningNow = new ReadOnlyBooleanWrapper();
    private final ReadOnlyStringWrapper priceTable = new ReadOnlyStringWrapper("");
    private @Nullable String instead;
    private boolean first = true;
    private long ticket;

    FormViewModel(Workspace workspace, Attempts attempts) {
        this.workspace = workspace;
        this.attempts = attempts;
        teachers = workspace.project().teachers();
        planning = new Debounce(Duration.ofMillis(300), workspace.fx());
        providers = teachers.providers().stream().sorted(Comparator.comparing(p -> !p.key().equals(TeacherForm.EMBEDDED))).toList();
        form.properties().forEach(p -> p.addListener((_, _, _) -> {
            planningNow.set(true);
            planning.call(this::plan);
        }));
        form.provider.addListener((_, _, now) -> {
            models.clear();
            form.model.set(now.equals(TeacherForm.EMBEDDED) ? "minilm" : "");
            form.baseUrl.set("");
            if (!provider().batch())
                form.batch.set(false);
        });
    }

    Workspace workspace() {
        return workspace;
    }

    TeacherForm form() {
        return form;
    }

    /// The embedded teacher first, because it always works.
    List<ProviderInfo> providers() {
        return providers;
    }

    ProviderInfo provider() {
        return providers.stream().filter(p -> p.key().equals(form.provider.get())).findFirst().orElseThrow();
    }

    ObservableList<String> models() {
        return models;
    }

    /// Whose labels examples can show.
    ObservableList<String> sources() {
        return sources;
    }

    /// Names of samples; the empty name first, for all texts.
    ObservableList<String> samples() {
        return samples;
    }

    ReadOnlyObjectProperty<Outlook> outlookProperty() {
        return outlook.getReadOnlyProperty();
    }

    /// True while the outlook is older than the form.
    ReadOnlyBooleanProperty planningProperty() {
        return planningNow.getReadOnlyProperty();
    }

    /// Where the person's price table lies, once they asked for it.
    ReadOnlyStringProperty priceTableProperty() {
        return priceTable.getReadOnlyProperty();
    }

    boolean keyring() {
        return secrets().keyring();
    }

    private Secrets secrets() {
        return workspace.app().secrets();
    }

    /// Takes what can be chosen from; the form begins with the settings of the last run, else with what suits the embedded teacher.
    ///
    /// @param last of the variable; null before the first
    void offer(List<String> from, List<String> names, @Nullable TeachRequest last) {
        if (!sources.equals(from))
            sources.setAll(from);
        if (!samples.equals(names))
            samples.setAll(names);
        if (!samples.contains(form.sample.get()))
            form.sample.set("");
        if (first && last != null)
            form.take(last);
        Variable variable = workspace.variableProperty().get();
        if (first && last == null && form.embedded() && !sources.isEmpty() && variable != null) {
            form.way.set("nearest");
            form.examples.set(2 * variable.labels().size());
        }
        first = false;
        if (!sources.contains(form.from.get()))
            form.from.set(sources.isEmpty() ? "" : sources.getFirst());
        if (sources.isEmpty())
            form.examples.set(0);
    }

    /// Reckons what the form comes to.
    void plan() {
        Variable variable = workspace.variableProperty().get();
        long mine = ++ticket;
        if (variable == null || variable.labels().isEmpty()) {
            outlook.set(Outlook.NONE);
            return;
        }
        planningNow.set(true);
        String teacher = form.teacher();
        String address = form.address();
        Supplier<TeachRequest> request = asked(variable.name());
        workspace.load(() -> outlook(teacher, address, request), found -> {
            if (mine == ticket) {
                planningNow.set(false);
                outlook.set(found);
            }
        });
    }

    /// The estimate is made for this sample, whatever the form says; null for the form's.
    void planFor(@Nullable String sample) {
        if (Objects.equals(sample, instead))
            return;
        instead = sample;
        plan();
    }

    /// The request as the form has it now; a form that cannot be read refuses when the request is asked for.
    private Supplier<TeachRequest> asked(String variable) {
        try {
            TeachRequest request = instead == null ? form.request(variable) : form.request(variable).withSample(instead);
            return () -> request;
        } catch (AppException e) {
            return () -> {
                throw e;
            };
        }
    }

    private Outlook outlook(String teacher, @Nullable String address, Supplier<TeachRequest> request) {
        TeacherInfo info = null;
        Secrets.Place place = Secrets.Place.NOWHERE;
        try {
            info = teachers.about(teacher, address);
            place = info.keyNames().stream().map(secrets()::place).filter(p -> p != Secrets.Place.NOWHERE).findFirst()
                    .orElse(Secrets.Place.NOWHERE);
            return new Outlook(info, place, teachers.plan(request.get()), "");
        } catch (AppException e) {
            return new Outlook(info, place, null, String.valueOf(e.getMessage()));
        }
    }

    /// The request of the form, to be asked on the window's thread.
    Optional<TeachRequest> request() {
        Variable variable = workspace.variableProperty().get();
        try {
            return variable == null ? Optional.empty() : Optional.of(form.request(variable.name()));
        } catch (AppException e) {
            attempts.say(String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    /// Asks the provider for the names of its models.
    void listModels() {
        String provider = form.provider.get();
        String address = form.address();
        attempts.attempt(() -> teachers.models(provider, address), names -> {
            if (provider.equals(form.provider.get()))
                models.setAll(names);
            if (names.isEmpty())
                attempts.say(Texts.get("teacher.models.none"));
        });
    }

    /// Where a key given by the person goes.
    enum Keep {
        THIS_RUN, KEYRING
    }

    /// Takes a key; it is not kept in this window.
    void giveKey(String key, Keep keep) {
        TeacherInfo info = outlook.get().info();
        if (info == null || info.keyNames().isEmpty() || key.isBlank())
            return;
        String name = info.keyNames().getFirst();
        attempts.attempt(() -> {
            if (keep == Keep.KEYRING)
                secrets().keepInKeyring(name, key);
            else
                secrets().keepForThisRun(name, key);
            return name;
        }, _ -> plan());
    }

    void forgetKey() {
        TeacherInfo info = outlook.get().info();
        if (info != null)
            attempts.attempt(() -> {
                info.keyNames().forEach(secrets()::forget);
                return true;
            }, _ -> plan());
    }

    void editPrices() {
        attempts.attempt(teachers::priceTable, file -> priceTable.set(file.toString()));
    }
}
