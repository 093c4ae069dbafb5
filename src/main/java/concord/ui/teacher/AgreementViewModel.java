package concord.ui.teacher;

import concord.app.AppException;
import concord.app.Change;
import concord.app.Project;
import concord.app.ResultsService;
import concord.app.TeachingResults.Votes;
import concord.app.Validation;
import concord.model.Annotator;
import concord.model.UnitFilter;
import concord.model.UnitQuery;
import concord.model.Variable;
import concord.model.VariableKind;
import concord.stats.BootstrapOptions;
import concord.stats.MultiLabelFigures;
import concord.stats.PairwiseFigures;
import concord.ui.shell.Debounce;
import concord.ui.shell.Workspace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/// How far the run that is looked at says the same as a person.
final class AgreementViewModel {
    /// @param one        for variables with one label a text; else null
    /// @param several    for multi-label variables; else null
    /// @param why        there are no figures; empty where there are
    /// @param votes      by consistency; empty where each text was asked about once
    /// @param validation of the variable; empty where there is none
    record Sight(String run, String reference, @Nullable PairwiseFigures one, @Nullable MultiLabelFigures several, String why,
            List<Votes> votes, Optional<Validation> validation) {}

    private final TeacherViewModel teacher;
    private final Workspace workspace;
    private final Project project;
    private final ObservableList<String> references = FXCollections.observableArrayList();
    private final StringProperty reference = new SimpleStringProperty("");
    private final ReadOnlyObjectWrapper<@Nullable Sight> sight = new ReadOnlyObjectWrapper<>();
    private boolean reading;
    private boolean again;

    AgreementViewModel(TeacherViewModel teacher) {
        this.teacher = teacher;
        workspace = teacher.workspace();
        project = workspace.project();
        teacher.factsProperty().addListener((_, _, _) -> read());
        Debounce debounce = new Debounce(Duration.ofMillis(500), workspace.fx());
        workspace.on(() -> debounce.call(this::read), Change.SETTINGS, Change.GOLD);
        reference.addListener((_, _, _) -> read());
    }

    /// People with labels, and the final labels where there are some.
    ObservableList<String> references() {
        return references;
    }

    StringProperty referenceProperty() {
        return reference;
    }

    /// Null while there is no run.
    ReadOnlyObjectProperty<@Nullable Sight> sightProperty() {
        return sight.getReadOnlyProperty();
    }

    private record Read(List<String> references, @Nullable Sight sight) {}

    private void read() {
        RunFacts facts = teacher.factsProperty().get();
        Variable variable = workspace.variableProperty().get();
        if (facts == null || variable == null) {
            sight.set(null);
            return;
        }
        if (!teacher.seen())
            return;
        if (reading) {
            again = true;
            return;
        }
        reading = true;
        again = false;
        String wished = reference.get();
        String person = workspace.personProperty().get();
        int draws = workspace.app().settings().draws();
        workspace.load(() -> read(facts, variable, wished, person, draws), found -> {
            reading = false;
            if (!references.equals(found.references))
                references.setAll(found.references);
            if (found.sight != null && !reference.get().equals(found.sight.reference))
                reference.set(found.sight.reference);
            sight.set(found.sight);
            if (again)
                read();
        }, failure -> {
            reading = false;
            workspace.error(failure);
        });
    }

    private Read read(RunFacts facts, Variable variable, String wished, String person, int draws) {
        Map<String, Long> counts = project.data().counts(variable.name());
        List<String> people = new ArrayList<>(project.data().annotators().stream()
                .filter(a -> a instanceof Annotator.Human && counts.getOrDefault(a.name(), 0L) > 0).map(Annotator::name).toList());
        if (project.data().find(UnitQuery.ALL.with(new UnitFilter.HasFinal(variable.name(), true))).length > 0)
            people.add(ResultsService.FINAL);
        Optional<Validation> validation = project.validation().current(variable.name());
        if (people.isEmpty())
            return new Read(people, new Sight(facts.run().name(), "", null, null, concord.ui.Texts.get("teacher.side.nobody"), List.of(),
                    validation));
        String against = people.contains(wished) ? wished : people.contains(person) ? person : people.getFirst();
        return new Read(people, sight(facts, variable, against, draws, validation));
    }

    private Sight sight(RunFacts facts, Variable variable, String against, int draws, Optional<Validation> validation) {
        String run = facts.run().name();
        String held = held(run, validation);
        if (!held.isEmpty())
            return new Sight(run, against, null, null, held, List.of(), validation);
        BootstrapOptions bootstrap = new BootstrapOptions(draws, BootstrapOptions.DEFAULT.seed(), BootstrapOptions.DEFAULT.level());
        try {
            boolean several = variable.kind() == VariableKind.MULTI;
            List<Votes> votes = facts.request().repeats() > 1 ? project.teachings().votes(run, against, null) : List.of();
            return new Sight(run, against,
                    several ? null : project.results().pairwise(variable.name(), against, run, null, bootstrap),
                    several ? project.results().multiLabel(variable.name(), against, run, null, bootstrap) : null, "", votes, validation);
        } catch (AppException e) {
            return new Sight(run, against, null, null, String.valueOf(e.getMessage()), List.of(), validation);
        }
    }

    /// Figures of a validation are looked at on its own tab, where looks are counted; empty where they may be shown here.
    private static String held(String run, Optional<Validation> validation) {
        Validation of = validation.filter(v -> !v.givenUp()).orElse(null);
        if (of == null)
            return "";
        Validation.FinalTest test = of.finalTest();
        if (test == null)
            return of.rounds().stream().anyMatch(r -> r.run().equals(run)) ? concord.ui.Texts.get("teacher.side.held") : "";
        return test.run().equals(run) && test.figures() == null ? concord.ui.Texts.get("teacher.side.held.test") : "";
    }
}
